"""Findings of a section's pictures, as property tests draw them."""

from hypothesis import strategies as st

from runner.layout.finding import FindingKind, LayoutFinding

FINDINGS = st.lists(
    st.builds(
        LayoutFinding,
        kind=st.sampled_from(FindingKind),
        beat=st.integers(0, 3),
        frame=st.integers(0, 90),
        sentence=st.sampled_from(["it overlaps", "it is small", "it has left"]),
        measure=st.floats(0, 1),
        line=st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=6,
).map(tuple)
