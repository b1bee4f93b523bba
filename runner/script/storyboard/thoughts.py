"""What stands on screen for a beat: its key phrases, or all of it where they say too little. Pure."""

from collections.abc import Sequence

from runner.text.characters import width_of
from runner.text.exhibits import ListExhibit
from runner.text.explanation import Section
from runner.text.phrases import key_phrases

_FEW_WORDS = 5
_MAX_WIDTH = 220


def thoughts_of(section: Section, number: int, most_words: int, few: int = _FEW_WORDS) -> tuple[str, ...]:
    """At least one, in the words of the beat with this number; a lone one of so few words says too little."""
    if listed := listed_in(section, number):
        return tuple(listed)
    beat = " ".join(section.beats[number - 1].split())
    phrases = key_phrases(section.beats[number - 1], " ".join(section.beats), most_words)
    says_little = len(phrases) == 1 and " " in beat and len(phrases[0].split()) <= few
    if says_little and width_of(beat) <= _MAX_WIDTH:
        return (beat.rstrip(" .;,:") or beat,)
    return phrases


def listed_in(section: Section, number: int) -> Sequence[str]:
    """The items of the text's list that this beat reads, if all of them are short enough to be seen whole."""
    items = [
        item.text.rstrip(" .;,")
        for exhibit in section.exhibits
        if isinstance(exhibit, ListExhibit)
        for item in exhibit.items
        if item.beat == number
    ]
    return items if all(items) and sum(map(width_of, items)) <= _MAX_WIDTH else ()
