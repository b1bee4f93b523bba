"""Which of two versions of a section looks better, by what was measured in their pictures."""

from collections.abc import Sequence

from runner.layout.finding import LayoutFinding


def weigh(findings: Sequence[LayoutFinding]) -> tuple[int, int]:
    """How many there are, and how bad they are together, in thousandths."""
    return len(findings), sum(round(finding.measure * 1_000) for finding in findings)


def is_no_worse(after: Sequence[LayoutFinding], before: Sequence[LayoutFinding]) -> bool:
    """Whether a version may replace another: it has fewer findings, or as many that are together no worse."""
    return weigh(after) <= weigh(before)


def those_new(after: Sequence[LayoutFinding], before: Sequence[LayoutFinding]) -> tuple[LayoutFinding, ...]:
    """The findings that the earlier version did not have in the same words."""
    known = {(finding.kind, finding.sentence) for finding in before}
    return tuple(finding for finding in after if (finding.kind, finding.sentence) not in known)
