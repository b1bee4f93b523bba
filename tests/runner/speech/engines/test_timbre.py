"""Men and women sound like men and women, at a teacher's pace."""

import numpy as np
import pytest

from runner.speech.engines.espeak import MAN, SECOND_MAN, SECOND_WOMAN, WOMAN, Espeak
from runner.speech.engines.festival import JOANNA, MATTHEW, RUTH, STEPHEN, Festival
from runner.speech.voice import Speech, Voice

TEXTS = (
    "Binary search looks at the middle of a sorted list. If the number we want is smaller, the right half "
    "can be thrown away. Then it looks at the middle of what is left, and so on, until the number is found.",
    "In a right triangle, the square on the longest side has the same area as the two smaller squares.",
    "Any periodic function, even one with sharp corners, can be approximated by adding sine waves.",
    "Why is that so? Take four copies of the triangle and arrange them inside a larger square.",
)
TEXT = TEXTS[0]


def median_pitch_hertz(speech: Speech) -> float:
    """By autocorrelation of 40 ms frames; unvoiced frames are left out."""
    size = round(0.04 * speech.sample_rate)
    shortest, longest = speech.sample_rate // 400, speech.sample_rate // 70
    pitches = []
    for start in range(0, len(speech.pcm) - size, size // 2):
        frame = speech.pcm[start : start + size].astype(float)
        if np.sqrt((frame**2).mean()) < 300:
            continue
        frame -= frame.mean()
        likeness = np.fft.irfft(np.abs(np.fft.rfft(frame, 4 * size)) ** 2)[:longest]
        likeness /= likeness[0] * (1 - np.arange(longest) / size)
        period = shortest + int(likeness[shortest:].argmax())
        if likeness[period] > 0.6:
            pitches.append(speech.sample_rate / period)
    return float(np.median(pitches))


@pytest.mark.parametrize("voice", [Festival(JOANNA), Festival(RUTH), Espeak(WOMAN), Espeak(SECOND_WOMAN)])
async def test_women_speak_above_165_hertz(voice: Voice) -> None:
    assert 165 < median_pitch_hertz(await voice.speak(TEXT, "en")) < 260


@pytest.mark.parametrize("voice", [Festival(MATTHEW), Festival(STEPHEN), Espeak(MAN), Espeak(SECOND_MAN)])
async def test_men_speak_below_150_hertz(voice: Voice) -> None:
    assert 75 < median_pitch_hertz(await voice.speak(TEXT, "en")) < 150


@pytest.mark.parametrize("voice", [Festival(JOANNA), Festival(MATTHEW), Espeak(WOMAN), Espeak(MAN)])
async def test_the_pace_is_a_teachers(voice: Voice) -> None:
    speeches = [await voice.speak(text, "en") for text in TEXTS]

    words = sum(len(text.split()) for text in TEXTS)
    assert 150 <= words / sum(speech.seconds for speech in speeches) * 60 <= 165


async def test_two_women_and_two_men_differ() -> None:
    sounds = [
        await Festival(timbre).speak("Hello there.", "en") for timbre in (JOANNA, RUTH, MATTHEW, STEPHEN)
    ]

    assert len({sound.pcm.tobytes() for sound in sounds}) == 4
