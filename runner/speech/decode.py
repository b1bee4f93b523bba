"""Decodes speech of any sample rate, width and channel count to 16-bit mono, without the codec's delay."""

import io

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

MAX_SECONDS = 1800
_RATES = range(8_000, 192_001)
# MP3 encoders (576 samples) and decoders (529) add a delay. PyAV removes it if the file has LAME's tag;
# without the tag the sound would start 46 ms late at 24 kHz.
_MP3_DELAY_SAMPLES = 576 + 529


def decode_mp3(data: bytes) -> tuple[NDArray[np.int16], int]:
    """Mono samples and their rate in Hz. Raises ValueError if `data` is not MP3."""
    return _decode(data, "mp3", ("mp3",))


def decode_wav(data: bytes) -> tuple[NDArray[np.int16], int]:
    """Mono samples and their rate in Hz. Raises ValueError if `data` is not uncompressed WAV.

    The length in the header may be wrong, as in a streamed file.
    """
    return _decode(data, "wav", ("pcm_",))


def _decode(data: bytes, container_format: str, codecs: tuple[str, ...]) -> tuple[NDArray[np.int16], int]:
    try:
        with av.open(io.BytesIO(data), "r", format=container_format) as container:
            stream = _stream(container, codecs)
            pieces, rate = _read(container, stream), stream.rate
            is_late = container_format == "mp3" and not stream.start_time
    except (av.FFmpegError, OSError) as error:
        raise ValueError(f"not {container_format} audio: {error}") from error
    pcm = np.concatenate(pieces) if pieces else np.zeros(0, np.int16)
    return (pcm[_MP3_DELAY_SAMPLES:] if is_late else pcm), rate


def _stream(container: InputContainer, codecs: tuple[str, ...]) -> AudioStream:
    stream = next(iter(container.streams.audio), None)
    if stream is None or not stream.codec_context.name.startswith(codecs):
        raise ValueError("the audio has an unexpected codec")
    if stream.rate not in _RATES:
        raise ValueError(f"the sample rate of {stream.rate} Hz is not supported")
    return stream


def _read(container: InputContainer, stream: AudioStream) -> list[NDArray[np.int16]]:
    to_mono = AudioResampler(format="s16", layout="mono", rate=stream.rate)
    pieces: list[NDArray[np.int16]] = []
    room = MAX_SECONDS * stream.rate
    for frame in container.decode(stream):
        frame.pts = None  # only the order counts: a gap in the timestamps must not become silence
        for mono in to_mono.resample(frame):
            pieces.append(mono.to_ndarray()[0].astype(np.int16))
            room -= mono.samples
        if room < 0:
            raise ValueError(f"the audio is longer than {MAX_SECONDS} s")
    pieces += [mono.to_ndarray()[0].astype(np.int16) for mono in to_mono.resample(None)]
    return pieces
