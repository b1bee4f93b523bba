"""Chooses the grammar of a text by its small words. Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from contract.telltale_words import TELLTALE_WORDS
from runner.text.grammars.english import ENGLISH
from runner.text.grammars.french import FRENCH
from runner.text.grammars.german import GERMAN
from runner.text.grammars.grammar import Grammar
from runner.text.grammars.spanish import SPANISH

GRAMMARS: Mapping[str, Grammar] = MappingProxyType({"de": GERMAN, "en": ENGLISH, "es": SPANISH, "fr": FRENCH})
NO_GRAMMAR = Grammar()
"""Nothing may be left out of a sentence of any other language."""
_LOOKED_AT = 2_000
_LEAST_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=64)
def grammar_of(text: str) -> Grammar:
    """The grammar of the text's language; in doubt the one that leaves nothing out."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    counts = {
        language: sum(word in telltale.all for word in words) for language, telltale in TELLTALE_WORDS.items()
    }
    best = max(counts.values())
    told = [language for language, count in counts.items() if count == best]
    is_sure = best >= _LEAST_WORDS and len(told) == 1
    return GRAMMARS.get(told[0], NO_GRAMMAR) if is_sure else NO_GRAMMAR
