"""Settings of the service: who may use it, and from where."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from contract.catalogue import PROVIDERS
from contract.setting_forms import Names, WebAddress


class ServiceSettings(BaseSettings):
    """How the API is reached."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True
    )

    api_keys_file: Path | None = Field(
        default=None, description="File of API keys; without it only this machine is served."
    )
    cors_origins: Names = Field(
        default=(), description="Web pages that may use the API, such as https://school.example."
    )
    public_url: WebAddress | None = Field(
        default=None, description="The service's own address, where a proxy hides it."
    )
    providers: Names = Field(
        default=(),
        description="Providers of models that runners have keys for, where the service itself has none.",
    )
    host: str = Field(default="127.0.0.1", description="Address that a service in a cluster listens on.")
    port: int = Field(default=8000, ge=0, le=65_535, description="And its port.")

    @field_validator("providers")
    @classmethod
    def _are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [name for name in value if name not in PROVIDERS]:
            raise ValueError(f"{', '.join(unknown)} is none of {', '.join(PROVIDERS)}")
        return value
