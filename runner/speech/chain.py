"""Fallback from one voice to the next. One voice speaks all texts of a video: it never changes midway."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from runner.speech.engines.silence import Silence
from runner.speech.long_texts import speak_whole
from runner.speech.voice import NothingToSay, Speech, Voice, VoiceError

SpeakAll = Callable[[Voice], Awaitable[tuple[Speech, ...]]]


@dataclass(frozen=True)
class VoiceFailure:
    """A voice that could not speak, and why."""

    engine: str
    reason: str


@dataclass(frozen=True)
class ChainResult:
    """All speeches, by the first voice that worked, and the voices that failed before it."""

    speeches: tuple[Speech, ...]
    falls: tuple[VoiceFailure, ...]


@dataclass(frozen=True)
class VoiceChain:
    """A Voice that uses the first of `voices` that works. `tell` also reports which ones failed."""

    voices: tuple[Voice, ...]

    @property
    def engine(self) -> str:
        return ">".join(voice.engine for voice in self.voices)

    def can_speak(self, language: str) -> bool:
        return any(voice.can_speak(language) for voice in self.voices)

    async def speak(self, text: str, language: str) -> Speech:
        return (await self.tell_one(text, language)).speeches[0]

    async def tell_one(self, text: str, language: str) -> ChainResult:
        """Like `tell`, for a single text."""

        async def speak_it(voice: Voice) -> tuple[Speech, ...]:
            return (await speech_by(voice, text, language),)

        return await self.tell(language, speak_it)

    async def tell(
        self, language: str, speak_all: SpeakAll, on_fall: Callable[[VoiceFailure], None] = lambda fall: None
    ) -> ChainResult:
        """Calls `speak_all` with each voice in order until it succeeds with one.

        Calls `on_fall` after each failed voice and drops what that voice spoke. A voice that is not
        configured correctly counts as failed. Raises VoiceError if no voice works.
        """
        falls: list[VoiceFailure] = []
        for voice in self.voices:
            if not voice.can_speak(language):
                continue
            try:
                return ChainResult(await speak_all(voice), tuple(falls))
            except VoiceError as error:
                falls.append(VoiceFailure(voice.engine, str(error)))
            except PodreelError as error:
                if error.code is not FailureCode.BAD_CONFIGURATION:
                    raise
                falls.append(VoiceFailure(voice.engine, f"{error.detail} {error.next_step}"))
            on_fall(falls[-1])
        reasons = "; ".join(f"{fall.engine}: {fall.reason}" for fall in falls)
        raise VoiceError(reasons or f"no voice of {self.engine or 'an empty chain'} speaks {language}")


async def speech_by(voice: Voice, text: str, language: str) -> Speech:
    """The text spoken by `voice`. A text without words gives silence and does not count as a failure."""
    try:
        return await speak_whole(voice, text, language)
    except NothingToSay:
        return await Silence().speak(text, language)
