"""A version may replace another one only if its pictures are no worse."""

from hypothesis import given

from runner.layout.comparing import is_no_worse, is_whole, those_new
from runner.layout.finding import FindingKind, LayoutFinding
from tests.runner.layout.findings import FINDINGS


def small(measure: float, sentence: str = "a") -> LayoutFinding:
    return LayoutFinding(FindingKind.SMALL, 1, 30, sentence, measure=measure)


def test_fewer_findings_are_better_however_bad_they_are() -> None:
    assert is_no_worse([small(1.0)], [small(0.1), small(0.1)])
    assert not is_no_worse([small(0.1), small(0.1)], [small(1.0)])


def test_as_many_findings_are_compared_by_how_bad_they_are_together() -> None:
    assert is_no_worse([small(0.2), small(0.3)], [small(0.5), small(0.0)])
    assert not is_no_worse([small(0.2), small(0.301)], [small(0.5), small(0.0)])


@given(FINDINGS, FINDINGS)
def test_pictures_that_were_judged_in_part_never_replace_those_judged_whole(
    after: tuple[LayoutFinding, ...], before: tuple[LayoutFinding, ...]
) -> None:
    unjudged = LayoutFinding(FindingKind.UNJUDGED, 0, 0, "too much", measure=1.0)
    known = [each for each in before if each.kind is not FindingKind.UNJUDGED]
    assert is_whole(known)
    assert not is_whole([unjudged, *after])
    assert not is_no_worse([unjudged, *after], known)
    assert is_no_worse(known, [unjudged, *after])


@given(FINDINGS, FINDINGS)
def test_what_is_no_worse_never_has_more_findings(
    after: tuple[LayoutFinding, ...], before: tuple[LayoutFinding, ...]
) -> None:
    if is_no_worse(after, before):
        assert len(after) <= len(before) or not is_whole(before)
    assert is_no_worse(after, before) or is_no_worse(before, after)
    assert is_no_worse(after, after)


@given(FINDINGS, FINDINGS)
def test_what_is_new_was_not_told_before_and_what_is_known_is_not_new(
    after: tuple[LayoutFinding, ...], before: tuple[LayoutFinding, ...]
) -> None:
    new = those_new(after, before)
    told = {(finding.kind, finding.sentence) for finding in before}
    assert all((finding.kind, finding.sentence) not in told for finding in new)
    assert those_new(before, before) == ()
    assert is_no_worse(new, after)
