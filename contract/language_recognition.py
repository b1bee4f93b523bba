"""Recognises the language of a text or question; in doubt it names none. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from contract.language_guess import guess_language
from contract.questions import is_text
from contract.telltale_words import TELLTALE_WORDS
from contract.unspaced import HAN, KANA

MOST_CHARACTERS = 4_000
"""How much of a text is looked at."""
_LEAST_WORDS_OF_A_TEXT = 2
_LEAST_WORDS_OF_A_QUESTION = 3

_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
        "greek": "\u0370-\u03ff\u1f00-\u1fff",
        "cyrillic": "\u0400-\u052f",
        "hebrew": "\u0590-\u05ff",
        "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
        "devanagari": "\u0900-\u097f",
        "thai": "\u0e00-\u0e7f",
        "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
        "kana": KANA,
        "han": HAN,
    }
)
_SCRIPTS = MappingProxyType({name: re.compile(f"[{letters}]") for name, letters in _LETTERS.items()})
# Each script that is not Latin, with its languages.
_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "greek": ("el",),
        "cyrillic": ("bg", "ru", "sr", "uk"),
        "hebrew": ("he",),
        "arabic": ("ar", "fa", "ur"),
        "devanagari": ("hi", "mr", "ne"),
        "thai": ("th",),
        "hangul": ("ko",),
        "kana": ("ja",),
        "han": ("zh",),
    }
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Vowel signs of Devanagari are no letters to `re`.
_MARKED_WORD = re.compile(r"[\u0900-\u097f]+")


def recognise_language(text: str) -> str | None:
    """The language as a BCP 47 code without a region; None if in doubt. It may be one that no voice speaks.

    A language of the Latin script must be confirmed by its own small words: no English question may be
    spoken by the voice of another language.
    """
    sample = text[:MOST_CHARACTERS]
    script = _main_script(sample)
    if script is None:
        return None
    languages = _LANGUAGES.get(script, ())
    if len(languages) == 1:
        return languages[0]
    words, guess = _words(sample), guess_language(sample)
    if languages:
        return _most_told(words, languages) or (guess if guess in languages else None)
    is_sure = _text_tells if is_text(sample) else _question_tells
    return guess if guess in TELLTALE_WORDS and is_sure(words, guess) else None


def _main_script(text: str) -> str | None:
    """The script of most letters; kana makes Han Japanese. None if there are no letters."""
    counts = Counter({name: len(letter.findall(text)) for name, letter in _SCRIPTS.items()})
    if counts["kana"]:
        counts["kana"] += counts.pop("han")
    [(script, count)] = counts.most_common(1)
    return script if count else None


def _words(text: str) -> list[str]:
    """The words in lower case; parts of a word with an apostrophe or hyphen count as words too."""
    text = text.lower().replace("\u2019", "'")
    whole = _WORD.findall(text)
    parts = (part for word in whole if not word.isalpha() for part in re.split(r"['-]", word))
    return [*whole, *parts, *_MARKED_WORD.findall(text)]


def _most_told(words: Iterable[str], languages: Sequence[str]) -> str | None:
    """The language with the most of these words; None if there is none, or more than one."""
    counts = Counter({code: sum(word in TELLTALE_WORDS[code].all for word in words) for code in languages})
    (first, most), (_, second) = counts.most_common(2)
    return first if most > second else None


def _text_tells(words: Sequence[str], language: str) -> bool:
    """Whether a text has words of this language, and more of them than of English."""
    told = sum(word in TELLTALE_WORDS[language].all for word in words)
    english = sum(word in TELLTALE_WORDS["en"].all for word in words)
    return told >= _LEAST_WORDS_OF_A_TEXT and (language == "en" or told > english)


def _question_tells(words: Sequence[str], language: str) -> bool:
    """Whether a question asks in this language, or has several of its words, and none of English alone."""
    telltale = TELLTALE_WORDS[language]
    if (TELLTALE_WORDS["en"].all - telltale.all).intersection(words):
        return False
    asks = len(words) >= _LEAST_WORDS_OF_A_QUESTION and not telltale.asking.isdisjoint(words)
    return asks or len(telltale.all.intersection(words)) >= _LEAST_WORDS_OF_A_QUESTION
