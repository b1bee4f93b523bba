"""A finished file holds every section, exactly timed, and all that players look for."""

from pathlib import Path

import av
import pytest

from runner.media.captions.cues import make_captions
from runner.media.checks.boxes import read_boxes
from runner.media.checks.contents import read_contents
from runner.media.errors import MediaError
from runner.media.mux import MuxInputs, mux_video
from runner.media.probe import probe_video, read_presentation_times
from tests.runner.media.examples import FRAME_RATE, SECTION_FRAMES, Example, write_section


def list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_every_picture_is_shown_at_its_number(example: Example) -> None:
    times = read_presentation_times(example.path)
    assert times == pytest.approx([index / FRAME_RATE for index in range(3 * SECTION_FRAMES)], abs=1e-9)


def test_pictures_are_copied_and_not_encoded_again(example: Example) -> None:
    def read_packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as container:
            return [bytes(packet) for packet in container.demux(video=0) if packet.size]

    joined = [packet for path in example.sections for packet in read_packets(path)]
    assert read_packets(example.path) == joined


def test_sound_starts_and_ends_with_the_pictures(example: Example) -> None:
    sound = read_contents(example.path).sound
    assert sound is not None
    assert (sound.codec, sound.sample_rate, sound.channels, sound.language) == ("aac", 44_100, 2, "eng")
    assert sound.start_seconds == 0
    assert sound.duration_seconds == pytest.approx(example.timeline.seconds, abs=0.03)


def test_chapters_and_tags_hold_any_character(example: Example) -> None:
    contents = read_contents(example.path)
    assert [chapter.title for chapter in contents.chapters] == [f"Part {n}; = # \\ é" for n in range(3)]
    assert [chapter.start_seconds for chapter in contents.chapters] == [0, 4, 8]
    assert contents.chapters[-1].end_seconds == 12
    assert contents.title == "Small = example; #1"
    with av.open(str(example.path)) as container:
        assert container.metadata["description"] == "What it = is; #"
        assert container.metadata["comment"] == "made by a test"


def test_embedded_captions_have_the_spoken_words_and_times(example: Example) -> None:
    with av.open(str(example.path)) as container:
        stream = container.streams.subtitles[0]
        assert (stream.codec_context.name, stream.language) == ("mov_text", "eng")
        found = [
            (round(packet.pts * packet.time_base * 1000), bytes(packet)[2:].decode())
            for packet in container.demux(stream)
            if packet.size > 2 and packet.pts is not None
        ]
    cues = make_captions(example.timeline).cues
    assert found == [(cue.start_ms, "\n".join(cue.lines)) for cue in cues]


def test_the_index_comes_first(example: Example) -> None:
    kinds = [box.kind for box in read_boxes(example.path)]
    assert kinds.index("moov") < kinds.index("mdat")


@pytest.mark.parametrize("option", [("bf", "2"), ("profile", "baseline")])
async def test_a_section_with_another_encoding_is_named(
    example: Example, tmp_path: Path, option: tuple[str, str]
) -> None:
    odd = tmp_path / "odd.mp4"
    write_section(odd, [50] * SECTION_FRAMES, options=dict([option]))
    parts = MuxInputs(example.timeline, (example.sections[0], odd, example.sections[2]), example.sound, ())
    with pytest.raises(MediaError, match=r"Section 2|odd\.mp4"):
        await mux_video(parts, tmp_path / "video.mp4")
    assert list_names(tmp_path) == ["odd.mp4"]


async def test_a_section_with_another_number_of_pictures_is_named(example: Example, tmp_path: Path) -> None:
    short = tmp_path / "short.mp4"
    write_section(short, [50] * (SECTION_FRAMES - 1))
    parts = MuxInputs(example.timeline, (*example.sections[:2], short), example.sound, ())
    with pytest.raises(MediaError, match="Section 3 has 59 pictures instead of 60"):
        await mux_video(parts, tmp_path / "video.mp4")


@pytest.mark.parametrize(
    "content", [b"", b"#EXTM3U\nfile:///etc/passwd\n", b"\x00" * 5000, b"no video at all"]
)
def test_a_file_that_is_not_a_video_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "section.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=r"section\.mp4"):
        probe_video(path)


def test_folders_missing_files_and_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/zero")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "link"):
        with pytest.raises(MediaError):
            probe_video(path)


def test_the_facts_of_a_section_are_counted(example: Example) -> None:
    facts = probe_video(example.sections[0])
    assert (facts.codec, facts.profile, facts.pixel_format) == ("h264", "High", "yuv420p")
    assert (facts.width, facts.height, facts.frame_count) == (320, 180, 60)
    assert facts.frame_rate == 15
    assert facts.is_constant_frame_rate
    assert facts.duration_seconds == 4
