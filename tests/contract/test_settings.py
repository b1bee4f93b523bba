"""Settings: the documented defaults and variables, and secrets that stay secret."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from contract.catalogue import MODEL_CHAINS
from contract.failure import FailureCode, PodreelError
from contract.settings import Settings, usable_providers

VARIABLES = (
    "OBJECT_STORE S3_PUBLIC S3_PUBLIC_ENDPOINT_URL S3_LINK_SECONDS AWS_SESSION_TOKEN "
    "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION S3_BUCKET_NAME S3_ENDPOINT_URL OPENAI_API_KEY "
    "ANTHROPIC_API_KEY MAX_CONCURRENT_VIDEOS VIDEO_RETENTION_DAYS TEMP_DIR EXPLANATION_MODELS "
    "SCRIPT_GENERATION_MODEL SCRIPT_VALIDATION_MODEL REFINEMENT_MODEL MODEL_CHAINS OPENAI_BASE_URL "
    "ANTHROPIC_BASE_URL BEDROCK_REGION BEDROCK_ENDPOINT_URL MODEL_SERVER_URL MODEL_SERVER_KEY "
    "MODEL_SERVER_SEES AWS_PROFILE "
    "PODREEL_PROVIDERS"
).split()
SECRETS = (
    "AWS_SESSION_TOKEN",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "MODEL_SERVER_KEY",
)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def test_without_any_variable_the_documented_defaults_hold() -> None:
    settings = Settings()
    models = "claude-3-5-sonnet claude-3-7-sonnet claude-4-sonnet claude-3-sonnet claude-3-haiku"
    assert settings.models.explanation_models == tuple(models.split())
    assert settings.models.script_generation_model == "claude-4-sonnet"
    assert settings.models.script_validation_model == "claude-4-sonnet"
    assert settings.models.refinement_model == "gpt-5"
    assert settings.storage.s3_bucket_name == "loli"
    assert settings.storage.aws_region == "eu-west-3"
    assert settings.storage.s3_endpoint_url is None
    assert settings.storage.object_store == "directory"
    assert settings.storage.s3_public == "presigned"
    assert settings.storage.s3_link_seconds == 86_400
    assert settings.limits.max_concurrent_videos == 2
    assert settings.limits.video_retention_days == 7
    assert settings.limits.temp_dir == Path("/tmp/manim_videos")  # noqa: S108 - the documented default
    assert settings.providers.openai_api_key is None
    assert settings.providers.anthropic_api_key is None
    assert settings.models.model_chains == MODEL_CHAINS
    assert usable_providers(settings) == {"offline"}


@pytest.mark.parametrize(
    ("variable", "value", "read", "expected"),
    [
        ("AWS_REGION", "us-east-1", lambda all_: all_.storage.aws_region, "us-east-1"),
        ("S3_BUCKET_NAME", "films", lambda all_: all_.storage.s3_bucket_name, "films"),
        ("OBJECT_STORE", "s3", lambda all_: all_.storage.object_store, "s3"),
        ("S3_PUBLIC", "policy", lambda all_: all_.storage.s3_public, "policy"),
        ("S3_LINK_SECONDS", "60", lambda all_: all_.storage.s3_link_seconds, 60),
        (
            "S3_PUBLIC_ENDPOINT_URL",
            "https://v/",
            lambda all_: all_.storage.s3_public_endpoint_url,
            "https://v",
        ),
        ("AWS_SESSION_TOKEN", "t", lambda all_: all_.storage.aws_session_token, SecretStr("t")),
        ("S3_ENDPOINT_URL", "http://s3:9000", lambda all_: all_.storage.s3_endpoint_url, "http://s3:9000"),
        ("MAX_CONCURRENT_VIDEOS", "5", lambda all_: all_.limits.max_concurrent_videos, 5),
        ("VIDEO_RETENTION_DAYS", "30", lambda all_: all_.limits.video_retention_days, 30),
        ("TEMP_DIR", "/srv/work", lambda all_: all_.limits.temp_dir, Path("/srv/work")),
        ("SCRIPT_GENERATION_MODEL", "gpt-5", lambda all_: all_.models.script_generation_model, "gpt-5"),
        ("SCRIPT_VALIDATION_MODEL", "gpt-5", lambda all_: all_.models.script_validation_model, "gpt-5"),
        ("REFINEMENT_MODEL", "offline", lambda all_: all_.models.refinement_model, "offline"),
        ("OPENAI_API_KEY", "sk-1", lambda all_: all_.providers.openai_api_key, SecretStr("sk-1")),
        ("ANTHROPIC_API_KEY", "sk-2", lambda all_: all_.providers.anthropic_api_key, SecretStr("sk-2")),
        ("MODEL_SERVER_KEY", "sk-3", lambda all_: all_.providers.model_server_key, SecretStr("sk-3")),
        ("MODEL_SERVER_SEES", "a*, b", lambda all_: all_.providers.model_server_sees, ("a*", "b")),
        ("MODEL_SERVER_URL", "http://a:1/", lambda all_: all_.providers.model_server_url, "http://a:1"),
        ("OPENAI_BASE_URL", "https://o/v1", lambda all_: all_.providers.openai_base_url, "https://o/v1"),
        ("ANTHROPIC_BASE_URL", "https://a", lambda all_: all_.providers.anthropic_base_url, "https://a"),
        ("BEDROCK_ENDPOINT_URL", "https://b", lambda all_: all_.providers.bedrock_endpoint_url, "https://b"),
        ("BEDROCK_REGION", "us-east-1", lambda all_: all_.providers.bedrock_region, "us-east-1"),
        ("MODEL_CHAINS", "a=server:b", lambda all_: all_.models.chain("a"), ("server:b",)),
        ("MODEL_CHAINS", "gpt-5=server:b", lambda all_: all_.models.chain("gpt-5"), ("server:b",)),
        ("EXPLANATION_MODELS", "server:b", lambda all_: all_.models.offered, ("offline", "server:b")),
        ("AWS_ACCESS_KEY_ID", "AK", lambda all_: all_.storage.aws_access_key_id, SecretStr("AK")),
        ("AWS_SECRET_ACCESS_KEY", "s", lambda all_: all_.storage.aws_secret_access_key, SecretStr("s")),
    ],
)
def test_each_variable_keeps_its_name(
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    read: Callable[[Settings], object],
    expected: object,
) -> None:
    monkeypatch.setenv(variable, value)
    assert read(Settings()) == expected


@pytest.mark.parametrize(
    "value", ["gpt-5 offline", "gpt-5,offline", " gpt-5 ,  offline ", "gpt-5\noffline", "gpt-5, offline,"]
)
def test_a_list_is_split_at_spaces_and_commas(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("EXPLANATION_MODELS", value)
    assert Settings().models.explanation_models == ("gpt-5", "offline")


@pytest.mark.parametrize("variable", VARIABLES)
def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    defaults = Settings()
    monkeypatch.setenv(variable, "")
    assert Settings() == defaults


@pytest.mark.parametrize("variable", SECRETS)
def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "hunter2")
    settings = Settings()
    for shown in (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())):
        assert "hunter2" not in shown


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MAX_CONCURRENT_VIDEOS", "0"),
        ("VIDEO_RETENTION_DAYS", "week"),
        ("OBJECT_STORE", "tape"),
        ("S3_PUBLIC", "everybody"),
        ("S3_ENDPOINT_URL", "s3:9000"),
        ("S3_LINK_SECONDS", "604801"),
        ("MODEL_CHAINS", "mine=google:gemini"),
        ("MODEL_CHAINS", "mine="),
        ("MODEL_SERVER_URL", "localhost:11434"),
        ("OPENAI_BASE_URL", "api.openai.com"),
        ("ANTHROPIC_BASE_URL", "file:///etc/passwd"),
        ("BEDROCK_ENDPOINT_URL", "https://"),
        ("EXPLANATION_MODELS", "gpt-5 mine"),
        ("EXPLANATION_MODELS", "google:gemini"),
        ("REFINEMENT_MODEL", "gpt-6"),
        ("SCRIPT_GENERATION_MODEL", "claude"),
        ("SCRIPT_VALIDATION_MODEL", "openai:"),
    ],
)
def test_an_invalid_value_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(PodreelError, match=variable) as caught:
        Settings()
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


def test_a_custom_chain_may_be_used_for_any_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_CHAINS", "mine=server:qwen3 gpt-5=openai:gpt-6-sol")
    monkeypatch.setenv("EXPLANATION_MODELS", "mine")
    monkeypatch.setenv("SCRIPT_GENERATION_MODEL", "anthropic:claude-opus-5-5")
    models = Settings().models
    assert models.offered == ("offline", "mine")
    assert models.named == ("offline", "mine", "gpt-5", "anthropic:claude-opus-5-5", "claude-4-sonnet")
    assert models.chain("gpt-5") == ("openai:gpt-6-sol",)
    assert models.chain("claude-4-sonnet") == MODEL_CHAINS["claude-4-sonnet"]


BEDROCK = {"MODEL_CHAINS": "mine=bedrock:x"}


@pytest.mark.parametrize(
    ("variables", "usable"),
    [
        ({"OPENAI_API_KEY": "sk"}, {"openai"}),
        ({"ANTHROPIC_API_KEY": "sk", "OPENAI_API_KEY": "sk"}, {"anthropic", "openai"}),
        ({"MODEL_SERVER_URL": "http://a"}, {"server"}),
        ({"OPENAI_BASE_URL": "https://o", "MODEL_SERVER_KEY": "k"}, set()),
        ({"AWS_ACCESS_KEY_ID": "AK"}, set()),
        ({"AWS_ACCESS_KEY_ID": "AK", **BEDROCK}, {"bedrock"}),
        ({"AWS_ACCESS_KEY_ID": "AK", "REFINEMENT_MODEL": "bedrock:x"}, {"bedrock"}),
        ({"AWS_PROFILE": "work", **BEDROCK}, {"bedrock"}),
        (BEDROCK, set()),
        ({"AWS_ACCESS_KEY_ID": "AK", "S3_ENDPOINT_URL": "http://s3", **BEDROCK}, set()),
        (
            {"AWS_ACCESS_KEY_ID": "AK", "S3_ENDPOINT_URL": "http://s3", "BEDROCK_ENDPOINT_URL": "http://b",
             **BEDROCK},
            {"bedrock"},
        ),
    ],
)  # fmt: skip
def test_a_provider_is_usable_where_its_variables_are_set(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], usable: set[str]
) -> None:
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    assert usable_providers(Settings()) == {"offline", *usable}


def test_settings_cannot_be_changed_later() -> None:
    settings = Settings()
    with pytest.raises(ValidationError):
        settings.limits.max_concurrent_videos = 9


def test_every_setting_is_described() -> None:
    groups = [type(group) for _, group in Settings()]
    fields = [field for group in groups for field in group.model_fields.values()]
    assert len(fields) >= len(VARIABLES)
    assert all(field.description for field in fields)


def test_a_service_gets_the_names_of_providers_whose_keys_only_its_runners_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PODREEL_PROVIDERS", "anthropic server")
    assert usable_providers(Settings()) == {"offline", "anthropic", "server"}


def test_an_unknown_provider_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODREEL_PROVIDERS", "anthropic clever")
    with pytest.raises(
        PodreelError, match="PODREEL_PROVIDERS can't be used: clever is not one of"
    ) as refused:
        Settings()
    assert refused.value.code is FailureCode.BAD_CONFIGURATION
