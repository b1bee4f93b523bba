"""Models, voices, languages and qualities: the names that users see, and the chains behind them. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from contract.failure import FailureCode, PodreelError
from contract.field_faults import FaultCode, FieldFault, InvalidFields

OFFLINE_MODEL = "offline"
# Used only in messages.
_EXAMPLE_LINK = "openai:gpt-5.6-sol"
THEMES = ("dark", "light", "high-contrast")

ValueT = TypeVar("ValueT")
Chains = Mapping[str, tuple[str, ...]]


class Gender(StrEnum):
    """The gender of a voice; all voices of a chain have the same."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True)
class VoiceEntry:
    """A voice that users can choose; `chain` lists `engine:voice` pairs in the order to try."""

    name: str
    gender: Gender
    chain: tuple[str, ...]


@dataclass(frozen=True)
class LanguageEntry:
    """A language: its BCP 47 code, its name in that language, and its name in English."""

    code: str
    name: str
    english_name: str


@dataclass(frozen=True)
class QualityEntry:
    """A quality preset: short side in pixels, frame rate in frames per second."""

    name: str
    short_side: int
    frame_rate: int


@dataclass(frozen=True)
class Provider:
    """A model provider and the environment variable that it requires."""

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
    LanguageEntry("en", "English", "English"),
    LanguageEntry("en-GB", "English (UK)", "British English"),
    LanguageEntry("ar", "العربية", "Arabic"),
    LanguageEntry("bg", "Български", "Bulgarian"),
    LanguageEntry("ca", "Català", "Catalan"),
    LanguageEntry("cs", "Čeština", "Czech"),
    LanguageEntry("da", "Dansk", "Danish"),
    LanguageEntry("de", "Deutsch", "German"),
    LanguageEntry("el", "Ελληνικά", "Greek"),
    LanguageEntry("eo", "Esperanto", "Esperanto"),
    LanguageEntry("es", "Español", "Spanish"),
    LanguageEntry("es-419", "Español (Latinoamérica)", "Latin American Spanish"),
    LanguageEntry("et", "Eesti", "Estonian"),
    LanguageEntry("fa", "فارسی", "Persian"),
    LanguageEntry("fi", "Suomi", "Finnish"),
    LanguageEntry("fr", "Français", "French"),
    LanguageEntry("hi", "हिन्दी", "Hindi"),
    LanguageEntry("hr", "Hrvatski", "Croatian"),
    LanguageEntry("hu", "Magyar", "Hungarian"),
    LanguageEntry("id", "Bahasa Indonesia", "Indonesian"),
    LanguageEntry("it", "Italiano", "Italian"),
    LanguageEntry("ko", "한국어", "Korean"),
    LanguageEntry("lt", "Lietuvių", "Lithuanian"),
    LanguageEntry("lv", "Latviešu", "Latvian"),
    LanguageEntry("mr", "मराठी", "Marathi"),
    LanguageEntry("nb", "Norsk bokmål", "Norwegian Bokmål"),
    LanguageEntry("ne", "नेपाली", "Nepali"),
    LanguageEntry("nl", "Nederlands", "Dutch"),
    LanguageEntry("pl", "Polski", "Polish"),
    LanguageEntry("pt", "Português", "Portuguese"),
    LanguageEntry("pt-BR", "Português (Brasil)", "Brazilian Portuguese"),
    LanguageEntry("ro", "Română", "Romanian"),
    LanguageEntry("ru", "Русский", "Russian"),
    LanguageEntry("sk", "Slovenčina", "Slovak"),
    LanguageEntry("sl", "Slovenščina", "Slovenian"),
    LanguageEntry("sr", "Српски", "Serbian"),
    LanguageEntry("sv", "Svenska", "Swedish"),
    LanguageEntry("sw", "Kiswahili", "Swahili"),
    LanguageEntry("tr", "Türkçe", "Turkish"),
    LanguageEntry("uk", "Українська", "Ukrainian"),
    LanguageEntry("ur", "اردو", "Urdu"),
    LanguageEntry("vi", "Tiếng Việt", "Vietnamese"),
    LanguageEntry("zh", "中文", "Chinese"),
)

QUALITIES = _by(
    "name",
    QualityEntry("draft", 480, 15),
    QualityEntry("standard", 1080, 30),
    QualityEntry("high", 1080, 60),
    QualityEntry("max", 2160, 60),
)

