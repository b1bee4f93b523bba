"""Sound as arrays: resampling without delay, WAV files, and decoding an MP4's sound with exact times."""

import wave
from math import ceil, gcd
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from runner.media.errors import MediaError
from runner.media.files import open_mp4
from runner.media.probe import MAX_SECONDS

SAMPLE_RATE = 44_100
FloatArray = NDArray[np.float32]
# The ideal resampling filter rings forever; this much padding keeps the two ends from affecting each other.
_GUARD_SECONDS = 0.1
_FULL_SCALE = 32_768.0


def resample(samples: FloatArray, from_rate: int, to_rate: int) -> FloatArray:
    """The sound at another rate, band limited by cutting its spectrum (FFT), so without a shift in time."""
    if from_rate == to_rate or len(samples) == 0:
        return samples
    common = gcd(from_rate, to_rate)
    down, up = from_rate // common, to_rate // common
    guard = ceil(_GUARD_SECONDS * from_rate / down) * down
    blocks = _find_fast_count(ceil((len(samples) + 2 * guard) / down))
    padded = np.zeros(blocks * down, dtype=np.float32)
    padded[guard : guard + len(samples)] = samples
    spectrum = np.fft.rfft(padded)
    result = np.fft.irfft(spectrum[: blocks * up // 2 + 1], blocks * up) * (up / down)
    start = guard // down * up
    return result[start : start + ceil(len(samples) * up / down)].astype(np.float32)


def _find_fast_count(count: int) -> int:
    """The next larger number without prime factors above 5, for which the FFT is fast."""
    while not _is_smooth(count):
        count += 1
    return count


def _is_smooth(count: int) -> bool:
    for factor in (2, 3, 5):
        while count % factor == 0:
            count //= factor
    return count == 1


def to_float(pcm: NDArray[np.int16]) -> FloatArray:
    return (pcm / _FULL_SCALE).astype(np.float32)


def write_stereo_wav(path: Path, mono: FloatArray) -> None:
    """Writes a WAV file of 16 bits with two equal channels, clipped at full scale."""
    pcm = np.clip(np.rint(mono * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.repeat(pcm, 2).tobytes())


def decode_sound(path: Path) -> tuple[FloatArray, int]:
    """The sound stream mixed to one channel, and its sample rate; index 0 is presentation time 0.

    Encoder delay that the edit list removes is removed here too. Raises MediaError if there is no sound.
    """
    with open_mp4(path) as container:
        if not container.streams.audio:
            raise MediaError(f"{path.name} has no sound stream.")
        rate = container.streams.audio[0].rate
        pieces = [_place_frame(frame, rate) for frame in container.decode(audio=0)]
    return _lay_out(pieces), rate


def _place_frame(frame: AudioFrame, rate: int) -> tuple[int, FloatArray]:
    if frame.pts is None or frame.time_base is None:
        raise MediaError("A piece of the sound has no time.")
    channels = frame.to_ndarray()
    if channels.dtype != np.float32:
        raise MediaError(f"The sound decodes to {frame.format.name}, not to planar floats.")
    return round(frame.pts * frame.time_base * rate), channels.mean(axis=0, dtype=np.float32)


def _lay_out(pieces: list[tuple[int, FloatArray]]) -> FloatArray:
    end = max((start + len(piece) for start, piece in pieces), default=0)
    if end > MAX_SECONDS * 192_000:
        raise MediaError("The sound is longer than allowed.")
    result = np.zeros(max(end, 0), dtype=np.float32)
    for start, piece in pieces:
        kept = piece[max(-start, 0) :]
        result[max(start, 0) : max(start, 0) + len(kept)] = kept
    return result
