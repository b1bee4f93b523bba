"""Dry runs against small renderings: `python -m bench.dry_runs`.

Runs every section of the built-in lessons dry, draws its sheet of frames, and renders it at 144 lines and 10
pictures a second, in turn and by the same host. Prints seconds of dry run and rendering, and their ratio; and
since other work on the machine lengthens seconds, the processor time of a median section: in all, of LaTeX
with dvisvgm, and of making texts. A sheet's time is that of the dry run that draws it, and of laying it out.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from contract.catalogue import pixel_size
from runner.check.trial import PICTURE
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.client import RenderClient, own_host
from runner.render.job import BeatJob, Picture, SectionJob
from runner.script.source import read_script
from runner.stages.sheets import compose, order_sheet

LESSONS = Path("runner/authors/offline/lessons")
ROUNDS = 3
CHARACTERS_A_SECOND = 14
SHORT_SIDE_PIXELS, FRAME_RATE = 144, 10
# Behind the script: prints what the scene and the programs that it starts have used.
_METER = """
import json as _json, resource as _resource, time as _time
from manim import Text as _Text

_used = {"text": 0.0}

def _metered(name, run, at_end=lambda: None):
    def timed(*given, **options):
        before = _time.process_time()
        try:
            return run(*given, **options)
        finally:
            _used[name] = _used.get(name, 0.0) + _time.process_time() - before
            at_end()
    return timed

def _tell():
    programs = _resource.getrusage(_resource.RUSAGE_CHILDREN)
    tex = programs.ru_utime + programs.ru_stime
    print(_json.dumps({**_used, "tex": tex, "all": _used["scene"] + tex}), flush=True)

_Text.__init__ = _metered("text", _Text.__init__)
%s.construct = _metered("scene", %s.construct, _tell)
"""


@dataclass(frozen=True)
class Case:
    """A section of a lesson: its script, and the job to run it dry."""

    script: str
    job: SectionJob

    @property
    def small(self) -> SectionJob:
        width, height = pixel_size(SHORT_SIDE_PIXELS, "16:9")
        picture = Picture(width=width, height=height, frame_rate=FRAME_RATE)
        return self.job.model_copy(update={"picture": picture})


@dataclass(frozen=True)
class Compared:
    """A dry run, the dry run that draws a sheet, and a small rendering; processor time of laying out."""

    dry: SectionAnswer
    drawn: SectionAnswer
    small: SectionAnswer
    frame_count: int
    layout_seconds: float


def main() -> None:
    """Prints one line of JSON."""
    print(json.dumps({"measurement": "dry_runs", **asyncio.run(_measure())}))


async def _measure() -> dict[str, object]:
    with TemporaryDirectory(prefix="podreel-") as folder:
        async with own_host(Path(folder), 1) as client:
            runs = [await _compare(client, case) for case in _cases() for _ in range(ROUNDS)]
    dry, small = [_seconds(run.dry) for run in runs], [_seconds(run.small) for run in runs]
    dry_cpu, small_cpu = (
        [_processor_seconds(answer) for answer in answers]
        for answers in ([run.dry for run in runs], [run.small for run in runs])
    )
    drawing = [_processor_seconds(run.drawn)["all"] + run.layout_seconds for run in runs]
    more = [seconds - of["all"] for seconds, of in zip(drawing, dry_cpu, strict=True)]
    return {
        "sections": len(runs) // ROUNDS,
        "rounds": ROUNDS,
        "dry_s_median": round(statistics.median(dry), 2),
        "dry_s_most": round(max(dry), 2),
        "small_s_median": round(statistics.median(small), 2),
        "ratio_median": round(statistics.median(s / d for d, s in zip(dry, small, strict=True)), 2),
        "ratio_in_all": round(sum(small) / sum(dry), 2),
        **{f"dry_cpu_s_median_{of}": _median(dry_cpu, of) for of in ("all", "tex", "text")},
        **{f"dry_cpu_s_sum_{of}": _sum(dry_cpu, of) for of in ("all", "tex", "text")},
        "sheet_frames_median": statistics.median(run.frame_count for run in runs),
        "sheet_cpu_s_median": round(statistics.median(drawing), 2),
        "sheet_cpu_s_sum": round(sum(drawing) / ROUNDS, 2),
        "sheet_more_than_dry_cpu_s_median": round(statistics.median(more), 2),
        "sheet_more_than_dry_cpu_s_most": round(max(more), 2),
        "small_cpu_s_median": _median(small_cpu, "all"),
        "cpu_ratio_in_all": round(_sum(small_cpu, "all") / _sum(dry_cpu, "all"), 2),
    }


def _cases() -> Iterator[Case]:
    for path in sorted(LESSONS.glob("[!_]*.py")):
        script = read_script(path.read_text(encoding="utf-8"))
        for section in script.narration.sections:
            beats = tuple(BeatJob(seconds=len(beat) / CHARACTERS_A_SECOND) for beat in section.beats)
            meter = _METER % (section.scene, section.scene)
            yield Case(script.text + meter, SectionJob(scene=section.scene, picture=PICTURE, beats=beats))


async def _compare(client: RenderClient, case: Case) -> Compared:
    dry = await client.run_dry("dry", case.script, case.job)
    if dry.record is None:
        raise RuntimeError(dry.reason)
    order = order_sheet(case.job, dry.record)
    drawn = await client.draw_stills("sheet", case.script, order.job)
    before = time.process_time()
    compose(order, drawn.pictures)
    laid_out = time.process_time() - before
    small = (await client.render("small", case.script, case.small)).answer
    return Compared(dry, drawn.answer, small, len(order.job.stills), laid_out)


def _seconds(answer: SectionAnswer) -> float:
    if answer.outcome is not SectionOutcome.RENDERED:
        raise RuntimeError(answer.reason)
    return answer.seconds


def _processor_seconds(answer: SectionAnswer) -> dict[str, float]:
    """What the meter has printed."""
    (line,) = [line for line in answer.log.splitlines() if line.startswith('{"text":')]
    values: dict[str, float] = json.loads(line)
    return values


def _median(used: list[dict[str, float]], of: str) -> float:
    return round(statistics.median(each[of] for each in used), 2)


def _sum(used: list[dict[str, float]], of: str) -> float:
    return round(sum(each[of] for each in used) / ROUNDS, 2)


if __name__ == "__main__":
    main()
