"""The overhead of the sandbox: `python -m bench.sandbox`.

Measures the time to confine one process, as each child reports it, and the rendering of the same section with
and without the sandbox, in turn.
"""

import asyncio
import json
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from contract.catalogue import QUALITIES, pixel_size
from runner.render.job import BeatJob, Picture, SectionJob, SectionOutcome
from runner.render.log_tail import LogTail
from runner.render.section import Sections
from runner.render.zygote_client import start_zygote
from runner.render.zygote_protocol import NoTask
from runner.sandbox.layers import Layer
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import Containment, Policy, environment

STARTS = 200
ROUNDS = 7
# Both variants start a separate process, check the result and end the section.
NEEDED = frozenset({Layer.SESSION, Layer.DESCRIPTORS, Layer.ENVIRONMENT, Layer.DEADLINE})
SCRIPT = """
from scenekit import *
from manim import *

class A(NarratedScene):
    def construct(self):
        with self.beat(1):
            title = Text("Rendering").to_edge(UP)
            square = Square(color=BLUE, fill_opacity=0.5)
            self.play(Write(title), run_time=1)
            self.play(Create(square), run_time=1)
            self.play(Transform(square, Circle(color=RED, fill_opacity=0.5)), run_time=3)
            for side in (RIGHT, LEFT, RIGHT, LEFT):
                self.play(square.animate.shift(side * 2).rotate(1), run_time=3)
"""


def main() -> None:
    """Prints one line of JSON."""
    print(json.dumps({"measurement": "sandbox", **asyncio.run(_measure())}))


async def _measure() -> dict[str, object]:
    starts = await _time_starts()
    confined, free = await _time_sections()
    return {
        "start_ms_median": round(statistics.median(starts) / 1000, 2),
        "start_ms_95th": round(sorted(starts)[int(0.95 * len(starts))] / 1000, 2),
        "render_s_confined": round(statistics.median(confined), 3),
        "render_s_free": round(statistics.median(free), 3),
        "ratio": round(statistics.median(c / f for c, f in zip(confined, free, strict=True)), 3),
        "rounds": ROUNDS,
    }


async def _time_starts() -> list[int]:
    """Microseconds to confine a process, as the children report them."""
    policy = Policy(memory_bytes=4 * 2**30, file_bytes=2**30)
    zygote = await start_zygote(environment(policy, Path("/")))
    reports = []
    with LogTail(4096) as log:
        for _ in range(STARTS):
            with TemporaryDirectory() as folder:
                async with zygote.fork(NoTask(), Path(folder), policy, log.write_end) as child:
                    reports.append(await child.report())
    await zygote.close()
    assert not any(report.refused for report in reports)
    return [report.microseconds for report in reports]


async def _time_sections() -> tuple[list[float], list[float]]:
    """Seconds for the same section with and without the sandbox, in turn, so that other load affects both."""
    confined, free = Sections(Containment()), Sections(Containment(layers=NEEDED))
    times: tuple[list[float], list[float]] = ([], [])
    for sections in (confined, free):
        await _render(sections)
    for number in range(ROUNDS):
        for index in (0, 1) if number % 2 else (1, 0):
            times[index].append(await _render((confined, free)[index]))
    await confined.close()
    await free.close()
    return times


async def _render(sections: Sections) -> float:
    width, height = pixel_size(QUALITIES["standard"].short_side, "16:9")
    job = SectionJob(
        scene="A",
        picture=Picture(width=width, height=height, frame_rate=QUALITIES["standard"].frame_rate),
        beats=(BeatJob(seconds=17),),
        limits=RenderLimits(seconds=120),
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "script.py").write_text(SCRIPT)
        (folder / "job.json").write_text(job.model_dump_json())
        started_at = time.perf_counter()
        answer = await sections.render(folder, job)
    assert answer.outcome is SectionOutcome.RENDERED, answer.reason
    return time.perf_counter() - started_at


if __name__ == "__main__":
    main()
