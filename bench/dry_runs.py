"""Dry runs against small renderings: `python -m bench.dry_runs`.

Runs every section of the built-in lessons dry, and renders it at 144 lines and 10 pictures a second, in turn
and by the same host. Prints seconds of both, and their ratio.
"""

import asyncio
import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from contract.catalogue import QUALITIES, pixel_size
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.client import RenderClient, own_host
from runner.render.job import BeatJob, Picture, SectionJob
from runner.script.source import read_script

LESSONS = Path("runner/authors/offline/lessons")
ROUNDS = 3
CHARACTERS_A_SECOND = 14
SHORT_SIDE_PIXELS, FRAME_RATE = 144, 10


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


def main() -> None:
    """Prints one line of JSON."""
    print(json.dumps({"measurement": "dry_runs", **asyncio.run(_measure())}))


async def _measure() -> dict[str, object]:
    with TemporaryDirectory(prefix="podreel-") as folder:
        async with own_host(Path(folder), 1) as client:
            pairs = [await _compare(client, case) for case in _cases() for _ in range(ROUNDS)]
    dry, small = ([pair[place] for pair in pairs] for place in (0, 1))
    return {
        "sections": len(pairs) // ROUNDS,
        "rounds": ROUNDS,
        "dry_s_median": round(statistics.median(dry), 2),
        "dry_s_most": round(max(dry), 2),
        "small_s_median": round(statistics.median(small), 2),
        "ratio_median": round(statistics.median(s / d for d, s in pairs), 2),
        "ratio_in_all": round(sum(small) / sum(dry), 2),
    }


def _cases() -> Iterator[Case]:
    quality = QUALITIES["standard"]
    width, height = pixel_size(quality.short_side, "16:9")
    picture = Picture(width=width, height=height, frame_rate=quality.frame_rate)
    for path in sorted(LESSONS.glob("[!_]*.py")):
        script = read_script(path.read_text(encoding="utf-8"))
        for section in script.narration.sections:
            beats = tuple(BeatJob(seconds=len(beat) / CHARACTERS_A_SECOND) for beat in section.beats)
            yield Case(script.text, SectionJob(scene=section.scene, picture=picture, beats=beats))


async def _compare(client: RenderClient, case: Case) -> tuple[float, float]:
    """Seconds of a dry run and of a small rendering, as the host reports them."""
    dry = await client.run_dry("dry", case.script, case.job)
    small = (await client.render("small", case.script, case.small)).answer
    return _seconds(dry), _seconds(small)


def _seconds(answer: SectionAnswer) -> float:
    if answer.outcome is not SectionOutcome.RENDERED:
        raise RuntimeError(answer.reason)
    return answer.seconds


if __name__ == "__main__":
    main()
