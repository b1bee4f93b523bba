"""Settings of the service: who may use it, and at which address."""

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from contract.catalogue import PROVIDERS
from contract.setting_forms import Names, Origins, WebAddress


class ServiceSettings(BaseSettings):
    """Addresses, API keys and providers of the API."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True
    )

    api_keys_file: Path | None = Field(
        default=None,
        description="File of API keys; without it the service accepts only requests from this machine.",
    )
    cors_origins: Origins = Field(
        default=(), description="Web pages that may use the API, such as https://school.example."
    )
    public_url: WebAddress | None = Field(
        default=None, description="The service's public address, if it is behind a proxy."
    )
    providers: Names = Field(
        default=(),
        description="Model providers that the runners have keys for, if the service itself has none.",
    )
    trusted_proxies: Names = Field(
        default=("127.0.0.1",),
        description="Addresses or networks of proxies that tell the caller's address by X-Forwarded-For.",
    )
    max_connections: int = Field(
        default=4096, ge=16, description="Open connections; fewer if the limit of open files is lower."
    )
    metrics: Literal["key", "open", "none"] = Field(
        default="key",
        description="Who may read /metrics: an operator with a key, everyone, or nobody.",
    )
    host: str = Field(default="127.0.0.1", description="Address that a service in a cluster listens on.")
    port: int = Field(default=8000, ge=0, le=65_535, description="Port that it listens on.")

    @field_validator("providers")
    @classmethod
    def _are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [name for name in value if name not in PROVIDERS]:
            raise ValueError(f"{', '.join(unknown)} is not one of {', '.join(PROVIDERS)}")
        return value
