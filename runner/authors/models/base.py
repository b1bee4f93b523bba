"""The TextModel protocol and its values."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from contract.result_parts import TokenUsage


class Task(StrEnum):
    """What a model is asked to do. Each task has its prompts in `prompts/`."""

    EXPLAIN = "explain"
    REFINE = "refine"
    PLAN_SCRIPT = "plan_script"
    WRITE_SECTION = "write_section"
    MEND = "mend"
    REVIEW = "review"


@dataclass(frozen=True)
class ShownPicture:
    """An image file that a model is shown, in a format that all vendors take."""

    data: bytes = field(repr=False)
    media_type: Literal["image/png", "image/jpeg"]


@dataclass(frozen=True)
class ChatTurn:
    """A message of a conversation: to the model, or an earlier answer from it, which has no pictures.

    The model is shown the pictures in this order, before the text.
    """

    text: str
    is_answer: bool = False
    pictures: tuple[ShownPicture, ...] = ()


@dataclass(frozen=True)
class Prompt:
    """A request to a model.

    `instructions` are the same for every call of a task, and for all tasks about scripts, so that vendors can
    cache them. The first and the last of `turns` are messages to the model.
    """

    task: Task
    instructions: str
    turns: tuple[ChatTurn, ...]
    max_output_tokens: int = 16_000


class Finish(StrEnum):
    """Why an answer ended."""

    COMPLETE = "complete"
    CUT = "cut"
    """At the limit of tokens, or of the characters that Podreel reads."""
    REFUSED = "refused"
    """The vendor's filter, or the model itself, declined."""


class Completion(BaseModel):
    """A model's answer, its usage and its cost.

    `cost_usd` is None if the price is unknown, as for a self-hosted model. `tries` counts the calls made for
    it, and `falls` has the reasons why earlier models of the chain gave no answer. `pictures` counts what the
    model was shown, and `unseen` says why it was not shown all of them.
    """

    # A stored cost of NaN would be below every limit.
    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    text: str
    model: str = Field(description="The link that answered, such as `anthropic:claude-sonnet-5-5`.")
    finish: Finish = Finish.COMPLETE
    usage: TokenUsage = TokenUsage()
    cost_usd: float | None = None
    seconds: float = Field(default=0.0, description="Of wall time, with all tries and pauses.")
    tries: int = 1
    falls: tuple[str, ...] = ()
    pictures: int = 0
    unseen: tuple[str, ...] = ()


class TextModel(Protocol):
    """A model, or a chain of models, that answers prompts."""

    @property
    def name(self) -> str:
        """All models that may answer, such as `anthropic:a|openai:b`; part of every checkpoint's key."""
        ...

    async def complete(self, prompt: Prompt) -> Completion:
        """The answer, which may be empty, cut or refused; the caller decides whether it can be used.

        Raises PodreelError: not_configured if a key or permission is missing or rejected, unavailable if the
        vendors don't answer after all tries.
        """
        ...
