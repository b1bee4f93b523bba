"""What the tests of rendering share: one real host for all of them, and small sections."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from runner.render.answer import SectionAnswer
from runner.render.client import RenderClient
from runner.render.job import BeatJob, Picture, SectionJob
from runner.render.section_folder import RenderedSection
from runner.sandbox.limits import RenderLimits

WORKERS = 2
SECRET = "the parent's secret"  # noqa: S105 - a made-up one
TINY = Picture(width=128, height=72, frame_rate=10)
LIMITS = RenderLimits(seconds=20, memory_bytes=3 * 2**30, file_bytes=20 * 2**20)


@dataclass(frozen=True)
class Studio:
    """A running host, its process id, and the folder that it shares with its clients."""

    client: RenderClient
    host: int

    async def render(
        self,
        script: str,
        *,
        beats: tuple[float, ...] = (0.5, 0.5),
        picture: Picture = TINY,
        limits: RenderLimits = LIMITS,
    ) -> RenderedSection:
        """Renders the scene `A` of `script` in a folder of its own."""
        return await self.client.render(uuid.uuid4().hex, script, job_for(beats, picture, limits))

    async def run_dry(
        self,
        script: str,
        *,
        beats: tuple[float, ...] = (0.5, 0.5),
        picture: Picture = TINY,
        limits: RenderLimits = LIMITS,
    ) -> SectionAnswer:
        """Runs the scene `A` of `script` dry."""
        return await self.client.run_dry(uuid.uuid4().hex, script, job_for(beats, picture, limits))


def job_for(beats: tuple[float, ...], picture: Picture = TINY, limits: RenderLimits = LIMITS) -> SectionJob:
    """The job to render the scene `A` with beats of these seconds."""
    lengths = tuple(BeatJob(seconds=length) for length in beats)
    return SectionJob(scene="A", picture=picture, beats=lengths, limits=limits)


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    root = tmp_path_factory.mktemp("studio")
    socket = root / "render.sock"
    (root / "work").mkdir()
    command = [sys.executable, "-m", "runner.render.host", "--socket", str(socket)]
    command += ["--root", str(root / "work"), "--workers", str(WORKERS)]
    environment = {**os.environ, "OPENAI_API_KEY": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Studio(RenderClient(socket, root / "work"), process.pid)
        process.terminate()
        assert process.wait(10) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A script's folder, which lies in the host's root."""
    made = tmp_path / "root" / "section"
    made.mkdir(parents=True)
    return made
