"""What stands on screen for a beat: its key phrases, or all of it if it is short. Pure."""

from collections.abc import Sequence

from runner.text.characters import width_of
from runner.text.exhibits import ListExhibit
from runner.text.explanation import Section
from runner.text.grammars.choice import grammar_of
from runner.text.phrases import key_phrases
from runner.text.sentence_parts import capitalised

_FEW_WORDS = 5
_MAX_WIDTH = 90


def thoughts_of(section: Section, number: int, most_words: int, few: int = _FEW_WORDS) -> tuple[str, ...]:
    """At least one, in the words of the beat with this number; a lone one of so few words says too little."""
    if listed := listed_in(section, number):
        return tuple(listed)
    beat = " ".join(section.beats[number - 1].split())
    phrases = key_phrases(section.beats[number - 1], " ".join(section.beats), most_words)
    says_little = len(phrases) == 1 and " " in beat and len(phrases[0].split()) <= few
    if says_little and len(beat.split()) <= most_words and width_of(beat) <= _MAX_WIDTH:
        return (capitalised(beat.rstrip(" .;,:") or beat, grammar_of(" ".join(section.beats))),)
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
