"""The available voices depend on the settings; a service without a key is not in the chain."""

import pytest
from pydantic import SecretStr

from contract.catalogue import VOICES
from contract.settings import Settings, SpeechSettings, StorageSettings
from contract.voice_engines import has_polly
from runner.speech.registry import engines_for, voice_for

ROLES = (
    "AWS_PROFILE AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_RELATIVE_URI "
    "AWS_CONTAINER_CREDENTIALS_FULL_URI"
).split()


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (*ROLES, "AWS_ACCESS_KEY_ID", "SPEECH_SERVER_URL"):
        monkeypatch.delenv(variable, raising=False)


def chain(settings: Settings, voice: str = "Joanna") -> str:
    return voice_for(VOICES[voice].chain, engines_for(settings)).engine


def test_unknown_engines_are_skipped_and_silence_ends_the_chain() -> None:
    made = voice_for(("polly:Joanna", "festival:slt", "espeak:female", "espeak:female"))

    assert made.engine == "festival:slt>espeak:female>silence"
    assert made.can_speak("xx")


def test_without_any_key_only_local_engines_are_available() -> None:
    assert not has_polly(Settings())
    assert chain(Settings()) == "festival:slt>espeak:female>silence"


@pytest.mark.parametrize("variable", ["AWS_ACCESS_KEY_ID", *ROLES])
def test_a_key_a_profile_or_a_role_makes_polly_available(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "/something")

    assert chain(Settings()) == "polly:Joanna>festival:slt>espeak:female>silence"


def test_the_key_of_another_s3_server_does_not_make_polly_available() -> None:
    storage = StorageSettings(
        aws_access_key_id=SecretStr("id"), s3_endpoint_url="http://localhost:7070", object_store="s3"
    )

    assert not has_polly(Settings(storage=storage))
    own_server = SpeechSettings(polly_endpoint_url="http://localhost:7071")
    assert has_polly(Settings(storage=storage, speech=own_server))


def test_the_order_is_polly_then_the_speech_server_then_local_engines() -> None:
    settings = Settings(
        storage=StorageSettings(aws_access_key_id=SecretStr("id")),
        speech=SpeechSettings(
            speech_server_url="http://localhost:8880", speech_server_voices={"Ruth": "bella"}
        ),
    )

    expected = "polly:Ruth>server:kokoro:bella>festival:slt-bright>espeak:female-2>silence"
    assert chain(settings, "Ruth") == expected


@pytest.mark.parametrize(("language", "speaks"), [("en", True), ("en-GB", False), ("fr", False)])
def test_a_services_voice_speaks_only_its_language(language: str, speaks: bool) -> None:
    settings = Settings(
        storage=StorageSettings(aws_access_key_id=SecretStr("id")),
        speech=SpeechSettings(speech_server_url="http://localhost:8880"),
    )
    engines = engines_for(settings)

    assert engines["polly:Joanna"]().can_speak(language) is speaks
    assert engines["server:Joanna"]().can_speak(language) is speaks
