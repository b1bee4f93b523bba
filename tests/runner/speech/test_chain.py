"""A chain falls from voice to voice, and says why."""

from dataclasses import dataclass

import pytest

from contract.failure import FailureCode, PodreelError
from runner.speech.chain import VoiceChain, voice_for
from runner.speech.espeak import Espeak
from runner.speech.festival import Festival
from runner.speech.silence import Silence
from runner.speech.voice import Speech, VoiceError


@dataclass(frozen=True)
class Broken:
    """A Voice that always fails in the same way."""

    error: Exception
    engine: str = "broken:one"

    def can_speak(self, language: str) -> bool:
        return language == "en"

    async def speak(self, text: str, language: str) -> Speech:
        raise self.error


async def test_a_voice_that_fails_hands_over_to_the_next() -> None:
    told = await VoiceChain((Broken(VoiceError("no sound")), Silence())).tell("Hello there.", "en")

    assert told.speech.engine == "silence"
    assert [(fall.engine, fall.reason) for fall in told.falls] == [("broken:one", "no sound")]


async def test_without_festival_espeak_speaks() -> None:
    chain = VoiceChain((Festival(program="no-such-festival"), Espeak(), Silence()))

    told = await chain.tell("Hello there.", "en")

    assert told.speech.engine == "espeak:female"
    assert "no-such-festival is not installed" in told.falls[0].reason


async def test_a_voice_that_does_not_know_the_language_is_passed_over_without_blame() -> None:
    told = await VoiceChain((Broken(VoiceError("no")), Festival(), Espeak())).tell("Bonjour à tous.", "fr")

    assert told.speech.engine == "espeak:female"
    assert told.falls == ()


async def test_other_failures_of_the_table_are_not_swallowed() -> None:
    broken = Broken(PodreelError(FailureCode.STOPPED))

    with pytest.raises(PodreelError) as caught:
        await VoiceChain((broken, Silence())).speak("Hello there.", "en")
    assert caught.value.code is FailureCode.STOPPED


async def test_when_every_voice_fails_the_error_names_them_all() -> None:
    chain = VoiceChain((Broken(VoiceError("first")), Broken(VoiceError("second"), "broken:two")))

    with pytest.raises(VoiceError, match="broken:one: first; broken:two: second"):
        await chain.speak("Hello there.", "en")


def test_names_that_nobody_answers_to_are_skipped_and_silence_ends_the_chain() -> None:
    chain = voice_for(("polly:Joanna", "festival:slt", "espeak:female", "espeak:female"))

    assert chain.engine == "festival:slt>espeak:female>silence"
    assert chain.can_speak("xx")
