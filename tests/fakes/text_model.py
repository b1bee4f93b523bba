"""A TextModel that gives its answers in order, and remembers what it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contract.failure import PodreelError
from contract.result_parts import TokenUsage
from runner.authors.models.base import Completion, Finish, Prompt
from tests.fakes.answering import Asked, Brain, Shown


def said(text: str, finish: Finish = Finish.COMPLETE, cost_usd: float | None = 0.01) -> Completion:
    usage = TokenUsage(input_tokens=100, output_tokens=10)
    return Completion(text=text, model="fake:one", finish=finish, usage=usage, cost_usd=cost_usd, seconds=0.5)


@dataclass
class ScriptedModel:
    """`answers` are used up one a call; a failure among them is raised."""

    answers: list[Completion | PodreelError]
    name: str = "fake:one|fake:two"
    prompts: list[Prompt] = field(default_factory=list)

    async def complete(self, prompt: Prompt) -> Completion:
        self.prompts.append(prompt)
        answer = self.answers.pop(0)
        if isinstance(answer, PodreelError):
            raise answer
        return answer


def answering(*answers: str | Completion | PodreelError) -> ScriptedModel:
    return ScriptedModel([said(answer) if isinstance(answer, str) else answer for answer in answers])


def texts_of(prompts: Sequence[Prompt]) -> list[str]:
    """The last turn of each prompt."""
    return [prompt.turns[-1].text for prompt in prompts]


@dataclass
class TaughtModel:
    """A TextModel without a vendor: a brain of the vendors' fakes answers directly."""

    brain: Brain
    name: str = "fake:taught"
    prompts: list[Prompt] = field(default_factory=list)

    async def complete(self, prompt: Prompt) -> Completion:
        self.prompts.append(prompt)
        turns = tuple(("assistant" if turn.is_answer else "user", turn.text) for turn in prompt.turns)
        shown = tuple(
            Shown(number, picture.media_type, picture.data)
            for number, turn in enumerate(prompt.turns)
            for picture in turn.pictures
        )
        answer = self.brain(Asked(self.name, prompt.instructions, turns, prompt.max_output_tokens, shown))
        return said(answer.text, Finish(answer.finish)).model_copy(update={"model": self.name})
