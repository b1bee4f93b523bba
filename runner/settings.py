"""Settings of one run."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contract.settings import Settings, read_settings


class RunSettings(BaseSettings):
    """How much one run may use."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True
    )

    deadline_seconds: float = Field(default=3600, gt=0, description="Time that one attempt may take.")
    section_seconds: float = Field(default=900, gt=0, description="Time that one section may render.")
    section_memory_mb: int = Field(default=4096, ge=256, description="Address space of one section.")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="Sections rendered at a time."
    )


class RunnerSettings(BaseSettings):
    """All that a runner reads from its environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    shared: Settings = Field(default_factory=Settings)
    run: RunSettings = Field(default_factory=lambda: read_settings(RunSettings))
