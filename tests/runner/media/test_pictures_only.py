"""Of a section's video only the pictures are kept, and they are the same pictures."""

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.media.checks.boxes import read_boxes
from runner.media.encoding import X264_OPTIONS
from runner.media.errors import MediaError
from runner.media.pictures_only import find_slice, keep_pictures
from runner.media.probe import probe_video
from runner.media.size_limit import most_section_bytes
from tests.runner.media.crafted import change_boxes, repeat_first_sample
from tests.runner.media.examples import FRAME_RATE, HEIGHT, WIDTH, write_section

JUNK = b"J!U?N&K" * 40_000
COUNT = 20


def decode(path: Path) -> list[bytes]:
    with av.open(str(path)) as video:
        return [picture.to_ndarray().tobytes() for picture in video.decode(video=0)]


def add_box(path: Path) -> None:
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 8 + len(JUNK), b"uuid") + JUNK)


def add_hole(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(struct.pack(">I4s", 2**30, b"free"))
        file.truncate(file.tell() - 8 + 2**30)


def add_unused_media(path: Path) -> None:
    """Bytes inside the media's own box that belong to no picture."""
    path.write_bytes(
        change_boxes(path.read_bytes(), lambda kind, old: old + JUNK if kind == b"mdat" else old)
    )


def add_tags(path: Path) -> None:
    rewrite(path, tags={"title": "J!U?N&K", "comment": JUNK.decode()})


def add_text(path: Path) -> None:
    rewrite(path, text=JUNK[:60_000])


def add_message(path: Path) -> None:
    """Supplemental information among the slices of every picture."""
    message = struct.pack(">I", 1 + len(JUNK)) + b"\x06" + JUNK
    rewrite(path, change=lambda data: message + data)


def turn_around(path: Path) -> None:
    """The header says that players must turn and stretch the pictures."""

    def change(kind: bytes, content: bytes) -> bytes:
        if kind != b"tkhd":
            return content
        return content[:40] + struct.pack(">9I", 0, 2**16, 0, 2**32 - 2**16, 0, 0, 0, 0, 2**30) + content[76:]

    path.write_bytes(change_boxes(path.read_bytes(), change))


def rewrite(
    path: Path,
    tags: dict[str, str] | None = None,
    text: bytes = b"",
    change: Callable[[bytes], bytes] = lambda data: data,
) -> None:
    other = path.with_name("other.mp4")
    with av.open(str(path)) as given, av.open(str(other), "w", format="mp4") as output:
        stream = output.add_stream_from_template(given.streams.video[0])
        words = output.add_stream("mov_text") if text else None
        if words is not None:
            words.codec_context.subtitle_header = b"[Script Info]\n"
            words.time_base = Fraction(1, 1000)
        output.metadata.update(tags or {})
        for packet in given.demux(video=0):
            if packet.pts is not None:
                changed = av.Packet(change(bytes(packet)))
                changed.pts = changed.dts = packet.pts
                changed.time_base, changed.is_keyframe = packet.time_base, packet.is_keyframe
                changed.stream = stream
                output.mux(changed)
        if words is not None:
            cue = av.Packet(struct.pack(">H", len(text)) + text)
            cue.stream, cue.pts, cue.dts, cue.duration = words, 0, 0, 900
            cue.time_base = Fraction(1, 1000)
            output.mux(cue)
    other.replace(path)


ADDITIONS: dict[str, Callable[[Path], None]] = {
    "nothing": lambda path: None,
    "a box of junk": add_box,
    "a box that is a hole": add_hole,
    "media that nobody shows": add_unused_media,
    "tags": add_tags,
    "a track of text": add_text,
    "a message in every picture": add_message,
    "a turned picture": turn_around,
}


@pytest.fixture
def section(tmp_path: Path) -> Path:
    path = tmp_path / "section.mp4"
    write_section(path, [50 + 5 * number for number in range(COUNT)])
    return path


@pytest.mark.parametrize("addition", ADDITIONS)
def test_nothing_survives_but_the_pictures_and_they_are_the_same(section: Path, addition: str) -> None:
    before, size, facts = decode(section), section.stat().st_size, probe_video(section)
    ADDITIONS[addition](section)
    keep_pictures(section, WIDTH, HEIGHT, FRAME_RATE)
    assert decode(section) == before
    assert probe_video(section) == facts
    assert section.stat().st_size <= size
    assert section.stat().st_blocks * 512 >= section.stat().st_size
    assert b"J!U?N&K" not in section.read_bytes()
    assert {box.kind for box in read_boxes(section)} <= {"ftyp", "free", "mdat", "moov"}
    with av.open(str(section)) as video:
        assert next(video.decode(video=0)).rotation == 0
        assert set(video.metadata) <= {"major_brand", "minor_version", "compatible_brands", "encoder"}
    assert list(section.parent.iterdir()) == [section]


def test_an_index_that_shows_the_same_bytes_again_and_again_is_refused(section: Path) -> None:
    """Copied picture by picture, such a file would become thousands of times as large."""
    section.write_bytes(change_boxes(section.read_bytes(), repeat_first_sample(5_000)))
    with pytest.raises(MediaError, match=r"section\.mp4 shows the same bytes in several pictures"):
        probe_video(section)


@pytest.mark.parametrize(
    "units", [b"\0\0\0\1\x41", b"\0\0\0\0", b"\0\0\xff\xff\x41"], ids=["two", "none", "cut"]
)
def test_a_picture_that_is_not_one_slice_is_refused_and_the_file_stays(section: Path, units: bytes) -> None:
    rewrite(section, change=lambda data: units + data)
    before = section.read_bytes()
    with pytest.raises(MediaError, match="holds a picture that is not encoded as one slice"):
        keep_pictures(section, WIDTH, HEIGHT, FRAME_RATE)
    assert section.read_bytes() == before
    assert list(section.parent.iterdir()) == [section]


def test_a_picture_that_is_larger_than_any_can_be_is_refused(section: Path) -> None:
    rewrite(section, change=lambda data: struct.pack(">IB", 200_000, 0x65) + bytes(199_999))
    with pytest.raises(MediaError, match=r"has a picture of 200004 bytes; 97024 are possible"):
        keep_pictures(section, WIDTH, HEIGHT, FRAME_RATE)


UNITS = st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=40)), max_size=8)


