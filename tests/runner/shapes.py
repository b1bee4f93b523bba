"""Texts of every shape that has made a reader of text slow, each as long as wanted."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from types import MappingProxyType

_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "one word": "x",
        "digits": "7",
        "digits in groups": "1,234,567",
        "Chinese without spaces": "光合作用是植物把光能变成化学能的过程",
        "Chinese sentences": "光合作用很重要。真的吗？",
        "Chinese clauses": "植物，光，",
        "Thai": "การสังเคราะห์",
        "Arabic": "الصوت موجة. هل تسمع؟ ",
        "Devanagari": "यह पहला है। ",
        "headings": "# A heading\n",
        "headings over words": "# a\nb\n",
        "plain headings": "Why green\n\nThey are.\n\n",
        "a list": "- one item\n",
        "a numbered list": "1. step\n",
        "a table": "| Air | 343 m/s |\n",
        "quotes within quotes": "> ",
        "code": "x = f(y)\n",
        "one sentence": "the quick brown fox jumps over, ",
        "one long clause": "word ",
        "sentences": "It is. ",
        "initials": "A. ",
        "abbreviations": "e.g. ",
        "paragraphs that introduce": "So it is:\n\n",
        "paragraphs": "Hello there.\n\n",
        "full stops": ".",
        "full stops apart": ". ",
        "punctuation": "?!… — ",
        "closing marks": ".”)",
        "a sum of numbers": "1234567+",
        "a spaced sum": "123456 + ",
        "a formula": r"\frac{a}{b} + x_{1}^2 = ",
        "a formula in dollars": "$a=b$ ",
        "one dollar and equals signs": "=",
        "powers": "x^123456+",
        "parentheses": "f(ab",
        "combining marks": "\u0301",
        "zero-width joiners": "👩\u200d👩\u200d👧\u200d👦",
        "emoji": "🙂",
        "right-to-left marks": "\u202eabc\u202c ",
        "spaces": " ",
        "tabs": "\t",
        "no-break spaces": "\u00a0",
        "open brackets": "[",
        "open brackets and letters": "[a",
        "open links": "[a](",
        "links": "[a](b) ",
        "addresses": "https://example.org/a_b?c=d ",
        "underscores": "_",
        "open emphasis": "_a ",
        "open strong emphasis": "__a ",
        "asterisks": "*a ",
        "tildes": "~~a ",
        "backquotes": "`",
        "open tags": "<a ",
        "entities": "&amp;",
        "bars": "|",
        "rules of tables": "|--",
        "rules": "- ",
        "number signs": "#",
        "number signs apart": "# ",
        "arrows": "a -> ",
        "versus": "a vs b ",
        "labels": "abc 12 ",
        "first": "first, ",
        "quotation marks": "“a”",
    }
)
_STARTS: Mapping[str, str] = MappingProxyType(
    {
        "code": "```\n",
        "one dollar and equals signs": "$",
        "combining marks": "a",
        "open brackets and letters": "[",
        "backquotes": "a",
        "spaces": "# a",
        "tabs": "a",
        "no-break spaces": "a",
    }
)
SHAPES = tuple(_UNITS)


def text_of(shape: str, length: int) -> str:
    """A text of this shape with exactly `length` characters. It has a word at its end."""
    start, end = _STARTS.get(shape, ""), " so"
    unit = _UNITS[shape]
    room = length - len(start) - len(end)
    return start + (unit * (room // len(unit) + 1))[:room] + end
