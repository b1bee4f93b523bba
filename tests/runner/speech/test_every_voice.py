"""One suite over every voice that ships."""

import numpy as np
import pytest

from runner.speech.voice import Speech, Voice, VoiceError

pytestmark = pytest.mark.slow

PLAIN = "The square on the longest side has the same area as the two smaller squares together."
HOSTILE = (
    '(quit) (system "touch /tmp/podreel-owned")',
    "quote \" and \\ backslash ' and ) (",
    "<speak>tags & entities &lt;</speak> [[h@l'oU]]",
    "control \x00 \x07 \x1b[31m \x7f characters",
    "naïve Erdős 直角 Привет 🎉 √2 ≤ π",
    "%s %n %d {0} $HOME `id`",
    "word " + "x" * 300,
    "1234567890123456789012345678901234567890",
)


def first_sound_seconds(speech: Speech) -> float:
    level = np.abs(speech.pcm.astype(np.int32))
    return int(np.argmax(level > level.max() * 0.02)) / speech.sample_rate


def assert_words_fit(speech: Speech) -> None:
    clock = 0.0
    for word in speech.words or ():
        assert clock <= word.start_seconds + 1e-9
        assert word.start_seconds <= word.end_seconds <= speech.seconds + 1e-9
        clock = word.start_seconds


async def test_a_voice_speaks_mono_samples_and_names_its_engine(voice: Voice) -> None:
    speech = await voice.speak(PLAIN, "en")

    assert speech.pcm.dtype == np.int16
    assert speech.pcm.ndim == 1
    assert 3 < speech.seconds < 12
    assert speech.engine in voice.engine


async def test_words_are_those_of_the_text_in_order_and_inside_the_speech(voice: Voice) -> None:
    speech = await voice.speak(PLAIN, "en")

    assert_words_fit(speech)
    if speech.words is not None:
        assert [word.text for word in speech.words] == PLAIN.split()
        assert all(word.end_seconds > word.start_seconds for word in speech.words)


async def test_speech_begins_at_once_and_ends_soon_after_its_last_word(voice: Voice) -> None:
    speech = await voice.speak(PLAIN, "en")

    assert first_sound_seconds(speech) <= 0.02
    if speech.words is not None:
        assert speech.seconds - speech.words[-1].end_seconds < 0.15


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_spoken_or_rejected_but_never_executed(voice: Voice, text: str) -> None:
    try:
        speech = await voice.speak(text, "en")
    except VoiceError:
        return

    assert speech.seconds > 0
    assert_words_fit(speech)
    if speech.words is not None:
        assert [word.text for word in speech.words] == text.split()


@pytest.mark.parametrize("text", ["", "   ", "...", "()", "🎉"])
async def test_text_without_a_word_is_a_voice_error_or_silence(voice: Voice, text: str) -> None:
    try:
        speech = await voice.speak(text, "en")
    except VoiceError:
        return

    assert not speech.pcm.any()


async def test_the_same_text_sounds_the_same_twice(voice: Voice) -> None:
    first, second = await voice.speak("Twice the same.", "en"), await voice.speak("Twice the same.", "en")

    assert np.array_equal(first.pcm, second.pcm)
    assert first.words == second.words
