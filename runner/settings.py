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
    """Limits of one run, and where its scripts may read."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="PODREEL_", env_ignore_empty=True
    )

    deadline_seconds: float = Field(default=3600, gt=0, description="Longest duration of one attempt.")
    max_attempts: int = Field(default=20, ge=1, description="Most attempts at one video.")
    section_seconds: float = Field(default=900, gt=0, description="Longest time to render one section.")
    sandbox: Literal["enforced", "permissive"] = Field(
        default="enforced",
        description="`permissive` runs scripts even if a layer of the sandbox is missing.",
    )
    script_folders: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="Files and folders that scripts may read, such as pictures; separated by colons.",
    )
    section_memory_mb: int = Field(default=4096, ge=256, description="Most address space of one section.")
    workers: int = Field(default_factory=usable_cores, ge=1, description="Sections rendered concurrently.")
    start_wait_seconds: float = Field(
        default=180, ge=0, description="In a pod: how long to wait at the start for object store and Redis."
    )
    render_wait_seconds: float = Field(
        default=60, ge=0, description="In a pod: how long to wait for an unreachable render host."
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
                raise ValueError(f"{path} is not an absolute path of an existing file or folder")
        return value

    @property
    def containment(self) -> Containment:
        return Containment(is_permissive=self.sandbox == "permissive", readable=self.script_folders)


class RunnerSettings(BaseSettings):
    """Everything that a runner reads from its environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    shared: Settings = Field(default_factory=Settings)
    run: RunSettings = Field(default_factory=lambda: read_settings(RunSettings))
