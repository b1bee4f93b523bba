"""Beats that bring more new words than can be read while somebody speaks."""

import re
from collections.abc import Iterator, Sequence
from string import punctuation

from contract.punctuation import CLAUSE_ENDS, CLOSERS, DASHES, OPENERS, SENTENCE_ENDS
from runner.layout.fault import quoted
from runner.layout.finding import FindingKind, LayoutFinding
from runner.layout.picture import Placed, SeenPicture

MOST_NEW_WORDS = 12
_MOST_QUOTED = 3
_PROSE = frozenset({"Text", "MarkupText", "_Line", "Tex"})
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_BETWEEN_WORDS = re.compile(rf"[\s/{re.escape(DASHES + CLAUSE_ENDS + SENTENCE_ENDS)}]+")
_AROUND_WORDS = f"{punctuation}{OPENERS}{CLOSERS}"


def find_wordy_beats(pictures: Sequence[SeenPicture]) -> Iterator[LayoutFinding]:
    """Beats with too many words in texts that were not there before.

    Texts that differ only in their numbers, such as those of an axis, are read once.
    """
    shown: set[str] = set()
    for picture in pictures:
        texts = [text for text in picture.texts if text.shown.kind in _PROSE]
        new = {alike: text for text in reversed(texts) if (alike := _without_numbers(text)) not in shown}
        counts = [(text, _count_words(text.shown.text)) for text in reversed(new.values())]
        words = sum(count for _, count in counts)
        shown = set(map(_without_numbers, texts))
        if picture.beat and words > MOST_NEW_WORDS:
            read = [text for text, count in counts if count]
            yield LayoutFinding(
                kind=FindingKind.MANY_WORDS,
                beat=picture.beat,
                frame=picture.moment.frame,
                sentence=f"{words} new words come in one beat, {_listed(read)}; "
                f"{MOST_NEW_WORDS} can be read beside the voice",
                boxes=tuple(text.shown.box for text in read),
                measure=min(words / MOST_NEW_WORDS - 1, 1.0),
            )


def _without_numbers(text: Placed) -> str:
    return _NUMBER.sub("0", text.shown.text)


def _count_words(text: str) -> int:
    """The words that are read as such: numbers and the signs of a formula are none."""
    pieces = _BETWEEN_WORDS.split(_COMMAND.sub(" ", text))
    return sum(_WORD.fullmatch(piece.strip(_AROUND_WORDS)) is not None for piece in pieces)


def _listed(texts: Sequence[Placed]) -> str:
    """The first ones by their words, and how many more there are."""
    first = [quoted(text) for text in texts[:_MOST_QUOTED]]
    left = len(texts) - len(first)
    if left:
        first.append(f"{left} more {'text' if left == 1 else 'texts'}")
    return " and ".join(filter(None, (", ".join(first[:-1]), first[-1])))
