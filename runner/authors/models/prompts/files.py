"""Prompt files: Markdown with a version in the first line and `$placeholders` in the text."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from contract.failure import FailureCode, PodreelError

_VERSION_LINE = re.compile(r"version: (\d{1,6})[ \t]*")


@dataclass(frozen=True)
class PromptFile:
    """A prompt file. A literal dollar sign is written `$$` in it."""

    name: str
    version: int
    text: str

    def fill(self, **values: object) -> str:
        """The text with each placeholder replaced by the value of the same name.

        Placeholders inside values are not replaced. Raises PodreelError(internal) unless every placeholder
        has a value and every value a placeholder.
        """
        template = Template(self.text)
        if not template.is_valid():
            raise _broken(self.name, "has a `$` without a placeholder; write `$$` for a dollar sign")
        wanted = set(template.get_identifiers())
        if missing := sorted(wanted - values.keys()):
            raise _broken(self.name, f"got no value for {', '.join(missing)}")
        if unknown := sorted(values.keys() - wanted):
            raise _broken(self.name, f"has no placeholder for {', '.join(unknown)}")
        return template.substitute(values)


@cache
def load_prompt(name: str) -> PromptFile:
    """The prompt of `prompts/texts/<name>.md`. Raises PodreelError(internal) if it is missing."""
    file = resources.files("runner.authors.models.prompts").joinpath("texts", f"{name}.md")
    if not file.is_file():
        raise _broken(name, "is missing from this installation")
    return read_prompt(name, file.read_text(encoding="utf-8"))


def read_prompt(name: str, content: str) -> PromptFile:
    """Parses the content of a prompt file: `version: N`, then the text."""
    first_line, _, text = content.partition("\n")
    version = _VERSION_LINE.fullmatch(first_line)
    if version is None:
        raise _broken(name, f"starts with {first_line[:40]!r}, not with a line such as `version: 1`")
    return PromptFile(name, int(version[1]), text.strip())


def _broken(name: str, problem: str) -> PodreelError:
    return PodreelError(FailureCode.INTERNAL, f"The prompt file {name}.md {problem}.")
