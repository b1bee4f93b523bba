"""A link to a model whose calls end as a script says."""

import asyncio
from dataclasses import dataclass, field

from runner.authors.models.base import Completion, Prompt
from runner.authors.models.vendors.errors import CallFailed, FailureKind


@dataclass
class ScriptedLink:
    """Ends its calls as `script` says, then answers; remembers how many there were, and how many at once."""

    name: str
    script: list[FailureKind | None] = field(default_factory=list)
    wait_seconds: float | None = None
    call_seconds: float = 1.0
    called_at: list[float] = field(default_factory=list)
    at_once: int = 0
    max_at_once: int = 0
    tries: int = 1
    prompts: list[Prompt] = field(default_factory=list)

    async def complete_once(self, prompt: Prompt) -> Completion:
        self.prompts.append(prompt)
        self.called_at.append(asyncio.get_running_loop().time())
        self.at_once += 1
        self.max_at_once = max(self.max_at_once, self.at_once)
        try:
            await asyncio.sleep(self.call_seconds)
        finally:
            self.at_once -= 1
        kind = self.script.pop(0) if self.script else None
        if kind is not None:
            raise CallFailed(f"{self.name} is {kind}.", kind, self.wait_seconds)
        return Completion(text=f"by {self.name}", model=self.name, tries=self.tries)

    @property
    def calls(self) -> int:
        return len(self.called_at)
