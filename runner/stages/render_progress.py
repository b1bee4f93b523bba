"""Follows how many frames of each section are drawn, and reports progress and the time left."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from contract.stage import Stage
from runner.progress.estimate import DrawingPace
from runner.render.reports import read_frame_count
from runner.stages.context import VideoRun

LOOK_SECONDS = 2.0
DRAWING_SHARE = 0.8
"""The rest of the stage is joining and checking."""


@dataclass
class RenderProgress:
    """The progress of rendering. `totals` has the expected frames of each scene."""

    run: VideoRun
    totals: Mapping[str, int]
    look_seconds: float = LOOK_SECONDS
    pace: DrawingPace = field(init=False)
    _message: str = ""
    _folders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pace = DrawingPace(self.totals, self.run.settings.workers, self.run.picture)

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Reports while the block runs."""
        self._report(f"Rendering {len(self.totals)} sections")
        looking = asyncio.create_task(self._look(), name="render-progress")
        try:
            yield
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking

    def begin(self, scene: str, folder: str) -> None:
        """The scene is drawn by the render host in this folder, not restored."""
        self._folders[scene] = folder

    def end(self, scene: str, title: str) -> None:
        """The scene has its pictures."""
        is_restored = self._folders.pop(scene, None) is None
        self.pace.end(scene, is_restored=is_restored)
        self._report(f"Rendered “{title}”")

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self.look_seconds)
            folders = dict(self._folders)
            counts = await asyncio.to_thread(self._read, folders.values())
            counted = dict(zip(folders, counts, strict=True))
            # Some may have ended meanwhile.
            self.pace.see(
                time.monotonic(), {scene: counted[scene] for scene in counted.keys() & self._folders}
            )
            self._report(self._message)

    def _read(self, folders: Iterable[str]) -> list[int]:
        return [read_frame_count(self.run.renderer.root / folder) for folder in folders]

    def _report(self, message: str) -> None:
        self._message = message
        left, finish = self.pace.seconds_left, self.pace.finish_seconds
        remaining = None if left is None or finish is None else left + finish
        self.run.reporter.progress(Stage.RENDER, DRAWING_SHARE * self.pace.fraction, message, remaining)
