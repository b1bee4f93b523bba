"""What is wrong with the pictures of sections that ran dry."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from contract.picture_fault import PictureFault
from runner.layout.finding import LayoutFinding
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.layout.telling import tell_faults
from runner.render.record import DryRunRecord
from runner.script.excerpt import short_line
from runner.script.parsing import lines_of
from runner.stages.dry_run import DryRun

MOST_TOLD = 20


async def layout_of(dry_run: DryRun, source: str, frame_rate: int) -> tuple[LayoutFinding, ...]:
    """The faults of the section's pictures; none without a record. Their lines are those of `source`."""
    if dry_run.record is None:
        return ()
    return await asyncio.to_thread(find_layout_faults, JudgedSection(dry_run.record, frame_rate, source))


async def layout_left(
    text: str, records: Mapping[str, DryRunRecord], frame_rate: int
) -> tuple[PictureFault, ...]:
    """The faults of all scenes of a script, by the records of their dry runs, as a result lists them."""
    told: list[PictureFault] = []
    for scene, record in records.items():
        told += await asyncio.to_thread(tell_faults, scene, JudgedSection(record, frame_rate, text))
    return tuple(told)


def told_findings(findings: Sequence[LayoutFinding], source: str, frame_rate: int) -> tuple[str, ...]:
    """The findings for a model, one line each, with the line of `source` that each names. Pure."""
    told = tuple(_told(findings[:MOST_TOLD], source, frame_rate))
    left = len(findings) - MOST_TOLD
    return (*told, f"and {left} more") if left > 0 else told


def _told(findings: Sequence[LayoutFinding], source: str, frame_rate: int) -> Iterator[str]:
    lines = dict(enumerate(lines_of(source), 1))
    for finding in findings:
        beat = f"beat {finding.beat}, " if finding.beat else ""
        line = lines.get(finding.line or 0, "").strip()
        place = f" (in the line `{short_line(line)}`)" if line else ""
        yield f"{beat}at {finding.frame / frame_rate:.2f} s, {finding.kind}: {finding.sentence}{place}"
