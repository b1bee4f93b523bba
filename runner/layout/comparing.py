"""Which of two versions of a section looks better, by what was measured in their pictures."""

from collections.abc import Sequence

from runner.layout.finding import FindingKind, LayoutFinding


def is_whole(findings: Sequence[LayoutFinding]) -> bool:
    """Whether all of the pictures was judged: what was found in a part of them says nothing of the rest."""
    return all(finding.kind is not FindingKind.UNJUDGED for finding in findings)


def is_no_worse(after: Sequence[LayoutFinding], before: Sequence[LayoutFinding]) -> bool:
    """Whether a version may replace another: it has fewer findings, or as many that are together no worse.

    One that could not be judged whole never replaces one that was.
    """
    return _weigh(after) <= _weigh(before)


def _weigh(findings: Sequence[LayoutFinding]) -> tuple[bool, int, int]:
    """Whether some are unknown, how many are known, and how bad they are together, in thousandths."""
    return not is_whole(findings), len(findings), sum(round(each.measure * 1_000) for each in findings)


def those_new(after: Sequence[LayoutFinding], before: Sequence[LayoutFinding]) -> tuple[LayoutFinding, ...]:
    """The findings that the earlier version did not have in the same words."""
    known = {(finding.kind, finding.sentence) for finding in before}
    return tuple(finding for finding in after if (finding.kind, finding.sentence) not in known)
