"""What fakes of speech services sound like: espeak-ng, with the true time of each word."""

import io
import json
import subprocess
import sys
import wave
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from runner.media.audio.sound import resample, to_float

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Spoken:
    """16-bit mono, and for each word: first character, length, second at which it starts."""

    pcm: NDArray[np.int16]
    sample_rate: int
    words: tuple[tuple[int, int, float], ...]


@lru_cache(maxsize=256)
def speak(text: str, variant: str, sample_rate: int) -> Spoken:
    order = {"text": text, "voice": f"en-us+{variant}", "words_per_minute": 160, "pitch": 50}
    done = subprocess.run(
        [sys.executable, "-m", "runner.speech.engines.espeak_worker"],
        input=json.dumps(order).encode(),
        capture_output=True,
        cwd=_ROOT,
        check=True,
    )
    header, _, samples = done.stdout.partition(b"\n")
    heard = json.loads(header)
    own_rate = heard["sample_rate"]
    sound = resample(to_float(np.frombuffer(samples, "<i2").astype(np.int16)), own_rate, sample_rate)
    words = tuple(
        (position - 1, length, sample / own_rate)
        for kind, position, length, sample in heard["events"]
        if kind == "word" and length > 0
    )
    return Spoken(np.clip(np.rint(sound * 32_768), -32_768, 32_767).astype(np.int16), sample_rate, words)


def to_mp3(pcm: NDArray[np.int16], sample_rate: int, has_tag: bool) -> bytes:
    """`has_tag` writes LAME's tag, which tells players how many samples the encoder held back."""
    file = io.BytesIO()
    options = {"write_xing": str(int(has_tag)), "id3v2_version": "0"}
    with av.open(file, "w", format="mp3", options=options) as container:
        stream = container.add_stream("libmp3lame", rate=sample_rate)
        stream.layout = "mono"
        stream.format = "s16p"
        stream.bit_rate = 48_000
        frame = av.AudioFrame.from_ndarray(pcm[None, :], format="s16p", layout="mono")
        frame.sample_rate = sample_rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return file.getvalue()


def to_wav(pcm: NDArray[np.int16], sample_rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(sample_rate)
        writer.writeframes(pcm.astype("<i2").tobytes())
    return file.getvalue()
