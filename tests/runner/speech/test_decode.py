"""Audio from services of any form is decoded to 16-bit mono without a delay; other bytes are rejected."""

import io

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from runner.speech.decode import decode_mp3, decode_wav
from tests.fakes.spoken_sound import to_mp3, to_wav

RATE = 24_000


def chirp(sample_rate: int = RATE) -> NDArray[np.int16]:
    """Half a second of silence, a tone that rises, silence."""
    clock = np.arange(sample_rate // 4) / sample_rate
    tone = np.sin(2 * np.pi * (300 + 2000 * clock) * clock) * 8000
    silence = np.zeros(sample_rate // 2)
    return np.concatenate([silence, tone, silence]).astype(np.int16)


def lag(heard: NDArray[np.int16], source: NDArray[np.int16]) -> int:
    """By how many samples `heard` is later than `source`."""
    size = len(heard) + len(source)
    spectrum = np.fft.rfft(heard.astype(float), size) * np.conj(np.fft.rfft(source.astype(float), size))
    peak = int(np.argmax(np.fft.irfft(spectrum, size)))
    return peak if peak < size // 2 else peak - size


@pytest.mark.parametrize("has_tag", [True, False])
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000])
def test_a_decoded_mp3_starts_at_the_same_sample_as_its_source(rate: int, has_tag: bool) -> None:
    source = chirp(rate)
    heard, found_rate = decode_mp3(to_mp3(source, rate, has_tag))
    assert found_rate == rate
    assert abs(lag(heard, source)) <= 1
    assert len(source) <= len(heard) + 1 <= len(source) + 3 * 1152


@pytest.mark.parametrize("codec", ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"])
@pytest.mark.parametrize("layout", ["mono", "stereo", "5.1"])
@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_a_wav_of_any_form_is_read(codec: str, layout: str, rate: int) -> None:
    source = chirp(rate)
    heard, found_rate = decode_wav(wav(source, rate, codec, layout))
    assert (found_rate, heard.dtype.name, heard.ndim) == (rate, "int16", 1)
    assert len(heard) == len(source)
    assert lag(heard, source) == 0
    assert np.corrcoef(heard, source)[0, 1] > 0.99


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_streamed_wav_with_a_wrong_length_in_its_header_is_read_completely(length: int) -> None:
    source = chirp()
    data = bytearray(to_wav(source, RATE))
    data[4:8] = data[40:44] = length.to_bytes(4, "little")
    heard, _ = decode_wav(bytes(data))
    assert np.array_equal(heard, source)


@given(st.binary(max_size=400))
def test_other_bytes_are_a_value_error_or_sound(data: bytes) -> None:
    for decode in (decode_mp3, decode_wav):
        for start in (b"", b"RIFF\xff\xff\xff\xffWAVEfmt ", b"ID3\x04\0", b"\xff\xf3\x44\xc4"):
            try:
                heard, _ = decode(start + data)
            except ValueError:
                continue
            assert heard.dtype == np.int16


def test_an_mp3_or_a_compressed_wav_is_not_accepted_as_wav() -> None:
    with pytest.raises(ValueError, match="not wav audio"):
        decode_wav(to_mp3(chirp(), RATE, has_tag=True))
    with pytest.raises(ValueError, match="unexpected codec"):
        decode_wav(wav(chirp(), RATE, "adpcm_ms", "mono"))


@pytest.mark.parametrize("rate", [1, 1000, 400_000])
def test_an_unusual_sample_rate_is_rejected(rate: int) -> None:
    data = bytearray(to_wav(chirp(), RATE))
    data[24:28] = rate.to_bytes(4, "little")
    with pytest.raises(ValueError, match="sample rate of"):
        decode_wav(bytes(data))


def test_audio_longer_than_half_an_hour_is_rejected() -> None:
    with pytest.raises(ValueError, match="longer than 1800 s"):
        decode_wav(to_wav(np.zeros(8_000 * 1801, np.int16), 8_000))


def wav(pcm: NDArray[np.int16], rate: int, codec: str, layout: str) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="wav") as container:
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = layout
        channels = stream.layout.nb_channels
        interleaved = np.repeat(pcm, channels)[None, :]
        frame = av.AudioFrame.from_ndarray(interleaved, format="s16", layout=layout)
        frame.sample_rate = rate
        resampler = av.AudioResampler(
            format=stream.format, layout=layout, rate=rate, frame_size=stream.frame_size
        )
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return file.getvalue()
