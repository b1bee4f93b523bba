"""A video is compared with the request, and the first difference is reported."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from runner.media.placeholder import TitleCard, write_title_card
from runner.media.probe import VideoFacts, probe_video
from runner.render.job import Picture, SectionFrames, SectionJob
from runner.render.results import VIDEO_NAME
from runner.render.video_check import check, check_taken, doubt
from tests.runner.media.examples import FRAME_RATE, HEIGHT, WIDTH, write_section

PICTURE = Picture(width=WIDTH, height=HEIGHT, frame_rate=FRAME_RATE)
JOB = SectionJob(scene="A", picture=PICTURE)
TIMES = SectionFrames(frame_count=5, beat_start_frames=())


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / VIDEO_NAME
    write_section(path, [50] * 5)
    return path


def test_the_requested_video_passes(video: Path) -> None:
    assert check(video.parent, JOB, TIMES) == ""
    assert check_taken(video, PICTURE, TIMES) == ""


async def test_a_placeholder_card_passes(tmp_path: Path) -> None:
    await write_title_card(tmp_path / "card.mp4", TitleCard("A title", WIDTH, HEIGHT, FRAME_RATE, 5))
    assert check_taken(tmp_path / "card.mp4", PICTURE, TIMES) == ""


CHANGES: list[tuple[Callable[[VideoFacts], VideoFacts], str]] = [
    (
        lambda facts: replace(facts, width=333, height=72, frame_rate=Fraction(7)),
        "its video has 333 x 72 pixels at 7 frames a second, but 320 x 180 at 15 were asked for",
    ),
    (
        lambda facts: replace(facts, frame_rate=Fraction(30000, 1001)),
        "its video has 320 x 180 pixels at 29.97 frames a second, but 320 x 180 at 15 were asked for",
    ),
    (
        lambda facts: replace(facts, frame_count=12),
        "its video has 12 pictures, but its times speak of 5",
    ),
    (lambda facts: replace(facts, start_seconds=0.5), "its video starts at 0.500 s instead of 0"),
    (
        lambda facts: replace(facts, profile="Main", pixel_format="yuv444p"),
        "its video is encoded as h264 Main yuv444p, not as h264 High yuv420p",
    ),
    (
        lambda facts: replace(facts, streams=facts.streams * 2),
        "its video has 2 streams, but pictures alone were asked for",
    ),
    (lambda facts: facts, ""),
]


@pytest.mark.parametrize(("change", "told"), CHANGES, ids=[told[:40] for _, told in CHANGES])
def test_a_difference_is_reported_with_the_requested_value(
    video: Path, change: Callable[[VideoFacts], VideoFacts], told: str
) -> None:
    assert doubt(change(probe_video(video)), TIMES, PICTURE) == told


@pytest.mark.parametrize("options", [{"crf": "30"}, {"x264-params": "bframes=0:ref=5"}], ids=str)
def test_a_video_that_could_not_be_joined_is_refused(tmp_path: Path, options: dict[str, str]) -> None:
    write_section(tmp_path / "odd.mp4", [50] * 5, options=options)
    told = check_taken(tmp_path / "odd.mp4", PICTURE, TIMES)
    assert told == ("" if "crf" in options else "its video is encoded with other settings than asked for")


def test_pictures_out_of_order_are_refused(tmp_path: Path) -> None:
    write_section(tmp_path / VIDEO_NAME, list(range(0, 200, 5)), options={"bf": "3"})
    assert check(tmp_path, JOB, TIMES) == "its video has pictures out of order (B-frames)"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "its video can't be opened: No such file or directory"),
        (b"", "its video is empty"),
        (b"no video", "its video can't be read: Invalid data found when processing input"),
    ],
)
def test_an_unreadable_video_is_reported_without_its_file_name(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / VIDEO_NAME).write_bytes(content)
    assert check(tmp_path, JOB, TIMES) == told
    if content is not None:
        (tmp_path / VIDEO_NAME).rename(tmp_path / "0123abc.mp4")
    assert check_taken(tmp_path / "0123abc.mp4", PICTURE, TIMES) == told
