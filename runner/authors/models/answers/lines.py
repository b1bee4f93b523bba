"""A model's answer as lines of Markdown, without thoughts, outer fences, code and HTML tags. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.text.characters import printable
from runner.text.latex import say_display_maths
from runner.text.spoken_text import unescape_entities, without_tags

# Half an hour of speech has about 30,000 characters.
MAX_CHARACTERS = 200_000
# Fences allowed between an opening fence and the one that closes it.
_MAX_NESTED = 50

_THOUGHT = re.compile(r"<(/?)(?:think|thinking|reasoning|thoughts?|scratchpad)>", re.IGNORECASE)
_FENCE = re.compile(r"\s{0,40}(?:>\s?)?(```+|~~~+)\s{0,9}([\w+-]{0,30})")
_ANSWER_FENCES = frozenset({"markdown", "md", "mdx"})
_ANY_FENCES = frozenset({"", "text", "txt", "plaintext", "plain"})
_ATTRIBUTES = r"(?:\s[^<>]{0,300})?/?>\s{0,40}"
_BLOCK_TAGS = tuple(
    (re.compile(pattern + _ATTRIBUTES, re.IGNORECASE), mark)
    for pattern, mark in (
        (r"<h1", "\n\n# "),
        (r"<h[2-6]", "\n\n## "),
        (r"<li", "\n- "),
        (
            r"</(?:h[1-6]|li|p|div|ul|ol|tr|table|section|article)|<(?:p|div|ul|ol|br|hr|tr|section|article)",
            "\n",
        ),
        (r"</?(?:pre|script|style)", "\n```code\n"),
    )
)


def answer_lines(answer: str, language: str) -> list[str]:
    """The lines of the answer that can be headings, items or text."""
    text = say_display_maths(without_thoughts(answer), language)
    if "<" in text:
        for tag, mark in _BLOCK_TAGS:
            text = tag.sub(mark, text)
    lines = unescape_entities(text).split("\n")
    return [without_tags(line) if "<" in line else line for line in _without_code(lines)]


def without_thoughts(answer: str) -> str:
    """The answer without the thoughts that a reasoning model wrote before it."""
    text = printable(answer[:MAX_CHARACTERS].expandtabs(4))
    if "\n" not in text.strip() and "\\n" in text and not text.lstrip().startswith(("{", "[")):
        text = text.replace("\\n", "\n")
    kept: list[str] = []
    start, is_thinking = 0, False
    for tag in _THOUGHT.finditer(text):
        if not tag[1] and not is_thinking:
            kept.append(text[start : tag.start()])
        elif tag[1] and not is_thinking:
            # Some servers remove the opening tag.
            kept.clear()
        start, is_thinking = tag.end(), not tag[1]
    return "".join(kept) + ("" if is_thinking else text[start:])


@dataclass(frozen=True)
class _Fence:
    """A line that opens or closes a code block, or contains a whole one."""

    line: int
    mark: str
    info: str
    is_whole: bool

    def closes(self, other: "_Fence") -> bool:
        return self.mark.startswith(other.mark) and not self.info


def _without_code(lines: Sequence[str]) -> list[str]:
    fences = list(_fences(lines))
    kept = list(lines)
    wrapping: _Fence | None = None
    end = -1
    for index, fence in enumerate(fences):
        if fence.line <= end:
            continue
        kept[fence.line] = ""
        if fence is wrapping or fence.is_whole:
            continue
        closing = next(
            (other for other in fences[index + 1 : index + _MAX_NESTED] if other.closes(fence)), None
        )
        last = closing.line if closing else len(lines) - 1
        if _is_answer(lines[fence.line + 1 : last + 1], fence.info):
            wrapping = closing
        else:
            end = last
            kept[fence.line : end + 1] = [""] * (end + 1 - fence.line)
    return kept


def _fences(lines: Sequence[str]) -> Iterator[_Fence]:
    for index, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence:
            yield _Fence(index, fence[1], fence[2].lower(), fence[1] in line[fence.end() :])


def _is_answer(lines: Sequence[str], info: str) -> bool:
    """Whether a fence contains the explanation itself, not code."""
    if info in _ANSWER_FENCES:
        return True
    if info not in _ANY_FENCES:
        return False
    headings = sum(line.lstrip().startswith("##") for line in lines)
    items = sum(line.lstrip().startswith(("- ", "* ", "• ")) for line in lines)
    return headings > 0 or items > 1
