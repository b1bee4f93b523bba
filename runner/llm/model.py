"""The TextModel protocol and the values that cross it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Task(StrEnum):
    """What a model is asked to do."""

    EXPLAIN = "explain"
    REFINE = "refine"
    WRITE_SCRIPT = "write_script"


@dataclass(frozen=True)
class Prompt:
    """One question to a model.

    `material` is the user's text for EXPLAIN, and an Explanation as JSON for the other tasks.
    """

    task: Task
    material: str
    language: str


@dataclass(frozen=True)
class Usage:
    """Tokens that a completion was billed for."""

    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True)
class Completion:
    """A model's answer: an Explanation as JSON, or the text of a script. `notes` are for the user."""

    text: str
    model: str
    usage: Usage = Usage()
    cost_usd: float = 0.0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


class TextModel(Protocol):
    """Something that answers prompts."""

    @property
    def name(self) -> str:
        """Provider and model, such as `offline:lessons`; part of every checkpoint's key."""
        ...

    async def complete(self, prompt: Prompt) -> Completion:
        """Raises PodreelError: unavailable or not_configured."""
        ...
