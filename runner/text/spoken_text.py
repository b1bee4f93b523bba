"""Turns a line of a model's answer into text to speak, without Markdown, HTML and LaTeX. Pure.

All words stay. Runs in linear time for any text.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Callable
from html import unescape

from contract.speakable import can_be_said
from runner.text.characters import INVISIBLE, printable
from runner.text.latex import say_maths

Replacement = str | Callable[[re.Match[str]], str]

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_TAG = re.compile(
    r"<!--(?:[^-<]|-(?!->)|<(?!!--))*-->"
    r"|</?[A-Za-z][\w:-]{0,30}(?:\s{1,9}[\w:-]{1,40}\s?=\s?(?:\"[^\"<>]{0,400}\"|'[^'<>]{0,400}'))*\s{0,9}/?>"
)
_DIRECTION = (
    r"visuals?|show|scene|animation|animate|pause|beat|on[ -]?screen|music|sound|cut to|fade|image|picture"
)
_EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b55\u25a0-\u25b2\u25b4-\u25ff\ufe0f\u20e3]\u200d?"
    "|[\U000e0020-\U000e007f])+"
)
_UNHEARD = re.compile(f"[\u00ad{INVISIBLE}]")
_WORD_OR_NUMBER = r"(?:\d{1,12}(?:\.\d{1,12})?|[^\W\d_])"
_OPERAND_BEFORE, _OPERAND_AFTER = r"(?<=[\w)²³]) ?", r" ?(?=[\w(√−-])"


def _rules(*pairs: tuple[str, Replacement]) -> tuple[tuple[re.Pattern[str], Replacement], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in pairs)


def _host(found: re.Match[str]) -> str:
    address = found[0].rstrip(".,;:!?")
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE)
    return re.split(r"[/?#:]", host, maxsplit=1)[0] + found[0][len(address) :]


_REFERENCES = _rules(
    (r"!\[[^\[\]]{0,300}\]\([^()\s]{0,600}(?: [^()]{0,200})?\)", " "),
    (rf"\[\s?(?:{_DIRECTION})\b[^\[\]]{{0,300}}\]", " "),
    (r"(?<!\\)\[([^\[\]]{1,300})\]\([^()\s]{0,600}(?: [^()]{0,200})?\)", r"\1"),
    (r"\[\^[\w-]{1,30}\]:?|【[^【】]{0,80}】", ""),
    (r"(?<=\S)(?: ?\[\d{1,3}\]){1,9}(?![\w{(])", ""),
    (r"\b(?:https?://|www\.)[^\s<>()\[\]]+", _host),
)
_EMPHASIS = _rules(
    (
        rf"(?<![\w*]){_WORD_OR_NUMBER}(?: ?\*(?!\*) ?{_WORD_OR_NUMBER}){{1,20}}(?![\w*])",
        lambda found: re.sub(r" ?\* ?", " × ", found[0]),
    ),
    (r"~~|`", ""),
    (r"\*{1,9}", ""),
    (r"(?<!\w)_{1,9}(?=\S)|(?<=\S)_{1,9}(?!\w)", ""),
    (r"_", " "),
    (r"(?<![\w#])([a-g])#(?!\w)", r"\1 sharp"),
    (r"</?([\w-]{1,30})>", r" \1 "),
    (r"<-{1,9}>", "↔"),
    (r"<=>", "⇔"),
    (r"-{1,9}>", "→"),
    (r"={1,9}>", "⇒"),
    (r"<-{1,9}(?= )", "←"),
    (r"<=", "≤"),
    (r">=", "≥"),
    (r"!=", "≠"),
    (r"[{}\[\]]", ""),
    (r"\( {0,9}\)", ""),
)
_IN_ENGLISH = _rules(
    (r"\$ ?(\d{1,15}(?:[,.]\d{1,15}){0,9})( (?:thousand|million|billion|trillion))?\b", r"\1\2 dollars"),
    (r"(?<=\d) ?\$", " dollars"),
    (r"(?<![\w#])#(?=\d)", "number "),
    (rf"{_OPERAND_BEFORE}<{_OPERAND_AFTER}", " is less than "),
    (rf"{_OPERAND_BEFORE}>{_OPERAND_AFTER}", " is greater than "),
    (r"\|(\w{1,12})\|", r"the absolute value of \1"),
    (r"[<>$]", " "),
)
_ABROAD = _rules(
    (r"\$(?!\d)(?<!\d\$)(?<!\d \$)", " "),
    (rf"{_OPERAND_BEFORE}([<>]){_OPERAND_AFTER}|[<>]", lambda found: f" {found[1] or ''} "),
)
_REST = _rules(
    (r"[A-Za-z0-9]{80,}", " "),  # not a word of any language; a voice would spell it for hours
    (r"#", ""),
    (r"[|\\]", " "),
    (r"\s+", " "),
    (r" (?=[,.](?: |$))", ""),
)


def spoken_text(text: str, language: str) -> str:
    """`text` as one line to speak; empty if it contains nothing that can be spoken.

    Dollar signs next to numbers, and < or > between two spaces, stay in languages other than English.
    """
    text = " ".join(_UNHEARD.sub("", printable(text)).split())
    text = _apply(_REFERENCES, unescape_entities(_TAG.sub(" ", text)))
    text = _apply(_EMPHASIS, say_maths(text, language))
    text = _apply(_IN_ENGLISH if language.split("-")[0] == "en" else _ABROAD, text)
    text = _apply(_REST, _EMOJI.sub(" ", text)).strip()
    return text if can_be_said(text) else ""


def unescape_entities(text: str) -> str:
    """`text` with HTML entities replaced by their characters, if these are printable."""
    return _ENTITY.sub(lambda found: " ".join(printable(unescape(found[0])).split()), text)


def without_tags(text: str) -> str:
    """`text` without HTML or XML tags and comments."""
    return _TAG.sub(" ", text)


def _apply(rules: tuple[tuple[re.Pattern[str], Replacement], ...], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
