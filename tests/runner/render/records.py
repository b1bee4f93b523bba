"""Parts of records, made at random. Lengths and objects are the caller's choice."""

from hypothesis import strategies as st

from runner.render.record import BoundingBox, Camera, Moment, ShapeOutline, ShownObject

Lengths = st.SearchStrategy[float]


def boxes(lengths: Lengths) -> st.SearchStrategy[BoundingBox]:
    return st.builds(BoundingBox, left=lengths, bottom=lengths, right=lengths, top=lengths)


def outlines(lengths: Lengths) -> st.SearchStrategy[ShapeOutline]:
    """Outlines of up to three lines of a few points."""
    lines = st.lists(st.tuples(lengths, lengths), min_size=1, max_size=4).map(tuple)
    return st.builds(ShapeOutline, lines=st.lists(lines, max_size=3).map(tuple))


def moments(objects: st.SearchStrategy[ShownObject]) -> st.SearchStrategy[Moment]:
    """Moments of up to five objects, seen in any way."""
    return st.builds(
        Moment,
        frame=st.integers(0, 99),
        beat=st.integers(0, 9),
        objects=st.lists(objects, max_size=5).map(tuple),
        camera=st.sampled_from(Camera),
    )
