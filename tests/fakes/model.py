"""A TextModel that answers as it was told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract.failure import PodreelError
from runner.llm.model import Completion, Prompt, Task


@dataclass
class ScriptedModel:
    """Answers each task with its text, or raises its failure; remembers every prompt."""

    answers: Mapping[Task, str | PodreelError]
    name: str = "fake:scripted"
    notes: tuple[str, ...] = ()
    prompts: list[Prompt] = field(default_factory=list)

    async def complete(self, prompt: Prompt) -> Completion:
        self.prompts.append(prompt)
        answer = self.answers[prompt.task]
        if isinstance(answer, PodreelError):
            raise answer
        return Completion(answer, self.name, notes=self.notes)

    def asked(self, task: Task) -> int:
        """How often it was given this task."""
        return sum(prompt.task is task for prompt in self.prompts)
