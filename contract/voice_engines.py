"""Which engines of a voice are configured, and which one speaks a language. Pure.

The runner tries the same engines in the same order, and takes the next one if an engine fails.
"""

from collections.abc import Mapping
from types import MappingProxyType

from contract.catalogue import VOICES
from contract.settings import Settings

AMERICAN_ENGLISH = frozenset({"en", "en-US"})
"""What Polly's voices and festival's recorded speaker speak."""

_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "polly": "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.",
        "server": "Set SPEECH_SERVER_URL.",
    }
)


def has_polly(settings: Settings) -> bool:
    """Whether there is a key or role for Polly. The key of another vendor's S3 server does not count."""
    return settings.has_amazon_access(settings.speech.polly_endpoint_url)


def configured_engines(voice: str, settings: Settings) -> tuple[str, ...]:
    """The links (`engine:voice`) of the voice's chain that are configured here, in the order to try."""
    is_set_up = {"polly": has_polly(settings), "server": settings.speech.speech_server_url is not None}
    return tuple(link for link in VOICES[voice].chain if is_set_up.get(_engine_of(link), True))


def engine_for(voice: str, language: str, settings: Settings) -> str:
    """The first configured link of the voice that speaks the language."""
    links = configured_engines(voice, settings)
    return next((link for link in links if _speaks(link, language, settings)), links[-1])


def way_to_engine(link: str) -> str:
    """How an engine is configured; empty if it always is."""
    return _WAYS.get(_engine_of(link), "")


def _speaks(link: str, language: str, settings: Settings) -> bool:
    match _engine_of(link):
        case "polly" | "festival":
            return language in AMERICAN_ENGLISH
        case "server":
            return language in settings.speech.speech_server_languages
        case _:
            return True


def _engine_of(link: str) -> str:
    return link.partition(":")[0]
