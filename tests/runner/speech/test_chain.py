"""A chain falls back from voice to voice, reports why, and never mixes voices in one video."""

from dataclasses import dataclass

import pytest

from contract.failure import FailureCode, PodreelError
from runner.speech.chain import VoiceChain, VoiceFailure
from runner.speech.engines.espeak import Espeak
from runner.speech.engines.festival import Festival
from runner.speech.engines.silence import Silence
from runner.speech.voice import NothingToSay, Speech, Voice, VoiceError
from tests.fakes.voice import HummingVoice


@dataclass(frozen=True)
class Broken:
    """A Voice that always fails in the same way."""

    error: Exception
    engine: str = "broken:one"

    def can_speak(self, language: str) -> bool:
        return language == "en"

    async def speak(self, text: str, language: str) -> Speech:
        raise self.error


async def test_after_a_failed_voice_the_next_one_speaks() -> None:
    told = await VoiceChain((Broken(VoiceError("no sound")), Silence())).tell_one("Hello there.", "en")

    assert told.speeches[0].engine == "silence"
    assert [(fall.engine, fall.reason) for fall in told.falls] == [("broken:one", "no sound")]


async def test_without_festival_espeak_speaks() -> None:
    chain = VoiceChain((Festival(program="no-such-festival"), Espeak(), Silence()))

    told = await chain.tell_one("Hello there.", "en")

    assert told.speeches[0].engine == "espeak:female"
    assert "no-such-festival is not installed" in told.falls[0].reason


async def test_a_voice_without_the_language_is_skipped_and_not_reported_as_failed() -> None:
    chain = VoiceChain((Broken(VoiceError("no")), Festival(), Espeak()))

    told = await chain.tell_one("Bonjour à tous.", "fr")

    assert told.speeches[0].engine == "espeak:female"
    assert told.falls == ()


async def test_failures_other_than_bad_configuration_are_raised() -> None:
    broken = Broken(PodreelError(FailureCode.STOPPED))

    with pytest.raises(PodreelError) as caught:
        await VoiceChain((broken, Silence())).speak("Hello there.", "en")
    assert caught.value.code is FailureCode.STOPPED


async def test_when_every_voice_fails_the_error_names_them_all() -> None:
    chain = VoiceChain((Broken(VoiceError("first")), Broken(VoiceError("second"), "broken:two")))

    with pytest.raises(VoiceError, match="broken:one: first; broken:two: second"):
        await chain.speak("Hello there.", "en")


async def test_speeches_of_a_voice_that_fails_at_the_last_text_are_dropped() -> None:
    texts = ("One.", "Two.", "Three.")

    async def speak_all(voice: Voice) -> tuple[Speech, ...]:
        if voice.engine == "fake:tired":
            await voice.speak(texts[0], "en")
            raise VoiceError("tired")
        return tuple([await voice.speak(text, "en") for text in texts])

    seen: list[VoiceFailure] = []
    tired, fresh = HummingVoice("fake:tired"), HummingVoice("fake:fresh")
    told = await VoiceChain((tired, fresh)).tell("en", speak_all, seen.append)

    assert {speech.engine for speech in told.speeches} == {"fake:fresh"}
    assert fresh.spoken == list(texts)
    assert told.falls == tuple(seen) == (VoiceFailure("fake:tired", "tired"),)


async def test_a_text_without_a_word_is_silent_and_no_voice_counts_as_failed() -> None:
    chain = VoiceChain((Broken(NothingToSay("no word")), Espeak()))

    told = await chain.tell_one("…", "en")

    assert told.speeches[0].engine == "silence"
    assert told.falls == ()
