"""Voices tried in order, and the names that the catalogue knows them by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from contract.failure import FailureCode, PodreelError
from runner.speech.espeak import MAN, SECOND_MAN, SECOND_WOMAN, WOMAN, Espeak
from runner.speech.festival import JOANNA, MATTHEW, RUTH, STEPHEN, Festival
from runner.speech.silence import Silence
from runner.speech.voice import Speech, Voice, VoiceError


@dataclass(frozen=True)
class Fall:
    """A voice that could not speak a text, and why."""

    engine: str
    reason: str


@dataclass(frozen=True)
class Told:
    """Speech, and the voices that failed before it was found."""

    speech: Speech
    falls: tuple[Fall, ...]


@dataclass(frozen=True)
class VoiceChain:
    """A Voice: the first of `voices` that can speak the text. `tell` also says which ones could not."""

    voices: tuple[Voice, ...]

    @property
    def engine(self) -> str:
        return ">".join(voice.engine for voice in self.voices)

    def can_speak(self, language: str) -> bool:
        return any(voice.can_speak(language) for voice in self.voices)

    async def speak(self, text: str, language: str) -> Speech:
        return (await self.tell(text, language)).speech

    async def tell(self, text: str, language: str) -> Told:
        """Raises VoiceError when every voice failed."""
        falls: list[Fall] = []
        for voice in self.voices:
            if not voice.can_speak(language):
                continue
            try:
                return Told(await voice.speak(text, language), tuple(falls))
            except VoiceError as error:
                falls.append(Fall(voice.engine, str(error)))
            except PodreelError as error:
                if error.code is not FailureCode.BAD_CONFIGURATION:
                    raise
                falls.append(Fall(voice.engine, f"{error.detail} {error.next_step}"))
        reasons = "; ".join(f"{fall.engine}: {fall.reason}" for fall in falls)
        raise VoiceError(reasons or f"no voice of {self.engine or 'an empty chain'} speaks {language}")


Engines = Mapping[str, Callable[[], Voice]]

ENGINES: Engines = MappingProxyType(
    {
        "festival:slt": lambda: Festival(JOANNA),
        "festival:slt-bright": lambda: Festival(RUTH),
        "festival:slt-man": lambda: Festival(MATTHEW),
        "festival:slt-deep-man": lambda: Festival(STEPHEN),
        "espeak:female": lambda: Espeak(WOMAN),
        "espeak:female-2": lambda: Espeak(SECOND_WOMAN),
        "espeak:male": lambda: Espeak(MAN),
        "espeak:male-2": lambda: Espeak(SECOND_MAN),
        "silence": Silence,
    }
)


def voice_for(names: Sequence[str], engines: Engines = ENGINES) -> VoiceChain:
    """The chain of a voice alias; names that nobody here answers to are skipped, and silence ends it."""
    known = dict.fromkeys([*(name for name in names if name in engines), "silence"])
    return VoiceChain(tuple(engines[name]() if name in engines else Silence() for name in known))
