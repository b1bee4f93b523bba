"""Finds two sides within a sentence: "A does X, while B does Y", "Unlike A, B does Y". Pure."""

# Look-alike characters are intended.

import re
from collections.abc import Iterator, Sequence

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.finders.sides import comparison
from runner.script.storyboard.finders.verbs import subject_and_rest
from runner.script.storyboard.statements import Sentence, is_short, is_supposed, sentences_of
from runner.script.storyboard.visuals import Visual, VisualPart

_MAX_NAME_WIDTH = 40
_MAX_POINT_WIDTH = 80
_CONTRAST = re.compile(
    r"(?P<left>[^;]+?)[,;] (?:while|whereas|in contrast,?|by contrast,?|on the other hand,?|"
    r"dagegen|hingegen|tandis que|alors que|en revanche,?|"
    r"mientras que|mientras|en cambio,?|por el contrario,?) (?P<right>.+)",
    re.IGNORECASE,
)
_WHILE_FIRST = re.compile(
    r"(?:while|whereas|tandis que|alors que|mientras que|mientras) (?P<left>[^,;]+), (?P<right>.+)",
    re.IGNORECASE,
)
_UNLIKE = re.compile(
    r"(?:unlike|in contrast to|compared (?:to|with)|anders als|im gegensatz zu[mr]?|contrairement (?:à|aux?)|"
    r"à la différence (?:de|des|du)|a diferencia de|en contraste con) (?P<left>[^,;]+), (?P<right>.+)",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r", (?:who|which|die|der|das|qui|que|quien(?:es)?) [^,]{2,60},")
_POINTER = re.compile(
    r"(?:it|they|he|she|this|that|these|those|we|you|there|one|some|others?|many|most|"
    r"es|er|sie|dies\w*|man|il|elle|ils|elles|on|cela|est[aeo]s?|ello|se|unos|otros)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:however|thus|also|and|but|for example|jedoch|cependant|sin embargo),? ", re.IGNORECASE
)


def find_contrasts(beats: Sequence[str]) -> Iterator[Visual]:
    """A comparison for each sentence that sets two things against each other."""
    for sentence in sentences_of(beats):
        if sentence.is_question or is_supposed(sentence.text):
            continue
        found = _unlike(sentence) or _parallel(sentence)
        if found:
            yield found


def _unlike(sentence: Sentence) -> Visual | None:
    found = _UNLIKE.fullmatch(_bare(sentence.text))
    told = subject_and_rest(found["right"]) if found else None
    if found is None or told is None:
        return None
    name, point = told
    if not all(map(_is_name, (found["left"], name))) or not is_short(point, _MAX_POINT_WIDTH):
        return None
    left, right = (VisualPart(_begun(text), sentence.beat) for text in (found["left"], name))
    return comparison(left, (), right, (VisualPart(point, sentence.beat),))


def _parallel(sentence: Sentence) -> Visual | None:
    text = _bare(_APPOSITION.sub("", sentence.text))
    found = _WHILE_FIRST.fullmatch(text) or _CONTRAST.fullmatch(text)
    if found is None:
        return None
    sides = [_side(found[name], sentence.beat) for name in ("left", "right")]
    left, right = sides
    if left is None or right is None or left[0].text.lower() == right[0].text.lower():
        return None
    return comparison(left[0], left[1:], right[0], right[1:])


def _side(clause: str, beat: int) -> tuple[VisualPart, ...] | None:
    told = subject_and_rest(clause.strip(" ,"))
    if told is None or not _is_name(told[0]) or not is_short(told[1], _MAX_POINT_WIDTH) or " " not in told[1]:
        return None
    return VisualPart(_begun(told[0]), beat), VisualPart(told[1], beat)


def _bare(text: str) -> str:
    return _LEAD.sub("", text.rstrip(f" {FULL_STOPS};!"), count=1)


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]


def _is_name(text: str) -> bool:
    return is_short(text, _MAX_NAME_WIDTH) and not _POINTER.match(text)
