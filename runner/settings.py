"""Settings of one run."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from contract.settings import Settings, read_settings
from runner.machine.resources import usable_cores
from runner.sandbox.policy import Containment


class RunSettings(BaseSettings):
    """How much one run may use."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True
    )

    deadline_seconds: float = Field(default=3600, gt=0, description="Time that one attempt may take.")
    max_attempts: int = Field(default=20, ge=1, description="Attempts at one video, however they ended.")
    section_seconds: float = Field(default=900, gt=0, description="Time that one section may render.")
    cost_limit_usd: float = Field(
        default=5.0, gt=0, description="What a video's models may cost, as far as their prices are known."
    )
    sandbox: Literal["enforced", "permissive"] = Field(
        default="enforced",
        description="`permissive` runs scripts also where a layer of the sandbox is missing.",
    )
    script_folders: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="Files and folders that scripts may read, such as pictures; separated by colons.",
    )
    section_memory_mb: int = Field(default=4096, ge=256, description="Address space of one section.")
    workers: int = Field(default_factory=usable_cores, ge=1, description="Sections rendered at a time.")
    start_wait_seconds: float = Field(
        default=180, ge=0, description="In a pod: how long object store and Redis may be away at the start."
    )
    render_wait_seconds: float = Field(
        default=60, ge=0, description="In a pod: how long the render host may be away."
    )

    @field_validator("script_folders", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("script_folders")
    @classmethod
    def _exist(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        for path in value:
            if not path.is_absolute() or not path.exists():
                raise ValueError(f"{path} is not an absolute path of a file or folder that exists")
        return value

    @property
    def containment(self) -> Containment:
        return Containment(is_permissive=self.sandbox == "permissive", readable=self.script_folders)


class RunnerSettings(BaseSettings):
    """All that a runner reads from its environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    shared: Settings = Field(default_factory=Settings)
    run: RunSettings = Field(default_factory=lambda: read_settings(RunSettings))
