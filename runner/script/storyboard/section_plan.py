"""Plans what a section shows in each beat: key phrases, and a picture if its text describes one. Pure."""

from dataclasses import dataclass

from runner.script.storyboard.charts import find_charts
from runner.script.storyboard.comparisons import find_comparisons
from runner.script.storyboard.equations import find_equations
from runner.script.storyboard.flows import find_flows
from runner.script.storyboard.visuals import Visual, VisualPart, beats_of, without_overlap
from runner.text.explanation import Section
from runner.text.function_words import COPULAS
from runner.text.phrases import MOST_WORDS, clauses, key_phrases


@dataclass(frozen=True)
class StoryboardBeat:
    """A beat: phrases spoken before the parts of the picture, the parts, and phrases spoken after them."""

    number: int
    before: tuple[str, ...]
    parts: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        return tuple(group for group in (self.before, self.after) if group)


@dataclass(frozen=True)
class StoryboardStage:
    """Consecutive beats that share the screen, with one picture or with key phrases only."""

    visual: Visual | None
    beats: tuple[StoryboardBeat, ...]

    @property
    def has_phrases(self) -> bool:
        return any(beat.phrases for beat in self.beats)


@dataclass(frozen=True)
class StoryboardPlan:
    """A section as a sequence of stages, or as a statement (a single sentence equal to the title)."""

    title: str
    statement: str
    stages: tuple[StoryboardStage, ...]


def plan_section(section: Section) -> StoryboardPlan:
    """Plans what `section` shows."""
    if len(section.beats) == 1 and _letters(section.beats[0]) == _letters(section.title):
        return StoryboardPlan(section.title, section.beats[0], ())
    visuals = find_visuals(section)
    starts = sorted({1, *(beats_of(visual).start for visual in visuals)})
    stages = []
    for start, end in zip(starts, [*starts[1:], len(section.beats) + 1], strict=True):
        visual = next((visual for visual in visuals if beats_of(visual).start == start), None)
        beats = tuple(_plan_beat(section, number, visual) for number in range(start, end))
        if beats:
            stages.append(StoryboardStage(visual, beats))
    return StoryboardPlan(section.title, "", tuple(stages))


def find_visuals(section: Section) -> tuple[Visual, ...]:
    """The section's pictures, at most one per beat; the more explicit kinds are preferred."""
    beats = section.beats
    return without_overlap(
        (
            *find_charts(beats),
            *find_flows(beats),
            *find_comparisons(section.title, beats),
            *find_equations(beats),
        )
    )


def _plan_beat(section: Section, number: int, visual: Visual | None) -> StoryboardBeat:
    beat = section.beats[number - 1]
    parts = [part for part in visual.parts if part.beat == number] if visual else []
    if not parts:
        text = _without_subject(beat, section.title)
        # The title is read in the first beat too.
        most_words = MOST_WORDS - (len(section.title.split()) if number == 1 else 0)
        return StoryboardBeat(number, key_phrases(text, " ".join(section.beats), most_words), (), ())
    letters = _letters(beat)
    parts.sort(key=lambda part: _place(part, letters))
    first = _place(parts[0], letters)
    shown = {_letters(part.text) for part in visual.parts} if visual else set()
    most_words = MOST_WORDS - sum(len(part.text.split()) for part in parts)
    phrases = [
        phrase
        for phrase in _others(beat, section, shown, most_words)
        if _letters(phrase) != _letters(section.title)
    ]
    before = tuple(phrase for phrase in phrases if letters.find(_letters(phrase)) < first)
    return StoryboardBeat(
        number,
        before,
        tuple(part.text for part in parts),
        tuple(phrase for phrase in phrases if phrase not in before),
    )


def _without_subject(beat: str, title: str) -> str:
    """The beat without an opening "<title> is", since the title is already on the screen."""
    if beat.lower().startswith(title.lower() + " "):
        copula, _, rest = beat[len(title) :].lstrip().partition(" ")
        if copula in COPULAS and len(rest) > 20:
            return rest
    return beat


def _others(beat: str, section: Section, shown: set[str], most_words: int) -> list[str]:
    """The beat's key phrases that the picture doesn't already show, if they can be read beside it."""
    rest = [
        clause
        for clause in clauses(beat)
        if not any(part in _letters(clause) or _letters(clause) in part for part in shown)
    ]
    if not any(len(_letters(clause)) > 3 for clause in rest):
        return []
    phrases = key_phrases(". ".join(rest), " ".join(section.beats), most_words)
    if len(" ".join(phrases).split()) > most_words:
        return []
    return [phrase for phrase in phrases if _letters(phrase) in _letters(beat)]


def _place(part: VisualPart, letters: str) -> int:
    at = letters.find(_letters(part.text)[:16])
    return at if at >= 0 else len(letters)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
