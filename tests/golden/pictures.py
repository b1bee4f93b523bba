"""Draws the picture of each entry of the vocabulary: its docstring's example in every aspect and theme."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent

from PIL import Image

from runner.authors.models.prompts.kit_pictures import told_pictures
from runner.concurrency.gather import gather_all
from runner.render.client import RenderClient, own_host
from runner.render.job import BEAT_PAUSE_SECONDS, BeatJob, Picture, SectionJob

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "pictures"
HEIGHT, GAP = 270, 6
BEAT_SECONDS = 6.0
RATE = 10
# Every aspect and every theme once, and the first one also while it is being drawn.
LOOKS = {"dark": (480, HEIGHT), "light": (152, HEIGHT), "high-contrast": (HEIGHT, HEIGHT)}
FRAME_COLOUR = (128, 128, 128)
_SCALE = 2


def picture_path(name: str) -> Path:
    return FOLDER / f"{name}.png"


async def draw_pictures(names: Sequence[str], folder: Path) -> Mapping[str, Image.Image]:
    """A strip of tiles for each of these pictures, made below `folder`."""
    async with own_host(folder, 2) as host:
        strips = await gather_all(_strip(host, name) for name in names)
    return dict(zip(names, strips, strict=True))


def example_script(name: str) -> str:
    """The example of this picture as a script with one scene."""
    code = indent(told_pictures()[name].example, " " * 8)
    imports = (
        f"from manim import *\nfrom scenekit import NarratedScene\nfrom scenekit.pictures import {name}\n"
    )
    return f"{imports}\n\nclass Example(NarratedScene):\n    def construct(self):\n{code}\n"


def tiles_of(strip: Image.Image) -> list[Image.Image]:
    """The tiles of a strip, from left to right."""
    widths = [LOOKS["dark"][0], *(width for width, _ in LOOKS.values())]
    lefts = [sum(widths[:place]) + GAP * place for place in range(len(widths))]
    return [strip.crop((left, 0, left + width, HEIGHT)) for left, width in zip(lefts, widths, strict=True)]


async def _strip(host: RenderClient, name: str) -> Image.Image:
    tiles = [tile for theme in LOOKS for tile in await _tiles(host, name, theme)]
    width = sum(tile.width for tile in tiles) + GAP * (len(tiles) - 1)
    strip = Image.new("RGB", (width, HEIGHT), FRAME_COLOUR)
    left = 0
    for tile in tiles:
        strip.paste(tile, (left, 0))
        left += tile.width + GAP
    return strip


async def _tiles(host: RenderClient, name: str, theme: str) -> list[Image.Image]:
    """The picture at its end, and in the first theme half-way through its first beat too."""
    width, height = LOOKS[theme]
    script = example_script(name)
    beats = len(set(re.findall(r"self\.beat\((\d+)\)", script)))
    end = int((BEAT_SECONDS + BEAT_PAUSE_SECONDS) * beats * RATE) - 1
    first = int(BEAT_SECONDS * RATE * 0.45)
    job = SectionJob(
        scene="Example",
        picture=Picture(width=width * _SCALE, height=height * _SCALE, frame_rate=RATE, theme=theme),
        beats=(BeatJob(seconds=BEAT_SECONDS),) * beats,
        stills=(first, end) if theme == "dark" else (end,),
    )
    drawn = await host.draw_stills(f"{name}-{theme}", script, job)
    if not drawn.pictures:
        raise AssertionError(f"the example of {name} failed: {drawn.answer.reason}")
    size = (job.picture.width, job.picture.height)
    images = (Image.frombytes("RGB", size, pixels) for pixels in drawn.pictures)
    return [image.resize((width, height), Image.Resampling.LANCZOS) for image in images]
