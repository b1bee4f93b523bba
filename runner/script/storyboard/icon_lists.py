"""Where nothing else can be drawn: phrases of a few beats, each beside the icon of a word it says. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from icons import find_icon_in
from runner.script.storyboard.letters import says
from runner.script.storyboard.thoughts import listed_in, thoughts_of
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.characters import width_of
from runner.text.explanation import Section

_MOST_BEATS = 3
_MOST_WORDS = 12
_FEW_WORDS = 2
# The widest phrase by the number of those beside each other.
_WIDEST = {1: 170, 2: 100, 3: 75}
# Words whose icon would show something else in many of the sentences that have them.
_MISLEADING = {
    "en": frozenset(
        "law laws mechanism mechanisms couple time power state world slavery enslaved world's space order "
        "hand mind place point part way line light figure table book right interest body".split()
    ),
    "es": frozenset(
        "radio radios dado llama llaman regla reglas hora suma capa tiempo casa parte punto".split()
    ),
    "de": frozenset("ein eine einen einem einer eines zeit ort punkt teil seite stelle".split()),
    "fr": frozenset("temps point part place partie".split()),
}


@dataclass(frozen=True)
class _Point:
    icon: str
    phrase: str
    beat: int
    sentence: str


def icon_lists(section: Section, beats: Sequence[int], language: str) -> list[Visual | int]:
    """These beats: neighbours that have an icon each as lists, each other beat by its number."""
    points = [_point(section, number, language) for number in beats]
    found: list[Visual | int] = []
    while points:
        size = next((n for n in range(min(_MOST_BEATS, len(points)), 0, -1) if _is_list(points[:n])), 0)
        found.append(_icon_list(points[:size], language) if size else points[0].beat)
        points = points[max(size, 1) :]
    return found


def icon_for(text: str, language: str, taken: frozenset[str] = frozenset()) -> str:
    """The icon that a word of `text` truly means, if possible one that isn't taken; else empty."""
    found = list(_icons_of(text, language))
    return next((icon for icon in found if icon not in taken), found[0] if found else "")


def _point(section: Section, number: int, language: str) -> _Point:
    beat = section.beats[number - 1]
    if listed_in(section, number):
        return _Point("", "", number, beat)
    phrase = next(
        (each for each in thoughts_of(section, number, _MOST_WORDS, few=_FEW_WORDS) if says(beat, each)), ""
    )
    return _Point(icon_for(phrase, language) or icon_for(beat, language), phrase, number, beat)


def _is_list(points: Sequence[_Point]) -> bool:
    """Whether these can stand beside each other: short, unlike, and each with an icon."""
    widest = max(width_of(point.phrase) for point in points)
    are_unlike = len({point.phrase.lower() for point in points}) == len(points)
    is_filled = all(point.phrase and point.icon for point in points)
    return widest <= _WIDEST[len(points)] and are_unlike and is_filled


def _icon_list(points: Sequence[_Point], language: str) -> Visual:
    rows: list[tuple[str, str]] = []
    for point in points:
        taken = frozenset(icon for icon, _ in rows)
        others = (icon_for(text, language, taken) for text in (point.phrase, point.sentence))
        another = next((icon for icon in others if icon and icon not in taken), point.icon)
        rows.append((another, point.phrase))
    return Visual("IconList", tuple(rows), tuple(VisualPart(point.phrase, point.beat) for point in points))


def _icons_of(text: str, language: str) -> Iterator[str]:
    """Those of its words, names left out: a Captain Hazard is no danger."""
    rest = text
    while found := find_icon_in(rest, language):
        word, icon = found
        is_name = language != "de" and word[:1].isupper() and bool(rest[: rest.find(word)].strip())
        if not is_name and word.lower() not in _MISLEADING.get(language, ()):
            yield icon
        rest = rest[rest.find(word) + len(word) :]
