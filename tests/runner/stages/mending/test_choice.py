"""Which version of a section is kept: never one that fails, nor one that looks worse."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from runner.layout.comparing import is_no_worse, is_whole
from runner.stages.dry_run import DryRun
from runner.stages.mending.choice import SectionChoice, TriedVersion, choose, scenes_taken, shown_again
from tests.runner.layout.findings import FINDINGS

RUNNING = st.builds(TriedVersion, st.sampled_from(["a = 1\nb = 2", "c = 3"]), st.just(DryRun()), FINDINGS)
FAILING = st.builds(
    TriedVersion, st.just("raise"), st.builds(DryRun, reason=st.text(min_size=1)), st.just(())
)
ANY = st.one_of(RUNNING, FAILING)


@given(RUNNING, st.lists(ANY, max_size=4))
def test_whatever_is_tried_what_is_kept_runs_and_has_never_more_findings(
    first: TriedVersion, tried: list[TriedVersion]
) -> None:
    kept = reduce(lambda before, after: choose(before, after, 30).kept, tried, first)
    assert kept.dry_run.runs
    assert is_no_worse(kept.findings, first.findings)
    # What could not be judged whole may have more than was found.
    assert len(kept.findings) <= len(first.findings) or not is_whole(first.findings)


@given(RUNNING, ANY)
def test_a_refusal_has_the_refused_version_and_a_reason(before: TriedVersion, after: TriedVersion) -> None:
    choice = choose(before, after, 30)
    if choice.refused is None:
        assert choice.kept is after
        assert choice.is_shown_again == bool(after.findings)
    else:
        assert (choice.kept, choice.refused.source) == (before, after.source)
        assert choice.refused.reason
        assert choice.is_shown_again


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.builds(choose, RUNNING, ANY, st.just(30))), max_size=2
    )
)
def test_each_changed_section_is_told_once_as_taken_or_as_refused(
    rounds: list[dict[str, SectionChoice]],
) -> None:
    taken, refused = scenes_taken(rounds)
    changed = {scene for each in rounds for scene in each}
    assert sorted((*taken, *refused)) == sorted(changed)
    for each in rounds:
        assert {scene for scene, told in shown_again(each).items() if told} <= changed
        assert all(each[scene].refused is None for scene in each if scene not in shown_again(each))
        assert set(shown_again(each, pictured="abc")) == set(each)
