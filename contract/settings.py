"""Settings that more than one program reads. Built once in `main` and passed down."""

from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from contract.failure import FailureCode, PodreelError

SettingsT = TypeVar("SettingsT", bound=BaseSettings)
Names = Annotated[tuple[str, ...], NoDecode]

_FROZEN = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True)


def read_settings(kind: type[SettingsT]) -> SettingsT:
    """A group from the environment.

    Raises PodreelError(bad_configuration) that names the variable.
    """
    try:
        return kind()
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        variable = f"{kind.model_config.get('env_prefix', '')}{problem['loc'][0]}".upper()
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The variable {variable} can't be used: {problem['msg']}.",
            f"Correct {variable}, or unset it.",
        ) from error


class ModelSettings(BaseSettings):
    """Which models do which work."""

    model_config = _FROZEN

    explanation_models: Names = Field(
        default=(
            "claude-3-5-sonnet",
            "claude-3-7-sonnet",
            "claude-4-sonnet",
            "claude-3-sonnet",
            "claude-3-haiku",
        ),
        description="Models that a request may choose, besides `offline`; separated by spaces or commas.",
    )
    script_generation_model: str = Field(default="claude-4-sonnet", description="Writes the script.")
    script_validation_model: str = Field(default="claude-4-sonnet", description="Reviews the script.")
    refinement_model: str = Field(default="gpt-5", description="Corrects and clarifies the explanation.")

    @field_validator("explanation_models", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


class ProviderSettings(BaseSettings):
    """Keys of the vendors of models and voices."""

    model_config = _FROZEN

    openai_api_key: SecretStr | None = Field(default=None, description="Key of the OpenAI API.")
    anthropic_api_key: SecretStr | None = Field(default=None, description="Key of the Anthropic API.")


class StorageSettings(BaseSettings):
    """Where finished files go."""

    model_config = _FROZEN

    aws_access_key_id: SecretStr | None = Field(default=None, description="Key id for S3 and Polly.")
    aws_secret_access_key: SecretStr | None = Field(default=None, description="Secret key for S3 and Polly.")
    aws_region: str = Field(default="eu-west-3", description="Region of S3 and Polly.")
    s3_bucket_name: str = Field(default="loli", description="Bucket that holds the videos.")
    s3_endpoint_url: str | None = Field(default=None, description="Another S3 server than Amazon's.")


class LimitSettings(BaseSettings):
    """How much, and for how long."""

    model_config = _FROZEN

    max_concurrent_videos: int = Field(default=2, ge=1, description="Videos made at the same time.")
    video_retention_days: int = Field(
        default=7, ge=1, description="Days until a video's records and work go."
    )
    temp_dir: Path = Field(default=Path("/tmp/manim_videos"), description="Working state of videos.")  # noqa: S108 - the documented default


class Settings(BaseSettings):
    """All groups."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    models: ModelSettings = Field(default_factory=lambda: read_settings(ModelSettings))
    providers: ProviderSettings = Field(default_factory=lambda: read_settings(ProviderSettings))
    storage: StorageSettings = Field(default_factory=lambda: read_settings(StorageSettings))
    limits: LimitSettings = Field(default_factory=lambda: read_settings(LimitSettings))
