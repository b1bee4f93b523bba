"""Says in which other language a text is written, so that a refusal can name it. Pure."""

import re
from collections.abc import Mapping

_MAX_CHARACTERS = 20_000
_MIN_SIGNS = 2
_PAGE = re.compile(r"\s*(?:<!doctype html|<html\b|<\?xml\b|<svg\b)", re.IGNORECASE)
_LATEX = re.compile(r"^[ \t]*\\(?:documentclass|begin\{document\}|usepackage)\b", re.MULTILINE)
# Two kinds of signs have to be there: a single one may be a slip in Python, or prose.
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "Rust": (
        r"^[ \t]*(?:pub )?fn \w+",
        r"^[ \t]*let mut \w",
        r"^use \w+::",
        r"\bprintln!\(",
        r"^[ \t]*impl\b",
    ),
    "Go": (r"^package \w+$", r"^func (?:\(|\w+\()", r":= ", r"\bfmt\.\w"),
    "Java": (r"^import java", r"^[ \t]*public (?:static |final )*(?:class|void|int) ", r"\bSystem\.out\."),
    "C or C++": (
        r"^#include\s*[<\"]",
        r"^(?:int|void) \w+\([^\n]*\) ?\{?$",
        r"^using namespace ",
        r"\bprintf\(",
    ),
    "JavaScript": (
        r"^[ \t]*(?:export )?(?:const|let|var) [\w{\[]",
        r"\bfunction\b[^\n()]{0,80}\(",
        r"=>",
        r"^[ \t]*(?:import|export) [^\n]{0,200}(?:from ['\"]|\{)",
        r"\bconsole\.\w",
    ),
}
_COMPILED = {name: [re.compile(sign, re.MULTILINE) for sign in signs] for name, signs in _SIGNS.items()}
_PYTHON = re.compile(
    r"^[ \t]*(?:from \w+ import \S|import manim|(?:def|class) \w+[^\n{}]*:[ \t]*$)", re.MULTILINE
)
_PYTHON_2 = re.compile(
    r"^[ \t]*(?:print\s+[\"'\w]|exec\s+[\"'\w]|raise\s+\w+\s*,|except\s+[\w.]+\s*,\s*\w+\s*:)",
    re.MULTILINE,
)


def other_language_of(text: str) -> str | None:
    """The language of a text that is no Python; None if none is clear."""
    begun = text[:_MAX_CHARACTERS]
    if _PAGE.match(begun):
        return "HTML"
    if _LATEX.search(begun):
        return "LaTeX"
    if _PYTHON.search(begun):
        return None
    counts = {name: sum(bool(sign.search(begun)) for sign in signs) for name, signs in _COMPILED.items()}
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] >= _MIN_SIGNS else None


def is_python_2(code: str) -> bool:
    """Whether code that Python 3 can't parse has statements that Python 2 could."""
    return _PYTHON_2.search(code[:_MAX_CHARACTERS]) is not None
