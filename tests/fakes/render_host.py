"""A render host that draws nothing: it speaks the real host's language over a real Unix socket."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from runner.media.placeholder import TitleCard, write_title_card
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.client import RenderClient
from runner.render.job import SectionFrames, SectionJob
from runner.render.record import DryRunRecord
from runner.render.results import STILLS_NAME


@dataclass
class FakeHost:
    """Answers each job with a made-up section, or with the reason that `fails` has for its scene.

    A reason under the name `*` is for every scene. Stills are grey, as light as their frames' numbers;
    there are none if it does not draw.
    """

    fails: dict[str, str] = field(default_factory=dict)
    draws: bool = True
    jobs: list[SectionJob] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    @property
    def scenes(self) -> list[str]:
        return [job.scene for job in self.jobs]

    @asynccontextmanager
    async def serve(self, root: Path) -> AsyncIterator[RenderClient]:
        """A client of this host, while it serves below `root`."""
        await asyncio.to_thread(root.mkdir, parents=True, exist_ok=True)
        socket = root / "host.sock"
        serving: set[asyncio.Task[None]] = set()

        def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            serving.add(asyncio.create_task(self._serve(reader, writer)))

        async with await asyncio.start_unix_server(serve, path=socket):
            yield RenderClient(socket, root)
        # A client that was cancelled leaves its answer behind; no test ends before it is written.
        await asyncio.gather(*serving)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, FileNotFoundError):
            await self._answer(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        if not line:
            return
        folder = Path(json.loads(line)["folder"])
        job = SectionJob.model_validate_json(await asyncio.to_thread((folder / "job.json").read_bytes))
        self.jobs.append(job)
        self.scripts.append(await asyncio.to_thread((folder / "script.py").read_text, encoding="utf-8"))
        writer.write((await self._judge(job, folder)).model_dump_json().encode() + b"\n")
        await writer.drain()

    async def _judge(self, job: SectionJob, folder: Path) -> SectionAnswer:
        reason = self.fails.get(job.scene) or self.fails.get("*")
        if reason is not None:
            return SectionAnswer(outcome=SectionOutcome.FAILED, reason=reason)
        starts, ends, frame = [], [], 0
        for beat in job.beats:
            starts.append(frame)
            ends.append(frame + int(beat.seconds * job.picture.frame_rate))
            frame += ceil(beat.seconds * job.picture.frame_rate) + 1
        times = SectionFrames(frame_count=frame + 1, beat_start_frames=tuple(starts))
        if job.is_dry_run:
            record = DryRunRecord(times=times, pictures_end_frames=tuple(ends), plays=1, drawn_objects=0)
            if job.stills and self.draws:
                grey = b"".join(bytes([frame % 256]) * job.picture.raw_bytes for frame in job.stills)
                await asyncio.to_thread((folder / STILLS_NAME).write_bytes, grey)
            return SectionAnswer(outcome=SectionOutcome.RENDERED, times=times, record=record)
        size = job.picture
        card = TitleCard(job.scene, size.width, size.height, size.frame_rate, frame + 1)
        await write_title_card(folder / "section.mp4", card)
        return SectionAnswer(outcome=SectionOutcome.RENDERED, times=times)
