"""Whole videos through the real programs."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract.names import new_video_id

SHORT_SCRIPT = """
from manim import *
from scenekit import NarratedScene

NARRATION = {"title": "A short one", "language": "en", "sections": [
    {"scene": "Hello", "title": "Hello", "beats": ["Here is a square.", "And now it turns."]},
    {"scene": "Bye", "title": "Bye", "beats": ["A circle says goodbye."]},
]}


class Hello(NarratedScene):
    def construct(self):
        square = Square(color=self.theme.primary)
        with self.beat(1) as beat:
            self.play(Create(square), run_time=beat.duration * 0.8)
        with self.beat(2) as beat:
            self.play(square.animate.rotate(PI / 4), run_time=beat.duration)


class Bye(NarratedScene):
    def construct(self):
        with self.beat(1) as beat:
            self.play(Create(Circle(color=self.theme.secondary)), run_time=beat.duration)
"""


SHORT_REQUEST = {
    "prompt": "# Square\n\nA square has four equal sides.\n\n# Circle\n\nA circle has no corner at all.",
    "quality": "draft",
}


@dataclass(frozen=True)
class Run:
    """A finished command: its exit status, its events, and what it said on stderr."""

    status: int
    events: tuple[Mapping[str, Any], ...]
    stderr: str
    stdout: str = ""

    @property
    def last(self) -> Mapping[str, Any]:
        return self.events[-1]

    @property
    def progress(self) -> list[int]:
        """The percentages it told; a line that tells of a lost connection has none."""
        return [event["progress"] for event in self.events if event.get("event") != "connection_lost"]


def read_events(text: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads(line) for line in text.splitlines() if line.startswith("{"))


def podreel(*arguments: str, env: Mapping[str, str] | None = None, timeout: float = 300) -> Run:
    """Runs the installed command as a program would, without a terminal."""
    command = [str(Path(sys.executable).parent / "podreel"), *arguments]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, **(env or {})},
        check=False,
    )
    return Run(done.returncode, read_events(done.stdout), done.stderr, done.stdout)


def runner_command(data: Path, video_id: str, request: Path | None) -> list[str]:
    command = [sys.executable, "-m", "runner", "make", "--video-id", video_id, "--data", str(data)]
    return command if request is None else [*command, "--request", str(request)]


@dataclass(frozen=True)
class Order:
    """A request on disk, and the folder where its video is made."""

    data: Path
    video_id: str
    request: Path

    @property
    def first_command(self) -> list[str]:
        return runner_command(self.data, self.video_id, self.request)

    @property
    def resume_command(self) -> list[str]:
        return runner_command(self.data, self.video_id, None)

    @property
    def work(self) -> Path:
        return self.data / "objects" / "private" / self.video_id / "work"

    def checkpoints(self) -> dict[str, int]:
        """Stored speeches and sections with the moment each was written."""
        kept = [*self.work.glob("speech-*"), *self.work.glob("section-*")]
        return {path.name: path.stat().st_mtime_ns for path in kept}

    def timeline(self) -> Any:
        path = self.data / "objects" / self.video_id / "timeline.json"
        return json.loads(path.read_bytes())


@pytest.fixture
def short_order(tmp_path: Path) -> Order:
    """An order for a video of a few seconds in two sections."""
    request = tmp_path / "request.json"
    request.write_text(json.dumps(SHORT_REQUEST))
    return Order(tmp_path / "data", new_video_id(), request)


@pytest.fixture
def short_script(tmp_path: Path) -> Path:
    path = tmp_path / "short.py"
    path.write_text(SHORT_SCRIPT)
    return path
