"""Draws a lesson's sheet: the picture in the middle and at the end of each beat, small."""

import os
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from runner.authors.offline.lesson_book import Lesson
from runner.render.client import own_host
from runner.render.job import BeatJob, Picture, SectionJob, WordJob
from runner.render.section_folder import RenderedSection
from runner.script.source import SceneNarration, read_script

FOLDER = Path(__file__).parent
TILE_WIDTH, TILE_HEIGHT = 240, 136
COLUMNS = 6
PICTURE = Picture(width=480, height=272, frame_rate=10)
LETTERS_PER_SECOND = 15.0


def golden_path(lesson: Lesson) -> Path:
    return FOLDER / f"{lesson.name}.png"


async def draw_sheet(lesson: Lesson, folder: Path) -> Image.Image:
    """Renders the lesson below `folder`, without a voice, and lays its tiles out row by row."""
    script = read_script(lesson.script)
    tiles: list[Image.Image] = []
    async with own_host(folder, os.cpu_count() or 1) as host:
        for section in script.narration.sections:
            job = SectionJob(scene=section.scene, picture=PICTURE, beats=beats_of(section))
            tiles += _tiles(await host.render(section.scene, script.text, job))
    rows = -(-len(tiles) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * TILE_WIDTH, rows * TILE_HEIGHT))
    for index, tile in enumerate(tiles):
        sheet.paste(tile, (index % COLUMNS * TILE_WIDTH, index // COLUMNS * TILE_HEIGHT))
    return sheet


def cut_sheet(sheet: Image.Image) -> list[NDArray[np.float64]]:
    """The sheet's tiles as arrays of brightness and colour."""
    pixels = np.asarray(sheet.convert("RGB"), dtype=np.float64)
    return [
        pixels[top : top + TILE_HEIGHT, left : left + TILE_WIDTH]
        for top in range(0, sheet.height, TILE_HEIGHT)
        for left in range(0, sheet.width, TILE_WIDTH)
    ]


def beats_of(section: SceneNarration) -> tuple[BeatJob, ...]:
    return tuple(_beat(text) for text in section.beats)


def _beat(text: str) -> BeatJob:
    """As long as its letters, its words spread evenly over it."""
    words = text.split()
    starts = accumulate((len(word) + 1 for word in words[:-1]), initial=0)
    cues = tuple(
        WordJob(text=word, start_seconds=start / LETTERS_PER_SECOND)
        for word, start in zip(words, starts, strict=True)
    )
    return BeatJob(seconds=len(text) / LETTERS_PER_SECOND, words=cues)


def _tiles(rendered: RenderedSection) -> list[Image.Image]:
    times = rendered.answer.times
    if times is None:
        raise AssertionError(rendered.answer.reason)
    return _pictures(rendered.video, _moments(times.beat_start_frames, times.frame_count))


def _moments(starts: Sequence[int], frame_count: int) -> list[int]:
    """Frames in the middle of each beat, and shortly before the next one."""
    ends = [*starts[1:], frame_count]
    spans = zip(starts, ends, strict=True)
    return [frame for start, end in spans for frame in ((start + end) // 2, max(end - 8, start))]


def _pictures(video: Path, frames: Sequence[int]) -> list[Image.Image]:
    found: dict[int, Image.Image] = {}
    with av.open(str(video)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in frames:
                picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
                found[number] = picture.resize((TILE_WIDTH, TILE_HEIGHT))
    return [found[number] for number in frames]