def _pack(units: list[tuple[int, bytes]]) -> bytes:
    return b"".join(struct.pack(">IB", 1 + len(content), head) + content for head, content in units)


@given(UNITS, st.sampled_from((0x41, 0x65, 0x01, 0x25)), st.binary(max_size=40), st.integers(0, 8))
def test_the_only_slice_of_a_picture_is_found_whatever_is_around_it(
    units: list[tuple[int, bytes]], head: int, content: bytes, place: int
) -> None:
    others = [unit for unit in units if unit[0] & 31 not in {1, 5}]
    slices = [(head, content)]
    assert find_slice(_pack(others[:place] + slices + others[place:])) == _pack(slices)
    assert find_slice(_pack(others)) is None
    assert find_slice(_pack(others + slices + slices)) is None


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_a_slice_or_none(data: bytes) -> None:
    found = find_slice(data)
    assert found is None or (found in data and int.from_bytes(found[:4], "big") == len(found) - 4)


@pytest.mark.parametrize(("width", "height", "frame_rate"), [(854, 480, 15), (128, 72, 60), (144, 256, 10)])
def test_even_noise_needs_less_than_the_most_bytes(
    tmp_path: Path, width: int, height: int, frame_rate: int
) -> None:
    path, random = tmp_path / "noise.mp4", np.random.default_rng(1)
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=frame_rate, options=dict(X264_OPTIONS))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(5):
            noise = random.integers(0, 2, (height * 3 // 2, width), dtype=np.uint8) * np.uint8(255)
            picture = av.VideoFrame.from_ndarray(noise, format="yuv420p")
            picture.pts, picture.time_base = number, Fraction(1, frame_rate)
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    size = path.stat().st_size
    assert most_section_bytes(width, height, 5) / 40 < size < most_section_bytes(width, height, 5)
