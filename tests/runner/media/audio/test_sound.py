"""Narration starts where the timeline says, has the promised loudness, and is never shifted."""

import wave
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from runner.media.audio.loudness import master_narration, measure_loudness
from runner.media.audio.narration import build_narration
from runner.media.audio.sound import (
    SAMPLE_RATE,
    FloatArray,
    decode_sound,
    resample,
    to_float,
    write_stereo_wav,
)
from runner.media.timeline import VideoTimeline
from runner.speech.voice import Speech
from tests.runner.media.examples import make_silence, make_speech, make_timeline


def read_wav(path: Path) -> FloatArray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, SAMPLE_RATE)
        pcm = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2)
    assert (pcm[:, 0] == pcm[:, 1]).all()
    return to_float(pcm[:, 0])


def find_lag(sound: FloatArray, original: FloatArray) -> int:
    size = 1 << (len(sound) + len(original)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(original, size)), size)
    lag = int(np.argmax(likeness))
    return lag if lag < size // 2 else lag - size


def measure_independently(path: Path) -> float:
    sound, rate = decode_sound(path)
    return float(pyloudnorm.Meter(rate).integrated_loudness(np.stack([sound, sound], axis=1)))


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])
def test_resampling_keeps_a_tone_and_its_phase(rate: int) -> None:
    def make_tone(at_rate: int) -> FloatArray:
        time = np.arange(at_rate) / at_rate
        return (np.sin(2 * np.pi * 1_000 * time) * np.hanning(at_rate)).astype(np.float32)

    difference = resample(make_tone(rate), rate, SAMPLE_RATE) - make_tone(SAMPLE_RATE)
    assert float(np.abs(difference).max()) < 1e-3


async def test_each_speech_starts_at_its_frame_to_the_sample(tmp_path: Path) -> None:
    speeches = (make_speech(1, 2.0, 44_100), make_speech(2, 3.0, 44_100))
    timeline = make_timeline(speeches)
    assert await build_narration(timeline, speeches, tmp_path / "n.wav") == ()
    track = read_wav(tmp_path / "n.wav")
    assert len(track) == 8 * SAMPLE_RATE
    for beat, speech in zip(timeline.beats, speeches, strict=True):
        start = beat.start_frame * SAMPLE_RATE // timeline.frame_rate
        placed = np.rint(track[start : start + len(speech.pcm)] * 32_768)
        assert np.array_equal(placed, speech.pcm)


async def test_speech_that_does_not_fit_is_reported_as_findings(tmp_path: Path) -> None:
    speeches: tuple[Speech, ...] = (make_speech(1, 5.0), make_speech(2, 1.0), make_speech(3, 5.0))
    timeline: VideoTimeline = make_timeline(speeches)
    findings = await build_narration(timeline, (speeches[0], None, speeches[2]), tmp_path / "n.wav")
    assert [finding.code for finding in findings] == ["speech_missing", "speech_cut"]
    findings = await build_narration(timeline, speeches, tmp_path / "n.wav")
    assert [finding.code for finding in findings] == ["speech_overlaps", "speech_cut"]


@pytest.mark.parametrize("level", [0.005, 0.05, 0.5])
async def test_quiet_and_loud_speech_end_at_the_same_loudness(tmp_path: Path, level: float) -> None:
    speeches = tuple(make_speech(seed, 3.2, level=level) for seed in range(3))
    await build_narration(make_timeline(speeches), speeches, tmp_path / "n.wav")
    mastering = await master_narration(tmp_path / "n.wav", tmp_path / "n.m4a")
    assert mastering.findings == ()
    assert measure_independently(tmp_path / "n.m4a") == pytest.approx(-16, abs=1)
    assert mastering.loudness.true_peak_dbtp is not None
    assert mastering.loudness.true_peak_dbtp <= -1


async def test_peaks_are_limited_without_moving_the_sound(tmp_path: Path) -> None:
    speech = make_speech(1, 6.0, 44_100, level=0.02)
    pcm = speech.pcm.copy()
    pcm[20_000::30_000] = 32_767
    samples = to_float(pcm)
    write_stereo_wav(tmp_path / "n.wav", samples)
    mastering = await master_narration(tmp_path / "n.wav", tmp_path / "n.m4a")
    assert mastering.gain_db > 3
    assert mastering.loudness.true_peak_dbtp is not None
    assert mastering.loudness.true_peak_dbtp <= -1
    sound, rate = decode_sound(tmp_path / "n.m4a")
    assert abs(find_lag(sound, samples)) / rate < 0.001
    assert abs(len(sound) - len(samples)) <= 1024


async def test_silence_stays_silent_and_is_reported(tmp_path: Path) -> None:
    speeches = (make_silence(3), make_silence(3))
    await build_narration(make_timeline(speeches), speeches, tmp_path / "n.wav")
    mastering = await master_narration(tmp_path / "n.wav", tmp_path / "n.m4a")
    assert [finding.code for finding in mastering.findings] == ["no_loudness"]
    assert (mastering.gain_db, mastering.rounds) == (0, 1)
    assert not decode_sound(tmp_path / "n.m4a")[0].any()


async def test_sound_shorter_than_a_gating_block_is_left_as_it_is(tmp_path: Path) -> None:
    write_stereo_wav(tmp_path / "n.wav", to_float(make_speech(1, 0.2, 44_100).pcm))
    mastering = await master_narration(tmp_path / "n.wav", tmp_path / "n.m4a")
    assert mastering.gain_db == 0
    assert mastering.loudness.integrated_lufs is None


async def test_the_finished_file_measures_the_same_by_two_meters(tmp_path: Path) -> None:
    speeches = (make_speech(5, 3.5),)
    await build_narration(make_timeline(speeches), speeches, tmp_path / "n.wav")
    await master_narration(tmp_path / "n.wav", tmp_path / "n.m4a")
    measured = await measure_loudness(tmp_path / "n.m4a")
    assert measured.integrated_lufs == pytest.approx(measure_independently(tmp_path / "n.m4a"), abs=0.3)
