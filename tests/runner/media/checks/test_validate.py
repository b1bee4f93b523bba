"""The validator accepts good files and names what is wrong with others."""

import shutil
from dataclasses import replace
from pathlib import Path

import av
import pytest

from runner.media.checks.boxes import read_boxes
from runner.media.checks.validate import describe_validation, validate_video
from runner.media.findings import Severity
from tests.runner.media.examples import (
    SECTION_FRAMES,
    Example,
    make_silence,
    make_speech,
    make_video,
    write_section,
)


def spoil(source: Path, target: Path, place: float, count: int) -> None:
    """Corrupts some bytes at this position of the media data, as a share from 0 to 1."""
    data = bytearray(source.read_bytes())
    box = next(box for box in read_boxes(source) if box.kind == "mdat")
    start = box.offset + 8 + int((box.size - 8) * place)
    for index in range(start, min(start + count, box.offset + box.size)):
        data[index] ^= 0xFF
    target.write_bytes(data)


async def test_a_good_video_has_no_findings(example: Example) -> None:
    validation = await validate_video(example.path, example.expectation)
    assert validation.findings == ()
    described = describe_validation(validation)
    assert described.is_good is True
    assert described.video_codec == "h264 High yuv420p"
    assert described.is_faststart is True
    assert described.integrated_lufs == pytest.approx(-16, abs=1)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
async def test_a_truncated_file_fails_validation(example: Example, tmp_path: Path, share: float) -> None:
    data = example.path.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data[: int(len(data) * share)])
    assert not (await validate_video(cut, example.expectation)).is_good


@pytest.mark.parametrize("place", [0.0, 0.2, 0.4, 0.6, 0.8])
async def test_a_corrupt_file_fails_validation(example: Example, tmp_path: Path, place: float) -> None:
    spoilt = tmp_path / "spoilt.mp4"
    spoil(example.path, spoilt, place, 300)
    validation = await validate_video(spoilt, example.expectation)
    assert not validation.is_good
    assert any(finding.code == "does_not_decode" for finding in validation.findings)


async def test_a_file_that_is_not_a_video_fails_validation(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "text.mp4"
    path.write_text("this is not a video at all")
    validation = await validate_video(path, example.expectation)
    assert [finding.code for finding in validation.findings] == ["unreadable"]


async def test_another_video_than_planned_is_named(example: Example) -> None:
    timeline = example.timeline
    longer = timeline.sections[2].model_copy(update={"frame_count": 90, "title": "Other"})
    changed = timeline.model_copy(update={"sections": (*timeline.sections[:2], longer), "frame_rate": 30})
    expected = replace(example.expectation, timeline=changed, width=640, cue_count=7)
    codes = {finding.code for finding in (await validate_video(example.path, expected)).findings}
    assert codes >= {"wrong_size", "wrong_frame_rate", "wrong_duration", "wrong_captions", "wrong_chapters"}


async def test_black_frozen_and_silent_stretches_are_found(tmp_path: Path) -> None:
    sections = tuple(tmp_path / f"section{number}.mp4" for number in range(4))
    write_section(sections[0], [30] * SECTION_FRAMES)
    write_section(sections[1], [0] * SECTION_FRAMES, is_moving=False)
    write_section(sections[2], [90] * SECTION_FRAMES, is_moving=False)
    shutil.copy(sections[2], sections[3])
    speeches = (make_speech(1, 3.5), make_silence(2), make_silence(2), make_speech(2, 2))
    made = await make_video(tmp_path, speeches, sections)
    validation = await validate_video(made.path, made.expectation)
    found = {finding.code: finding for finding in validation.findings}
    assert set(found) == {"black", "silent"}
    assert found["black"].start_seconds == pytest.approx(4, abs=0.2)
    assert found["black"].end_seconds == pytest.approx(8, abs=0.2)
    assert found["silent"].start_seconds == pytest.approx(3.8, abs=0.3)
    assert found["silent"].end_seconds == pytest.approx(12.3, abs=0.3)
    assert validation.is_good


async def test_a_picture_that_stands_still_too_long_is_found(tmp_path: Path) -> None:
    sections = tuple(tmp_path / f"section{number}.mp4" for number in range(3))
    write_section(sections[0], [90] * SECTION_FRAMES, is_moving=False)
    for other in sections[1:]:
        shutil.copy(sections[0], other)
    made = await make_video(tmp_path, tuple(make_speech(seed, 3.5) for seed in range(3)), sections)
    findings = (await validate_video(made.path, made.expectation)).findings
    assert [(finding.code, finding.severity) for finding in findings] == [("frozen", Severity.WARNING)]
    assert findings[0].start_seconds == pytest.approx(0, abs=0.2)
    assert findings[0].end_seconds == pytest.approx(12, abs=0.2)


async def test_an_index_at_the_end_is_found(example: Example, tmp_path: Path) -> None:
    slow = tmp_path / "slow.mp4"
    with av.open(str(example.path)) as source, av.open(str(slow), "w") as target:
        streams = {
            stream.index: target.add_stream_from_template(stream)
            for stream in (source.streams.video[0], source.streams.audio[0])
        }
        for packet in source.demux(source.streams.video[0], source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    codes = {finding.code for finding in (await validate_video(slow, example.expectation)).findings}
    assert codes == {"not_faststart", "wrong_chapters", "wrong_captions"}
