"""Where nothing else can be drawn: phrases of a few beats, each beside the icon of a word it says. Pure."""

from collections.abc import Iterator, Sequence

from icons import find_icon_in
from runner.script.storyboard.letters import says
from runner.script.storyboard.visuals import KIT, Visual, VisualPart
from runner.text.characters import width_of
from runner.text.explanation import Section
from runner.text.phrases import key_phrases

_MOST_BEATS = 3
_MOST_WORDS = 12
_MAX_WIDTH = 80
# Words whose icon would show something else in many of the sentences that have them.
_MISLEADING = {
    "en": frozenset(
        "law laws mechanism mechanisms couple time power state world slavery enslaved world's space order "
        "hand mind place point part way line light figure table book right interest body".split()
    ),
    "es": frozenset(
        "radio radios dado llama llaman regla reglas hora suma capa tiempo casa parte punto".split()
    ),
    "de": frozenset("zeit ort punkt teil seite stelle".split()),
    "fr": frozenset("temps point part place partie".split()),
}


def icon_lists(section: Section, beats: Sequence[int], language: str) -> list[Visual | Sequence[int]]:
    """These beats in groups: as lists of icons where most of a group's phrases have one, else as they are."""
    return [_icon_list(section, group, language) or group for group in _groups(beats)]


def icon_for(text: str, language: str, taken: frozenset[str] = frozenset()) -> str:
    """The icon that a word of `text` truly means, if possible one that isn't taken; else empty."""
    found = list(_icons_of(text, language))
    return next((icon for icon in found if icon not in taken), found[0] if found else "")


def _groups(beats: Sequence[int]) -> list[Sequence[int]]:
    """The beats in order, in as few groups as their size allows, alike in size."""
    count = -(-len(beats) // _MOST_BEATS)
    return [beats[len(beats) * n // count : len(beats) * (n + 1) // count] for n in range(count)]


def _icon_list(section: Section, group: Sequence[int], language: str) -> Visual | None:
    points: list[tuple[str, str]] = []
    for number in group:
        beat = section.beats[number - 1]
        taken = frozenset(icon for icon, _ in points)
        phrase = _phrase(beat, section)
        points.append((icon_for(phrase, language, taken) or icon_for(beat, language, taken), phrase))
    phrases = [phrase for _, phrase in points]
    is_whole = all(0 < width_of(phrase) <= _MAX_WIDTH for phrase in phrases)
    is_whole = is_whole and len({phrase.lower() for phrase in phrases}) == len(phrases)
    if "IconList" not in KIT or not is_whole or 2 * sum(bool(icon) for icon, _ in points) <= len(points):
        return None
    parts = tuple(VisualPart(phrase, number) for (_, phrase), number in zip(points, group, strict=True))
    return Visual("IconList", tuple(points), parts)


def _phrase(beat: str, section: Section) -> str:
    """What stands for the beat: its first phrases, as many as are short together."""
    phrases = key_phrases(beat, " ".join(section.beats), _MOST_WORDS)
    return next((phrase for phrase in phrases if says(beat, phrase)), "")


def _icons_of(text: str, language: str) -> Iterator[str]:
    rest = text
    while found := find_icon_in(rest, language):
        word, icon = found
        if word.lower() not in _MISLEADING.get(language, ()):
            yield icon
        rest = rest[rest.find(word) + len(word) :]
