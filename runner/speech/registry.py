"""Maps the engine names of the catalogue to the voices that are configured on this machine."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from contract.catalogue import VOICES
from contract.settings import Settings
from contract.voice_engines import has_polly
from runner.speech.chain import VoiceChain
from runner.speech.engines.espeak import MAN, SECOND_MAN, SECOND_WOMAN, WOMAN, Espeak
from runner.speech.engines.festival import JOANNA, MATTHEW, RUTH, STEPHEN, Festival
from runner.speech.engines.silence import Silence
from runner.speech.voice import Voice

Engines = Mapping[str, Callable[[], Voice]]

LOCAL_ENGINES: Engines = MappingProxyType(
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


def engines_for(settings: Settings) -> Engines:
    """The engines by name; services that are not configured are left out."""
    return MappingProxyType({**_polly(settings), **_server(settings), **LOCAL_ENGINES})


def voice_for(names: Sequence[str], engines: Engines = LOCAL_ENGINES) -> VoiceChain:
    """The chain of a voice alias. Unavailable engines are skipped; silence always comes last."""
    known = dict.fromkeys([*(name for name in names if name in engines), "silence"])
    return VoiceChain(tuple(engines[name]() if name in engines else Silence() for name in known))


def _polly(settings: Settings) -> Engines:
    if not has_polly(settings):
        return {}
    storage = settings.storage
    from runner.speech.engines import polly  # noqa: PLC0415 - boto3 takes half a second to import

    access = polly.PollyAccess(
        region=storage.aws_region,
        key_id=storage.aws_access_key_id,
        secret=storage.aws_secret_access_key,
        session_token=storage.aws_session_token,
        endpoint_url=settings.speech.polly_endpoint_url,
    )
    client = polly.PollyClient(access)
    return {f"polly:{alias}": _maker(polly.Polly(alias, client)) for alias in VOICES}


def _server(settings: Settings) -> Engines:
    speech = settings.speech
    if speech.speech_server_url is None:
        return {}
    from runner.speech.engines import speech_server  # noqa: PLC0415 - httpx2 takes time and memory to import

    server = speech_server.SpeechServer(
        url=speech.speech_server_url,
        model=speech.speech_server_model,
        key=speech.speech_server_key,
        languages=speech.speech_server_languages,
    )
    return {
        f"server:{alias}": _maker(speech_server.ServedVoice(name, server))
        for alias, name in speech.speech_server_voices.items()
    }


def _maker(voice: Voice) -> Callable[[], Voice]:
    return lambda: voice
