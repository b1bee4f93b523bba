"""Placeholder and poster are real pictures."""

import asyncio
import time
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from runner.media.mux import check_sections
from runner.media.placeholder import TitleCard, write_title_card
from runner.media.poster import write_poster
from runner.media.probe import probe_video
from tests.runner.media.examples import FRAME_RATE, HEIGHT, SECTION_FRAMES, WIDTH, Example


def wait_for_count(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 10
    while len(list(folder.iterdir())) != count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    "title", ["Binary search", "勾股定理的直觀證明", "مرحبا بالعالم", "त्रिभुज", "", "long " * 60, "x" * 500]
)
async def test_a_title_card_shows_something_and_joins_the_sections(
    example: Example, tmp_path: Path, title: str
) -> None:
    path = tmp_path / "card.mp4"
    await write_title_card(path, TitleCard(title, WIDTH, HEIGHT, FRAME_RATE, SECTION_FRAMES))
    check_sections(example.timeline, (example.sections[0], path, example.sections[2]))
    with av.open(str(path)) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="gray")
    assert bool((picture > 120).any()) is bool(title)
    assert not (picture[:, : WIDTH // 20] > 120).any()


async def test_a_title_card_has_exactly_the_pictures_it_should(tmp_path: Path) -> None:
    await write_title_card(tmp_path / "card.mp4", TitleCard("Tall", 180, 320, 30, 7))
    facts = probe_video(tmp_path / "card.mp4")
    assert (facts.width, facts.height, facts.frame_count) == (180, 320, 7)
    assert facts.frame_rate == 30


async def test_a_cancelled_title_card_stops_and_leaves_nothing(tmp_path: Path) -> None:
    card = TitleCard("Long", 1920, 1080, 30, 30 * 3600)
    task = asyncio.create_task(write_title_card(tmp_path / "card.mp4", card))
    await asyncio.to_thread(wait_for_count, tmp_path, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.to_thread(wait_for_count, tmp_path, 0)


async def test_a_poster_is_a_picture_of_the_video(example: Example, tmp_path: Path) -> None:
    await write_poster(
        example.path,
        example.timeline,
        (example.expectation.width, example.expectation.height),
        tmp_path / "poster.jpg",
    )
    with Image.open(tmp_path / "poster.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
        pixels = np.asarray(image.convert("L"))
    assert int(pixels.max()) - int(pixels.min()) > 100
