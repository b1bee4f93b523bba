"""Mends characters that an editor, a chat or a web page has put in the place of what a keyboard has. Pure."""

import html
import re
from collections.abc import Iterator, Mapping

from runner.script.syntax.repairs import SyntaxRepair
from runner.script.syntax.scanning import without_texts
from runner.script.syntax.statements import CodeStatement

_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u00ad\ufeff")
)
_OPERATORS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2013\u2212", "-"),
        **dict.fromkeys("\u00d7\u22c5\u00b7\u2217", "*"),
        "\u00f7": "/",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u2260": "!=",
        "\u2026": "...",
        "\u00b2": "**2",
        "\u00b3": "**3",
        "\uff08": "(",
        "\uff09": ")",
        "\uff0c": ",",
        "\uff1a": ":",
        "\uff1d": "=",
        "\u3001": ",",
    }
)
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb\uff02", '"'),
    }
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,4});")


def mend_characters(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """The statement with plain characters; first those outside of texts only."""
    text = statement.text
    if _ENTITY.search(text):
        yield SyntaxRepair(
            _ENTITY.sub(lambda found: html.unescape(found[0]), text).translate(_SPACES),
            "The code was escaped for a web page.",
        )
    clean = _outside_texts(text, {**_SPACES, **_INVISIBLE})
    spaced = text.translate(_SPACES).translate(_INVISIBLE)
    reason = "Characters that no keyboard has are written as Python needs them."
    for other in (clean, _outside_texts(clean, _OPERATORS), spaced, _outside_texts(spaced, _OPERATORS)):
        if other != text:
            yield SyntaxRepair(other, reason)
    straight = _outside_texts(spaced.translate(_QUOTES), _OPERATORS)
    if straight != text:
        yield SyntaxRepair(straight, "Typographic quotes are straight ones in Python.")
        yield SyntaxRepair(
            spaced.translate(_QUOTES).translate(_OPERATORS), "Typographic quotes are straight ones in Python."
        )


def _outside_texts(text: str, plain_signs: Mapping[int, str | None]) -> str:
    """The text with plain signs in place of others, except in texts and comments."""
    code = without_texts(text)
    return "".join(
        sign.translate(plain_signs) if plain == sign else sign for sign, plain in zip(text, code, strict=True)
    )
