"""Settings of voices that are not on this machine."""

import pytest

from contract.failure import FailureCode, PodreelError
from contract.settings import SERVER_VOICES, Settings, SpeechSettings

SECRETS = ("SPEECH_SERVER_KEY", "AWS_SESSION_TOKEN")


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SpeechSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_without_variables_there_is_no_speech_server_and_no_role() -> None:
    speech = Settings().speech
    assert speech.speech_server_url is None
    assert speech.polly_endpoint_url is None
    assert not speech.has_role
    assert speech.speech_server_voices == SERVER_VOICES
    assert speech.speech_server_languages == ("en",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Joanna=af_heart", {**SERVER_VOICES, "Joanna": "af_heart"}),
        ("Joanna=a, Matthew=b\nRuth=c Stephen=d=e", dict(Joanna="a", Matthew="b", Ruth="c", Stephen="d=e")),
        ("amy", dict.fromkeys(SERVER_VOICES, "amy")),
        ("amy Matthew=bob", {**dict.fromkeys(SERVER_VOICES, "amy"), "Matthew": "bob"}),
        ("", SERVER_VOICES),
    ],
)
def test_voices_of_the_server_are_given_by_pairs_or_one_name_for_all(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: dict[str, str]
) -> None:
    monkeypatch.setenv("SPEECH_SERVER_VOICES", value)
    assert Settings().speech.speech_server_voices == expected


def test_languages_are_split_like_every_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_SERVER_LANGUAGES", "en, fr pt-BR")
    assert Settings().speech.speech_server_languages == ("en", "fr", "pt-BR")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SPEECH_SERVER_VOICES", "Brian=bob"),
        ("SPEECH_SERVER_VOICES", "Joanna="),
        ("SPEECH_SERVER_LANGUAGES", "en klingon"),
        ("SPEECH_SERVER_URL", "localhost:8880"),
        ("SPEECH_SERVER_URL", "file:///etc/passwd"),
        ("POLLY_ENDPOINT_URL", "https://"),
    ],
)
def test_an_invalid_value_is_refused_with_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(PodreelError, match=variable) as caught:
        Settings()
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


@pytest.mark.parametrize("variable", SECRETS)
def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "hunter2")
    settings = Settings()
    for shown in (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())):
        assert "hunter2" not in shown
