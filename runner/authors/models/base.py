"""The TextModel protocol and the values that cross it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from contract.result_parts import TokenUsage


class Task(StrEnum):
    """What a model is asked to do; each has its prompt in `prompts/`."""

    EXPLAIN = "explain"
    REFINE = "refine"
    PLAN_SCRIPT = "plan_script"
    WRITE_SECTION = "write_section"
    MEND = "mend"
    REVIEW = "review"


@dataclass(frozen=True)
class ChatTurn:
    """One message of a conversation: the model's own earlier answer, or what it is told."""

    text: str
    is_answer: bool = False


@dataclass(frozen=True)
class Prompt:
    """One question to a model.

    `instructions` are the same for every call of a task, so that vendors can keep them in their caches.
    `turns` begin and end with something that the model is told.
    """

    task: Task
    instructions: str
    turns: tuple[ChatTurn, ...]
    max_output_tokens: int = 16_000


class Finish(StrEnum):
    """Why an answer ended."""

    COMPLETE = "complete"
    CUT = "cut"
    """At the limit of tokens, or of characters that we read."""
    REFUSED = "refused"
    """The vendor's filter, or the model itself, declined."""


class Completion(BaseModel):
    """A model's answer and what it took.

    `cost_usd` is None where nobody knows the price, such as for a model of one's own. `tries` counts the
    calls that were made for it, and `falls` tells why earlier models of the chain gave no answer.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    model: str = Field(description="The link that answered, such as `anthropic:claude-sonnet-5-5`.")
    finish: Finish = Finish.COMPLETE
    usage: TokenUsage = TokenUsage()
    cost_usd: float | None = None
    seconds: float = Field(default=0.0, description="Of wall time, with all tries and pauses.")
    tries: int = 1
    falls: tuple[str, ...] = ()


class TextModel(Protocol):
    """Something that answers prompts."""

    @property
    def name(self) -> str:
        """All that decides who answers, such as `anthropic:a|openai:b`; part of every checkpoint's key."""
        ...

    async def complete(self, prompt: Prompt) -> Completion:
        """The answer, which may be empty, cut or refused; its use is the caller's business.

        Raises PodreelError: not_configured where a key or permission is missing or refused, unavailable where
        the vendors don't answer after all tries.
        """
        ...
