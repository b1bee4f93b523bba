"""A statement: one sentence fills the picture, and its lines light up as they are spoken."""

from manim import Create, FadeIn, Line, VGroup

from scenekit.layout import Region
from scenekit.lettering import Style, fit, set_lines
from scenekit.narration import Beat
from scenekit.pictures.pace import brief, step_through
from scenekit.scene import NarratedScene

_LARGEST = 60
_RULE_ROOM = 0.7


class Statement:
    """One sentence that fills the frame, for a beginning or an end.

    Its lines light up as they are spoken. At most 160 letters.

        thought = Statement(self, "A battery stores energy in chemical form.")
        with self.beat(1) as beat:
            thought.speak(beat)
    """

    def __init__(self, scene: NarratedScene, text: str) -> None:
        room = scene.layout.safe
        region = Region(room.x, room.y + _RULE_ROOM / 2, room.width * 0.92, room.height - _RULE_ROOM)
        style = Style(scene.theme.muted, _LARGEST, "BOLD", "center")
        lines = fit(text, region.width, region.height, style)
        y = region.y - lines.height / 2 - 0.3
        self.scene = scene
        self.texts = lines.texts
        self.lines = set_lines(lines, region, style)
        self.rule = Line(
            (room.x - 1.2, y, 0), (room.x + 1.2, y, 0), color=scene.theme.primary, stroke_width=6
        )
        self.mobject = VGroup(self.lines, self.rule)

    def speak(self, beat: Beat) -> None:
        """Shows the text, then lights it up line by line."""
        self.scene.play(FadeIn(self.lines, scale=0.96), run_time=brief(beat, 0.5))
        step_through(beat, self.texts[: len(self.lines)], self._light)
        self.scene.play(Create(self.rule), run_time=brief(beat, 0.8))

    def _light(self, index: int, run_time: float) -> None:
        self.scene.play(self.lines[index].animate.set_color(self.scene.theme.text), run_time=run_time)
