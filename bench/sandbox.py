"""The overhead of the sandbox: `python -m bench.sandbox`.

Measures the time to confine one process, as each child reports it, without and with a control group, in turn;
what making and removing that group takes; and the rendering of the same section with and without the sandbox.
"""

import asyncio
import contextlib
import json
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from runner.check.trial import PICTURE
from runner.render.answer import SectionOutcome
from runner.render.job import BeatJob, SectionJob
from runner.render.log_tail import LogTail
from runner.render.section import Sections
from runner.render.zygote_client import ZygoteClient, start_zygote
from runner.render.zygote_protocol import NoTask
from runner.sandbox.cgroups import NO_CGROUP, HostCgroups, NoCgroupsError, SectionCgroup, open_cgroups
from runner.sandbox.layers import Layer
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import Containment, Policy, environment

STARTS = 200
ROUNDS = 7
POLICY = Policy(memory_bytes=4 * 2**30, file_bytes=2**30)
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
        **starts,
        "render_s_confined": round(statistics.median(confined), 3),
        "render_s_free": round(statistics.median(free), 3),
        "ratio": round(statistics.median(c / f for c, f in zip(confined, free, strict=True)), 3),
        "rounds": ROUNDS,
    }


async def _time_starts() -> dict[str, object]:
    """Milliseconds to confine a process, as children report it, without and with a control group, in turn."""
    plain: list[float] = []
    grouped: list[float] = []
    groups: list[float] = []
    zygote = await start_zygote(environment(POLICY, Path("/")))
    with contextlib.ExitStack() as stack:
        cgroups = _open_cgroups(stack)
        for _ in range(STARTS):
            plain.append(await _start(zygote, NO_CGROUP))
            if cgroups is not None:
                began_at = time.perf_counter()
                cgroup = cgroups.make(RenderLimits())
                made_at = time.perf_counter()
                grouped.append(await _start(zygote, cgroup))
                ended_at = time.perf_counter()
                cgroup.remove()
                groups.append(1000 * (made_at - began_at + time.perf_counter() - ended_at))
    await zygote.close()
    return {
        **_summary("start_ms", plain),
        **_summary("start_in_cgroup_ms", grouped),
        **_summary("making_and_removing_cgroup_ms", groups),
    }


def _open_cgroups(stack: contextlib.ExitStack) -> HostCgroups | None:
    try:
        cgroups = open_cgroups()
    except NoCgroupsError as error:
        print(f"no control groups: {error}", file=sys.stderr)
        return None
    stack.callback(cgroups.close)
    return cgroups


def _summary(name: str, values: list[float]) -> dict[str, object]:
    if not values:
        return {}
    return {
        f"{name}_median": round(statistics.median(values), 2),
        f"{name}_95th": round(sorted(values)[int(0.95 * len(values))], 2),
    }


async def _start(zygote: ZygoteClient, cgroup: SectionCgroup) -> float:
    policy = POLICY.model_copy(update={"cgroups": cgroup.folders})
    with LogTail(4096) as log, TemporaryDirectory() as folder:
        async with zygote.fork(NoTask(), Path(folder), policy, log.write_end) as child:
            report = await child.report()
    assert not report.refused
    return report.microseconds / 1000


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
    job = SectionJob(
        scene="A",
        picture=PICTURE,
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
