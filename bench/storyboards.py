"""How much of a storyboard is more than words: counted in its plan, nothing is drawn. Pure."""

from dataclasses import dataclass

from runner.script.storyboard.section_plan import StoryboardBeat, StoryboardStage, plan_section
from runner.text.explanation import Explanation


@dataclass
class StoryboardFigures:
    """Sums over texts. `drawn_beats` have a picture made of what the text says, `icon_beats` an icon only.

    A beat of an icon list counts only if its own phrase has an icon.
    """

    beats: int = 0
    drawn_beats: int = 0
    icon_beats: int = 0
    phrases: int = 0
    one_word_phrases: int = 0

    def add(self, explanation: Explanation, language: str) -> None:
        for section in explanation.sections:
            plan = plan_section(section, language)
            self.beats += len(section.beats)
            for stage in plan.stages:
                for beat in stage.beats:
                    self._add_beat(stage, beat)

    def row(self, source: str) -> dict[str, object]:
        return {
            "source": source,
            "beats": self.beats,
            "drawn_percent": _percent(self.drawn_beats, self.beats),
            "with_icons_percent": _percent(self.drawn_beats + self.icon_beats, self.beats),
            "phrases": self.phrases,
            "one_word_phrases": self.one_word_phrases,
        }

    def _add_beat(self, stage: StoryboardStage, beat: StoryboardBeat) -> None:
        visual = stage.visual
        if visual and visual.picture == "IconList":
            self.icon_beats += any(icon for icon, phrase in _points(stage) if phrase in _names(beat))
        elif visual:
            self.drawn_beats += 1
        else:
            self.icon_beats += bool(stage.icon)
        phrases = beat.phrases if not visual or visual.picture != "IconList" else _names(beat)
        self.phrases += len(phrases)
        self.one_word_phrases += sum(phrase.isascii() and " " not in phrase.strip() for phrase in phrases)


def _points(stage: StoryboardStage) -> list[tuple[str, str]]:
    points = stage.visual.arguments if stage.visual else ()
    return [(str(each[0]), str(each[1])) for each in points if isinstance(each, tuple)]


def _names(beat: StoryboardBeat) -> tuple[str, ...]:
    return tuple(part.text for part in (*beat.parts, *beat.again))


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
