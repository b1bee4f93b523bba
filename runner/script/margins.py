"""Takes away what stands in front of code's lines: prompts, line numbers, a margin. Pure."""

import re
import textwrap
from itertools import pairwise

from runner.script.parsing import begins_code, lines_of, tree_of

_PROMPT = re.compile(r"[ \t]*(?:>>>(?: |$)|In \[\d{0,9}\]:(?: |$))")
_CONTINUED = re.compile(r"[ \t]*\.\.\.:?(?: |$)")
_NUMBER = re.compile(r"[ \t]{0,9}(\d{1,6})(?:[ \t]?[|:.)\]]|(?=[ \t]|$))")
# Fewer numbers may be a list in prose.
_MIN_NUMBERED = 3


def without_margins(text: str) -> str:
    """The text without them, if all its lines of code have them; text that parses stays as it is."""
    if tree_of(text) is not None:
        return text
    return textwrap.dedent(_without_numbers(_without_prompts(text)))


def _without_prompts(text: str) -> str:
    """What was typed at the prompts of an interpreter, without its answers."""
    typed: list[str] = []
    others: list[str] = []
    for line in lines_of(text):
        prompt = _PROMPT.match(line) or (_CONTINUED.match(line) if typed else None)
        if prompt is None:
            others.append(line)
        else:
            typed.append(line[prompt.end() :])
    # Code without prompts may show prompts in its comments.
    return text if not typed or any(map(begins_code, others)) else "\n".join(typed) + "\n"


def _without_numbers(text: str) -> str:
    lines = lines_of(text)
    found = [_NUMBER.match(line) for line in lines if line.strip()]
    numbers = [int(number[1]) for number in found if number]
    if len(numbers) < max(_MIN_NUMBERED, len(found)) or any(b - a != 1 for a, b in pairwise(numbers)):
        return text
    return "\n".join(_NUMBER.sub("", line, count=1) for line in lines)
