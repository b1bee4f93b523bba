"""Sync is measured in the file: a deliberate shift is found."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from runner.media.audio.loudness import master_narration
from runner.media.audio.narration import build_narration
from runner.media.checks.markers import find_clicks, find_flashes
from runner.media.checks.sync import measure_sync
from runner.media.mux import MuxInputs, mux_video
from runner.speech.voice import Speech
from tests.runner.media.examples import (
    FRAME_RATE,
    SECTION_FRAMES,
    Example,
    make_silence,
    make_speech,
    make_timeline,
    make_video,
    write_section,
)


async def test_voice_and_picture_of_a_good_video_agree_within_a_millisecond(example: Example) -> None:
    sync = await measure_sync(example.path, example.timeline, example.speeches)
    assert sync.max_offset_ms is not None
    assert sync.max_offset_ms < 1
    assert all(beat.confidence > 0.9 for beat in sync.beats)
    assert [beat.picture_seconds for beat in sync.beats] == pytest.approx([1 / 3, 4 + 1 / 3, 8 + 1 / 3])


@pytest.mark.parametrize("shift_ms", [-80, 80, 400])
async def test_a_known_shift_of_the_sound_is_measured(
    example: Example, tmp_path: Path, shift_ms: int
) -> None:
    def shift(speech: Speech) -> Speech:
        count = abs(shift_ms) * speech.sample_rate // 1000
        silence = np.zeros(count, dtype=np.int16)
        pcm = np.concatenate((silence, speech.pcm)) if shift_ms > 0 else speech.pcm[count:]
        return replace(speech, pcm=pcm)

    wav, sound, path = tmp_path / "n.wav", tmp_path / "n.m4a", tmp_path / "video.mp4"
    await build_narration(example.timeline, [shift(speech) for speech in example.speeches], wav)
    await master_narration(wav, sound)
    await mux_video(MuxInputs(example.timeline, example.sections, sound, ()), path)
    sync = await measure_sync(path, example.timeline, example.speeches)
    assert [beat.offset_ms for beat in sync.beats] == pytest.approx([shift_ms] * 3, abs=3)
    assert sync.max_offset_ms == pytest.approx(abs(shift_ms), abs=3)


async def test_another_voice_is_not_taken_for_the_beats_own(example: Example) -> None:
    other = make_speech(99, 3.0)
    sync = await measure_sync(
        example.path, example.timeline, (example.speeches[0], other, example.speeches[2])
    )
    assert sync.missing_beats == (2,)
    assert sync.beats[1].offset_ms is None


async def test_silent_and_missing_beats_have_no_offset(example: Example) -> None:
    sync = await measure_sync(example.path, example.timeline, (make_silence(2), None, example.speeches[2]))
    assert [beat.offset_ms is None for beat in sync.beats] == [True, True, False]
    assert sync.missing_beats == ()
    silent = await measure_sync(example.path, example.timeline, (None, None, None))
    assert silent.max_offset_ms is None


async def test_flashes_and_clicks_are_found_where_they_were_put(tmp_path: Path) -> None:
    levels = [20] * SECTION_FRAMES
    levels[5] = levels[6] = 255
    sections = tuple(tmp_path / f"section{number}.mp4" for number in range(3))
    for path in sections:
        write_section(path, levels, is_moving=False)
    pcm = np.zeros(32_000, dtype=np.int16)
    pcm[:160] = 20_000 * np.sign(np.sin(np.arange(160) * 0.4))
    click = Speech(pcm, 32_000, None, "test:click")
    made = await make_video(tmp_path, (click, click, click), sections)
    expected = [(number * SECTION_FRAMES + 5) / FRAME_RATE for number in range(3)]
    assert await find_flashes(made.path) == pytest.approx(expected, abs=1e-6)
    assert await find_clicks(made.path) == pytest.approx(expected, abs=0.002)


async def test_a_video_without_markers_has_none(tmp_path: Path) -> None:
    sections = (tmp_path / "section.mp4",)
    write_section(sections[0], [40] * SECTION_FRAMES, is_moving=False)
    made = await make_video(tmp_path, (make_silence(1),), sections)
    assert make_timeline((make_silence(1),)).frame_count == SECTION_FRAMES
    assert await find_flashes(made.path) == ()
    assert await find_clicks(made.path) == ()
