"""Models, voices, languages and qualities: the names that users see, and the chains behind them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from contract.failure import FailureCode, PodreelError

OFFLINE_MODEL = "offline"
THEMES = ("dark", "light", "high-contrast")

ValueT = TypeVar("ValueT")


class Gender(StrEnum):
    """How a voice sounds; a chain never leaves it."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True)
class VoiceEntry:
    """A voice's alias; `chain` names `engine:voice` pairs in the order to try."""

    name: str
    gender: Gender
    chain: tuple[str, ...]


@dataclass(frozen=True)
class LanguageEntry:
    """A language: its BCP 47 code and its own name."""

    code: str
    name: str


@dataclass(frozen=True)
class QualityEntry:
    """A preset by its short side in pixels and its rate in frames a second."""

    name: str
    short_side: int
    frame_rate: int


@dataclass(frozen=True)
class Provider:
    """A vendor of models and the variable that holds its key."""

    name: str
    key_variable: str


def _by(key: str, *entries: ValueT) -> Mapping[str, ValueT]:
    return MappingProxyType({str(getattr(entry, key)): entry for entry in entries})


VOICES = _by(
    "name",
    VoiceEntry("Joanna", Gender.FEMALE, ("polly:Joanna", "server:Joanna", "festival:slt", "espeak:female")),
    VoiceEntry(
        "Matthew", Gender.MALE, ("polly:Matthew", "server:Matthew", "festival:slt-man", "espeak:male")
    ),
    VoiceEntry(
        "Ruth", Gender.FEMALE, ("polly:Ruth", "server:Ruth", "festival:slt-bright", "espeak:female-2")
    ),
    VoiceEntry(
        "Stephen", Gender.MALE, ("polly:Stephen", "server:Stephen", "festival:slt-deep-man", "espeak:male-2")
    ),
)

LANGUAGES = _by(
    "code",
    LanguageEntry("en", "English"),
    LanguageEntry("en-GB", "English (UK)"),
    LanguageEntry("ar", "العربية"),
    LanguageEntry("bg", "Български"),
    LanguageEntry("ca", "Català"),
    LanguageEntry("cs", "Čeština"),
    LanguageEntry("da", "Dansk"),
    LanguageEntry("de", "Deutsch"),
    LanguageEntry("el", "Ελληνικά"),
    LanguageEntry("eo", "Esperanto"),
    LanguageEntry("es", "Español"),
    LanguageEntry("es-419", "Español (Latinoamérica)"),
    LanguageEntry("et", "Eesti"),
    LanguageEntry("fa", "فارسی"),
    LanguageEntry("fi", "Suomi"),
    LanguageEntry("fr", "Français"),
    LanguageEntry("hi", "हिन्दी"),
    LanguageEntry("hr", "Hrvatski"),
    LanguageEntry("hu", "Magyar"),
    LanguageEntry("id", "Bahasa Indonesia"),
    LanguageEntry("it", "Italiano"),
    LanguageEntry("ko", "한국어"),
    LanguageEntry("lt", "Lietuvių"),
    LanguageEntry("lv", "Latviešu"),
    LanguageEntry("mr", "मराठी"),
    LanguageEntry("nb", "Norsk bokmål"),
    LanguageEntry("ne", "नेपाली"),
    LanguageEntry("nl", "Nederlands"),
    LanguageEntry("pl", "Polski"),
    LanguageEntry("pt", "Português"),
    LanguageEntry("pt-BR", "Português (Brasil)"),
    LanguageEntry("ro", "Română"),
    LanguageEntry("ru", "Русский"),
    LanguageEntry("sk", "Slovenčina"),
    LanguageEntry("sl", "Slovenščina"),
    LanguageEntry("sr", "Српски"),
    LanguageEntry("sv", "Svenska"),
    LanguageEntry("sw", "Kiswahili"),
    LanguageEntry("tr", "Türkçe"),
    LanguageEntry("uk", "Українська"),
    LanguageEntry("ur", "اردو"),
    LanguageEntry("vi", "Tiếng Việt"),
    LanguageEntry("zh", "中文"),
)

QUALITIES = _by(
    "name",
    QualityEntry("draft", 480, 15),
    QualityEntry("standard", 1080, 30),
    QualityEntry("high", 1080, 60),
    QualityEntry("max", 2160, 60),
)

ASPECTS: Mapping[str, tuple[int, int]] = MappingProxyType({"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)})

PROVIDERS = _by("name", Provider("anthropic", "ANTHROPIC_API_KEY"), Provider("openai", "OPENAI_API_KEY"))

# Aliases stay; the models behind them retire. Each chain ends at another vendor.
MODEL_CHAINS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "claude-3-5-sonnet": ("anthropic:claude-sonnet-4-6", "openai:gpt-5.6-terra"),
        "claude-3-7-sonnet": ("anthropic:claude-sonnet-4-6", "openai:gpt-5.6-terra"),
        "claude-4-sonnet": ("anthropic:claude-sonnet-5-5", "openai:gpt-5.6-sol"),
        "claude-3-sonnet": ("anthropic:claude-sonnet-4-6", "openai:gpt-5.6-terra"),
        "claude-3-haiku": ("anthropic:claude-haiku-5-5", "openai:gpt-5.6-luna"),
        "gpt-5": ("openai:gpt-5.6-sol", "anthropic:claude-sonnet-5-5"),
        OFFLINE_MODEL: ("offline:lessons",),
    }
)


def pixel_size(short_side: int, aspect: str) -> tuple[int, int]:
    """Width and height in pixels, both even, of a picture whose shorter side is `short_side`."""
    across, down = ASPECTS[aspect]
    longer = round(short_side * max(across, down) / min(across, down) / 2) * 2
    return (longer, short_side) if across > down else (short_side, longer)


def require_model(model: str, known: Sequence[str], usable_providers: frozenset[str]) -> None:
    """Checks that `model` is one of `known` and that a provider of its chain is among the usable.

    Raises PodreelError: invalid_request for an unknown name, not_configured where no provider is usable.
    """
    if model not in known:
        raise PodreelError(
            FailureCode.INVALID_REQUEST, f"Unknown model {model!r}; known are {', '.join(known)}."
        )
    providers = [link.partition(":")[0] for link in MODEL_CHAINS.get(model, ())]
    if usable_providers.isdisjoint(providers):
        variables = [PROVIDERS[name].key_variable for name in providers if name in PROVIDERS]
        raise PodreelError(
            FailureCode.NOT_CONFIGURED,
            f"The model {model!r} needs {' or '.join(variables) or 'a provider'}, and no provider of it "
            "can be used here.",
            f"Set {variables[0] if variables else 'its key'} where this version has that vendor, "
            f"or choose the model {OFFLINE_MODEL!r}, which needs no account.",
        )
