"""Settings that more than one program reads. Built once in `main` and passed down."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from contract.catalogue import LANGUAGES, OFFLINE_MODEL, VOICES, provider_of
from contract.failure import FailureCode, PodreelError
from contract.model_settings import ModelSettings, ProviderSettings
from contract.service_settings import ServiceSettings
from contract.setting_forms import FROZEN, Names, WebAddress

SettingsT = TypeVar("SettingsT", bound=BaseSettings)

# OpenAI's voices, whose names compatible servers know too; each has the same gender as its alias.
SERVER_VOICES: Mapping[str, str] = MappingProxyType(
    {"Joanna": "nova", "Ruth": "shimmer", "Matthew": "onyx", "Stephen": "echo"}
)


def read_settings(kind: type[SettingsT]) -> SettingsT:
    """Reads a group of settings from the environment.

    Raises PodreelError(bad_configuration) that names the variable in fault.
    """
    try:
        return kind()
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        variable = f"{kind.model_config.get('env_prefix', '')}{problem['loc'][0]}".upper()
        reason = problem["msg"].removeprefix("Value error, ")
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The variable {variable} can't be used: {reason}.",
            f"Correct {variable}, or unset it.",
        ) from error


class SpeechSettings(BaseSettings):
    """Voices from a service: Amazon Polly, or a server with OpenAI's speech API."""

    model_config = FROZEN

    polly_endpoint_url: WebAddress | None = Field(
        default=None, description="Address to use instead of Amazon Polly's."
    )
    aws_profile: str | None = Field(default=None, description="Profile with the credentials for Polly.")
    aws_web_identity_token_file: Path | None = Field(
        default=None, description="Token of a role for Polly, as Kubernetes sets it."
    )
    aws_container_credentials_relative_uri: str | None = Field(
        default=None, description="Path of a container's credentials for Polly, as Amazon ECS sets it."
    )
    aws_container_credentials_full_uri: str | None = Field(
        default=None, description="Address of a pod's credentials for Polly, as Amazon EKS sets it."
    )
    speech_server_url: WebAddress | None = Field(
        default=None, description="Address of a server with /v1/audio/speech, such as http://localhost:8880."
    )
    speech_server_model: str = Field(default="kokoro", description="Model that the speech server uses.")
    speech_server_voices: Annotated[Mapping[str, str], NoDecode] = Field(
        default_factory=lambda: dict(SERVER_VOICES),
        description="Its voices: `Joanna=af_heart Matthew=am_michael`, or one name for all four.",
    )
    speech_server_languages: Names = Field(default=("en",), description="Languages that its voices speak.")
    speech_server_key: SecretStr | None = Field(default=None, description="Key of the speech server.")

    @property
    def has_role(self) -> bool:
        """Whether an AWS profile or role is configured; the machine's own role is not looked up."""
        return any(
            (
                self.aws_profile,
                self.aws_web_identity_token_file,
                self.aws_container_credentials_relative_uri,
                self.aws_container_credentials_full_uri,
            )
        )

    @field_validator("speech_server_voices", mode="before")
    @classmethod
    def _read_voices(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        voices = dict(SERVER_VOICES)
        for pair in value.replace(",", " ").split():
            alias, is_one, name = pair.partition("=")
            if not is_one:
                voices = dict.fromkeys(voices, alias)
            elif alias in voices and name:
                voices[alias] = name
            else:
                raise ValueError(f"{pair!r} must be one of {', '.join(VOICES)}, then =, then a name")
        return voices

    @field_validator("speech_server_languages")
    @classmethod
    def _are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [code for code in value if code not in LANGUAGES]:
            raise ValueError(f"{', '.join(unknown)} is not a language that `podreel help languages` lists")
        return value


class StorageSettings(BaseSettings):
    """Where working state and finished files are stored."""

    model_config = FROZEN

    object_store: Literal["directory", "s3"] = Field(
        default="directory", description="`directory` on this machine, or `s3`."
    )
    aws_access_key_id: SecretStr | None = Field(
        default=None, description="Key id for S3 and Polly; without it the AWS SDK looks in its usual places."
    )
    aws_secret_access_key: SecretStr | None = Field(default=None, description="Secret key for S3 and Polly.")
    aws_session_token: SecretStr | None = Field(default=None, description="Session token of a temporary key.")
    aws_region: str = Field(default="eu-west-3", description="Region of S3 and Polly.")
    s3_bucket_name: str = Field(default="loli", description="Bucket that holds the videos.")
    s3_endpoint_url: WebAddress | None = Field(
        default=None, description="S3 server to use instead of Amazon's."
    )
    s3_public_endpoint_url: WebAddress | None = Field(
        default=None, description="Address of that server for readers, if it differs."
    )
    s3_public: Literal["presigned", "policy", "acl"] = Field(
        default="presigned",
        description="How readers access videos: expiring links, a bucket policy, or an ACL on each object.",
    )
    redis_url: str | None = Field(
        default=None,
        description="Redis or Valkey that holds the videos' records, such as redis://:secret@host:6379/0.",
    )
    s3_link_seconds: int = Field(
        default=86_400,
        ge=1,
        le=604_800,
        description="How long a presigned link is valid; S3 allows up to a week.",
    )


class LimitSettings(BaseSettings):
    """How many videos at a time, how long they are kept, and what one may cost."""

    model_config = FROZEN

    max_concurrent_videos: int = Field(default=2, ge=1, description="Videos made at the same time.")
    video_retention_days: int = Field(
        default=7, ge=1, description="Days until a video's records and working files are deleted."
    )
    cost_limit_usd: float = Field(
        default=5.0,
        gt=0,
        validation_alias="PODREEL_COST_LIMIT_USD",
        description="Most that a video's models may cost, where prices are known.",
    )
    temp_dir: Path = Field(default=Path("/tmp/manim_videos"), description="Working state of videos.")  # noqa: S108 - the documented default


class Settings(BaseSettings):
    """All groups of settings."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    models: ModelSettings = Field(default_factory=lambda: read_settings(ModelSettings))
    providers: ProviderSettings = Field(default_factory=lambda: read_settings(ProviderSettings))
    speech: SpeechSettings = Field(default_factory=lambda: read_settings(SpeechSettings))
    storage: StorageSettings = Field(default_factory=lambda: read_settings(StorageSettings))
    limits: LimitSettings = Field(default_factory=lambda: read_settings(LimitSettings))
    service: ServiceSettings = Field(default_factory=lambda: read_settings(ServiceSettings))

    def has_amazon_access(self, endpoint_url: str | None) -> bool:
        """Whether there is a key or role for an Amazon service; another S3 server's key does not count."""
        return self.has_amazon_key(endpoint_url) or self.speech.has_role

    def has_amazon_key(self, endpoint_url: str | None) -> bool:
        is_amazons = self.storage.s3_endpoint_url is None or endpoint_url is not None
        return self.storage.aws_access_key_id is not None and is_amazons


def usable_providers(settings: Settings) -> frozenset[str]:
    """The model providers that are configured here, or that a service's settings name for its runners.

    Bedrock counts only if a chain names it: a key for S3 alone does not mean that its models may be used.
    """
    if settings.service.providers:
        return frozenset({OFFLINE_MODEL, *settings.service.providers})
    providers, models = settings.providers, settings.models
    links = [link for name in (*models.model_chains, *models.named) for link in models.chain(name)]
    is_set_up = {
        OFFLINE_MODEL: True,
        "anthropic": providers.anthropic_api_key is not None,
        "openai": providers.openai_api_key is not None,
        "server": providers.model_server_url is not None,
        "bedrock": settings.has_amazon_access(providers.bedrock_endpoint_url)
        and any(provider_of(link) == "bedrock" for link in links),
    }
    return frozenset(name for name, is_usable in is_set_up.items() if is_usable)
