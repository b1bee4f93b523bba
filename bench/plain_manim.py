"""Podreel's renderer compared with plain `manim render`: same lesson, beats, size and frame rate, in one run.

`python -m bench.plain_manim`. Plain Manim renders the scenes one after the other, as its command does. Both
start with an empty cache, and the runs alternate.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from runner.authors.offline.lesson_book import all_lessons
from runner.render.client import own_host
from runner.render.job import BeatJob, Picture, SectionJob
from runner.script.source import Script, read_script

ROUNDS = 2
PICTURE = Picture(width=1920, height=1080, frame_rate=60)
LETTERS_PER_SECOND = 14.0
# Appended to the script for plain Manim: the beats that Podreel's renderer gets in its jobs.
PLANS = """

from scenekit import BeatPlan, SectionPlan, use_plan


def _planned(seconds):
    def setup(self):
        use_plan(SectionPlan(beats=tuple(BeatPlan(each) for each in seconds)))
        NarratedScene.setup(self)
    return setup


for _name, _seconds in {plans!r}.items():
    globals()[_name].setup = _planned(_seconds)
"""


def main() -> None:
    script = read_script(next(lesson.script for lesson in all_lessons() if lesson.name == "pythagoras"))
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_time_ours(script))
        plain.append(_time_plain(script))
    figures = {
        "measurement": "render against plain manim -qh",
        "cores": os.cpu_count(),
        "ours_seconds": [round(seconds, 1) for seconds in ours],
        "plain_seconds": [round(seconds, 1) for seconds in plain],
        "ratio": round(statistics.median(plain) / statistics.median(ours), 2),
    }
    print(json.dumps(figures), flush=True)


def _beat_seconds(script: Script) -> dict[str, list[float]]:
    return {
        section.scene: [round(len(beat) / LETTERS_PER_SECOND, 2) for beat in section.beats]
        for section in script.narration.sections
    }


def _time_ours(script: Script) -> float:
    jobs = [
        SectionJob(scene=scene, picture=PICTURE, beats=tuple(BeatJob(seconds=seconds) for seconds in beats))
        for scene, beats in _beat_seconds(script).items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        started_at = time.monotonic()
        asyncio.run(_render(Path(folder), script, jobs))
        return time.monotonic() - started_at


async def _render(folder: Path, script: Script, jobs: Sequence[SectionJob]) -> None:
    async with own_host(folder, os.cpu_count() or 1) as host, asyncio.TaskGroup() as group:
        tasks = [group.create_task(host.render(job.scene, script.text, job)) for job in jobs]
    reasons = [task.result().answer.reason for task in tasks if task.result().answer.reason]
    if reasons:
        raise SystemExit(f"a section failed: {reasons}")


def _time_plain(script: Script) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lesson.py"
        path.write_text(script.text + PLANS.format(plans=_beat_seconds(script)))
        command = [str(Path(sys.executable).parent / "manim"), "render", "-qh", "--disable_caching"]
        command += ["--media_dir", folder, "-v", "ERROR", "--progress_bar", "none", str(path), *script.scenes]
        started_at = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - started_at


if __name__ == "__main__":
    main()
