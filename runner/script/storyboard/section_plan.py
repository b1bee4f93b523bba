"""Plans what a section shows in each beat: a picture that its text describes, else its key phrases. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contract.language_recognition import recognise_language
from runner.script.storyboard.finding import find_visuals
from runner.script.storyboard.icon_lists import icon_for, icon_lists
from runner.script.storyboard.letters import letters_of, says
from runner.script.storyboard.thoughts import listed_in, thoughts_of
from runner.script.storyboard.topics import last_beat_about
from runner.script.storyboard.visuals import Visual, VisualPart, beats_of
from runner.text.characters import width_of
from runner.text.explanation import Section
from runner.text.phrases import MOST_WORDS

# The first part of a picture comes no later than this many letters into its beat, or with its first word.
_LATEST_LETTERS = 30
_OPENING_LETTERS = 16
# An arrow leads to a part from the one before it, whichever is spoken first.
_OF_ARROWS = frozenset({"CauseChain", "Flow"})
# Longer ones would be cut in the room below a picture.
_MAX_NOTE_WIDTH = 85


@dataclass(frozen=True)
class StoryboardBeat:
    """A beat: the parts that it draws, those drawn before that it speaks of again, and its phrases."""

    number: int
    parts: tuple[VisualPart, ...]
    again: tuple[VisualPart, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class StoryboardStage:
    """Consecutive beats that share the screen: a picture, or phrases beside an icon that each names."""

    visual: Visual | None
    beats: tuple[StoryboardBeat, ...]
    icon: str = ""

    @property
    def has_phrases(self) -> bool:
        return any(beat.phrases for beat in self.beats)


@dataclass(frozen=True)
class StoryboardPlan:
    """A section as a sequence of stages, or as a statement (a single sentence equal to the title)."""

    title: str
    statement: str
    stages: tuple[StoryboardStage, ...]


def plan_section(section: Section, language: str | None = None) -> StoryboardPlan:
    """Plans what `section` shows. Without its language, that is recognised."""
    is_lone = len(section.beats) == 1 and letters_of(section.beats[0]) == letters_of(section.title)
    if is_lone and not section.exhibits:
        return StoryboardPlan(section.title, section.beats[0], ())
    known = language or recognise_language(" ".join(section.beats)) or ""
    return StoryboardPlan(section.title, "", tuple(_stages(section, known)))


def _stages(section: Section, language: str) -> list[StoryboardStage]:
    """The pictures with their beats, and the beats between them."""
    count = len(section.beats)
    visuals = find_visuals(section, language)
    starts = [beats_of(visual).start for visual in visuals]
    stages: list[StoryboardStage] = []
    done = 0
    for visual, following in zip(visuals, [*starts[1:], count + 1], strict=False):
        first = beats_of(visual).start
        last = last_beat_about(visual, section.beats, following - 1)
        stages += _plain(section, range(done + 1, first), language)
        stages.append(_illustrated(section, visual, last))
        done = last
    return stages + _plain(section, range(done + 1, count + 1), language)


def _plain(section: Section, beats: Sequence[int], language: str) -> list[StoryboardStage]:
    """Beats that describe no picture: icons beside their phrases where they fit, else phrases alone."""
    stages: list[StoryboardStage] = []
    for found in icon_lists(section, beats, language):
        if isinstance(found, Visual):
            stages.append(_illustrated(section, found, beats_of(found)[-1]))
            continue
        alone = StoryboardBeat(found, (), (), _phrases_alone(section, found))
        icon = "" if listed_in(section, found) else icon_for(section.beats[found - 1], language)
        is_alike = bool(stages) and stages[-1].visual is None and stages[-1].icon == icon
        before = stages.pop().beats if is_alike else ()
        stages.append(StoryboardStage(None, (*before, alone), icon))
    return stages


def _illustrated(section: Section, visual: Visual, last: int) -> StoryboardStage:
    beats = []
    for number in range(beats_of(visual).start, last + 1):
        parts = _in_spoken_order(section.beats[number - 1], visual, number)
        again = () if parts else _spoken_again(section.beats[number - 1], visual, number)
        phrases = () if parts or visual.needs_room else _phrases_beside(section, number, visual)
        beats.append(StoryboardBeat(number, parts, again if not phrases else (), phrases))
    return StoryboardStage(visual, tuple(_with_an_early_start(section, beats)))


def _in_spoken_order(beat: str, visual: Visual, number: int) -> tuple[VisualPart, ...]:
    letters = letters_of(beat)
    parts = [part for part in visual.parts if part.beat == number]
    if visual.picture in _OF_ARROWS:
        return tuple(parts)
    return tuple(sorted(parts, key=lambda part: _place(part, letters)))


def _with_an_early_start(section: Section, beats: list[StoryboardBeat]) -> list[StoryboardBeat]:
    """The first part comes soon after its beat begins, whenever it is spoken: no frame stays empty."""
    first = beats[0]
    if first.parts and not first.parts[0].text:
        return beats
    letters = letters_of(section.beats[first.number - 1])
    if first.parts and _place(first.parts[0], letters) > _LATEST_LETTERS:
        opening = " ".join(section.beats[first.number - 1].split())[:_OPENING_LETTERS]
        early = replace(first.parts[0], spoken=opening)
        return [replace(first, parts=(early, *first.parts[1:])), *beats[1:]]
    return beats


def _spoken_again(beat: str, visual: Visual, number: int) -> tuple[VisualPart, ...]:
    found = [part for part in visual.parts if part.beat < number and says(beat, part.text)]
    letters = letters_of(beat)
    return tuple(sorted(found, key=lambda part: letters.find(letters_of(part.text))))


def _phrases_alone(section: Section, number: int) -> tuple[str, ...]:
    # The title is read in the first beat too.
    most_words = MOST_WORDS - (len(section.title.split()) if number == 1 else 0)
    return thoughts_of(section, number, most_words)


def _phrases_beside(section: Section, number: int, visual: Visual) -> tuple[str, ...]:
    """The beat's key phrases that neither the picture nor the title already shows."""
    shown = {letters_of(text) for text in (section.title, *(part.text for part in visual.parts))} - {""}
    phrases = thoughts_of(section, number, MOST_WORDS)
    return tuple(
        phrase
        for phrase in phrases
        if letters_of(phrase)
        and not any(letters_of(phrase) in text for text in shown)
        and width_of(phrase) <= _MAX_NOTE_WIDTH
    )


def _place(part: VisualPart, letters: str) -> int:
    at = letters.find(letters_of(part.cue)[:16])
    return at if at >= 0 else len(letters)
