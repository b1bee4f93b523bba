"""Scripts of earlier versions keep time with their beats."""

from itertools import pairwise

import pytest

from scenekit import BeatPlan, NarratedScene, SectionPlan
from scenekit.templates import BarChart, Comparison, Flow, KeyPhrases, SectionTitle, Statement
from tests.scenekit.pictures.frames import RATE, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@pytest.mark.parametrize(("seconds", "theme"), [(0.4, "dark"), (1.0, "light"), (3.0, "high-contrast")])
def test_a_whole_section_keeps_time_with_its_beats(seconds: float, theme: str) -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(seconds),) * 6, theme=theme), Everything) as scene:
        scene.construct()
        scene.tear_down()
        frames = list(scene.narration.start_frames.values())
        longest = max(later - earlier for earlier, later in pairwise(frames))
        # Eight things shown in 0.4 s take a frame each, and more than the beat.
        assert longest <= (seconds + 0.35) * RATE + (8 if seconds < 1 else 1)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)


class Everything(NarratedScene):
    """Each picture of earlier versions once."""

    def construct(self) -> None:
        title = SectionTitle(self, "Everything")
        upper, lower = self.layout.body.rows(7, 3)
        phrases = KeyPhrases(self, ["one", "two", "three"], region=lower)
        flow = Flow(self, "A", "B", "C", region=upper)
        comparison = Comparison(self, ("Left", "a"), ("Right", "b"))
        chart = BarChart(self, ("A", 1, "1 m"), ("B", 2, "2 m"))
        with self.beat(1) as beat:
            title.show(beat)
            phrases.speak(beat)
        with self.beat(2) as beat:
            flow.draw(beat)
        with self.beat(3) as beat:
            phrases.leave(beat)
            flow.leave(beat)
            comparison.draw(beat, "Left", "Right")
        with self.beat(4) as beat:
            comparison.draw(beat)
        with self.beat(5) as beat:
            comparison.leave(beat)
            chart.draw(beat, "A")
            chart.draw(beat)
        with self.beat(6) as beat:
            chart.leave(beat)
            Statement(self, "The end").speak(beat)
        self.leave()