ASPECTS: Mapping[str, tuple[int, int]] = MappingProxyType({"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)})

PROVIDERS = _by(
    "name",
    Provider("anthropic", "ANTHROPIC_API_KEY"),
    Provider("openai", "OPENAI_API_KEY"),
    Provider("bedrock", "AWS_ACCESS_KEY_ID"),
    Provider("server", "MODEL_SERVER_URL"),
)

# Aliases stay when the models behind them are retired. Each chain ends at another vendor.
MODEL_CHAINS: Chains = MappingProxyType(
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

_BEST_FIRST = (
    "claude-4-sonnet",
    "gpt-5",
    "claude-3-7-sonnet",
    "claude-3-5-sonnet",
    "claude-3-sonnet",
    "claude-3-haiku",
)


# Models of about the same strength, the strongest first. Others count as weaker than all of these.
_STRENGTHS = (
    frozenset(("anthropic:claude-sonnet-5-5", "openai:gpt-5.6-sol")),
    frozenset(("anthropic:claude-sonnet-4-6", "openai:gpt-5.6-terra")),
    frozenset(("anthropic:claude-haiku-5-5", "openai:gpt-5.6-luna")),
)


def pixel_size(short_side: int, aspect: str) -> tuple[int, int]:
    """Width and height in pixels, both even, of a frame whose shorter side is `short_side`."""
    across, down = ASPECTS[aspect]
    longer = round(short_side * max(across, down) / min(across, down) / 2) * 2
    return (longer, short_side) if across > down else (short_side, longer)


def provider_of(link: str) -> str:
    """The provider of a link such as `openai:gpt-5.6-sol`."""
    return link.partition(":")[0]


def chain_of(model: str, chains: Chains = MODEL_CHAINS) -> tuple[str, ...]:
    """The links (`provider:model`) behind a name, in the order to try; a link is its own chain."""
    return chains.get(model) or ((model,) if is_link(model) else ())


def stronger_link(links: Sequence[str]) -> str | None:
    """The strongest of the links after the first, if it is at least as strong as the first; else None."""
    strongest = min(links[1:], key=_weakness, default=None)
    return strongest if strongest is not None and _weakness(strongest) <= _weakness(links[0]) else None


def _weakness(link: str) -> int:
    return next((place for place, links in enumerate(_STRENGTHS) if link in links), len(_STRENGTHS))


def is_link(text: str) -> bool:
    """Whether the text is a known provider, a colon and a model."""
    provider, _, model = text.partition(":")
    return provider in PROVIDERS and bool(model)


def read_chains(text: str) -> Chains:
    """The chains in a text such as `alias=provider:model,provider:model other=…`, separated by spaces.

    Raises ValueError that names the wrong part.
    """
    chains: dict[str, tuple[str, ...]] = {}
    for entry in re.sub(r"\s*([,=])\s*", r"\1", text).split():
        alias, is_given, links = entry.partition("=")
        if not is_given or not alias:
            raise ValueError(f"{entry!r} must be a name, then =, then models such as {_EXAMPLE_LINK}")
        if alias == OFFLINE_MODEL or ":" in alias or "," in alias:
            raise ValueError(f"{alias!r} can't be the name of a chain")
        if alias in chains:
            raise ValueError(f"{alias!r} is given twice")
        chains[alias] = _read_chain(alias, links)
    return MappingProxyType(chains)


def _read_chain(alias: str, text: str) -> tuple[str, ...]:
    links = tuple(link for link in text.split(",") if link)
    if not links:
        raise ValueError(f"the chain {alias!r} is empty")
    for link in links:
        if not is_link(link):
            raise ValueError(
                f"{link!r} in {alias!r} must be one of {', '.join(PROVIDERS)}, then a colon, then a model"
            )
    if len(set(links)) < len(links):
        raise ValueError(f"the chain {alias!r} names a model twice")
    return links


def best_models(
    offered: Sequence[str], usable_providers: frozenset[str], chains: Chains = MODEL_CHAINS
) -> tuple[str, ...]:
    """The offered models with a usable provider, the best first; never the offline model.

    Models that the catalogue does not know are the operator's own choice: they come first, as listed.
    """
    usable = [
        name
        for name in offered
        if name != OFFLINE_MODEL and not usable_providers.isdisjoint(map(provider_of, chain_of(name, chains)))
    ]
    return tuple(sorted(usable, key=lambda name: _BEST_FIRST.index(name) if name in _BEST_FIRST else -1))


def require_model(
    model: str, known: Sequence[str], usable_providers: frozenset[str], chains: Chains = MODEL_CHAINS
) -> None:
    """Checks that `model` is one of `known` and that at least one provider of its chain is usable.

    Raises PodreelError: invalid_request for an unknown name, not_configured if no provider is usable.
    """
    if model not in known:
        detail = f"unknown model {model!r}; choose one of {', '.join(known)}"
        raise InvalidFields([FieldFault("model", detail, FaultCode.NOT_OFFERED)])
    providers = [provider_of(link) for link in chain_of(model, chains)]
    if usable_providers.isdisjoint(providers):
        variables = missing_variables(providers)
        raise PodreelError(
            FailureCode.NOT_CONFIGURED,
            f"The model {model!r} needs {' or '.join(variables) or 'a provider'}, which is not set here.",
            f"Set {variables[0] if variables else 'its chain in MODEL_CHAINS'}, "
            f"or choose the model {OFFLINE_MODEL!r}, which needs no account.",
        )


def missing_variables(providers: Iterable[str]) -> tuple[str, ...]:
    """The environment variables that these providers require, each once."""
    known = (PROVIDERS[name].key_variable for name in providers if name in PROVIDERS)
    return tuple(dict.fromkeys(known))
