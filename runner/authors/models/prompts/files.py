"""The prompts: Markdown files with a version in their first line and `$placeholders` in their text."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from contract.failure import FailureCode, PodreelError

_VERSION_LINE = re.compile(r"version: (\d{1,6})[ \t]*")


@dataclass(frozen=True)
class PromptFile:
    """One prompt of `prompts/`; a dollar sign of its own is written `$$` there."""

    name: str
    version: int
    text: str

    def fill(self, **values: object) -> str:
        """The text with `values` in place of the placeholders of the same names.

        What stands inside a value is left as it is. Raises PodreelError(internal) unless every placeholder
        has a value and every value a placeholder.
        """
        template = Template(self.text)
        if not template.is_valid():
            raise _broken(self.name, "has a `$` that starts no placeholder; write `$$` for a dollar sign")
        wanted = set(template.get_identifiers())
        if missing := sorted(wanted - values.keys()):
            raise _broken(self.name, f"got no value for {', '.join(missing)}")
        if unknown := sorted(values.keys() - wanted):
            raise _broken(self.name, f"has no placeholder for {', '.join(unknown)}")
        return template.substitute(values)


@cache
def load_prompt(name: str) -> PromptFile:
    """The prompt of `prompts/<name>.md`; raises PodreelError(internal) where there is no such prompt."""
    file = resources.files("runner.authors.models.prompts").joinpath("texts", f"{name}.md")
    if not file.is_file():
        raise _broken(name, "is missing from this installation")
    return read_prompt(name, file.read_text(encoding="utf-8"))


def read_prompt(name: str, content: str) -> PromptFile:
    """A prompt from the content of its file: `version: N`, then the text."""
    first_line, _, text = content.partition("\n")
    version = _VERSION_LINE.fullmatch(first_line)
    if version is None:
        raise _broken(name, f"starts with {first_line[:40]!r}, not with a line such as `version: 1`")
    return PromptFile(name, int(version[1]), text.strip())


def _broken(name: str, problem: str) -> PodreelError:
    return PodreelError(FailureCode.INTERNAL, f"The prompt file {name}.md {problem}.")
