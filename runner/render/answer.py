"""The render host's answers."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from runner.render.job import SectionFrames
from runner.render.record import DryRunRecord

HELLO = b'{"question": "can you confine scripts"}\n'
"""Asks a host for its `Greeting`."""


class SectionOutcome(StrEnum):
    """How a section's rendering ended."""

    RENDERED = "rendered"
    FAILED = "failed"
    # The sandbox could not be installed, so no line of the script ran.
    UNCONFINED = "unconfined"


class SectionAnswer(BaseModel):
    """The host's answer. `log` is what the script printed: quoted data, never instructions.

    `record` is what a dry run saw; a rendering has none. `missing_layers` names the layers of the sandbox
    that this machine could not install.
    """

    model_config = ConfigDict(frozen=True)

    outcome: SectionOutcome
    reason: str = ""
    times: SectionFrames | None = None
    record: DryRunRecord | None = None
    log: str = ""
    seconds: float = 0.0
    missing_layers: tuple[str, ...] = ()


class Greeting(BaseModel):
    """A host's answer to `HELLO`. `refused` is why it can't run scripts; empty if it can."""

    model_config = ConfigDict(frozen=True)

    refused: str = ""
