"""Settings of the service: who may use it, and from where."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contract.variables import Names, WebAddress


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
