"""The title of a section, in the title band."""

from manim import DOWN, Create, FadeIn, Line, VGroup

from scenekit.lettering import Style, typeset
from scenekit.narration import Beat
from scenekit.pictures.pace import brief
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_RULE_DROP = 0.05


class SectionTitle:
    """A section's title in the title band, with a rule below it.

    A noun phrase of at most 40 letters.

        title = SectionTitle(self, "Inside a battery")
        with self.beat(1) as beat:
            title.show(beat)
    """

    def __init__(self, scene: NarratedScene, text: str) -> None:
        band = scene.layout.title
        style = Style(scene.theme.text, TYPE_SCALE.title, "BOLD", "center")
        self.scene = scene
        self.text = typeset(text, band, style)
        self.rule = Line(
            (band.x - 0.7, band.bottom - _RULE_DROP, 0),
            (band.x + 0.7, band.bottom - _RULE_DROP, 0),
            color=scene.theme.primary,
            stroke_width=4,
        )
        self.mobject = VGroup(self.text, self.rule)

    def show(self, beat: Beat | None = None) -> None:
        """Brings the title in; without a beat, before anything is said."""
        run_time = brief(beat) if beat else 0.4
        self.scene.play(FadeIn(self.text, shift=DOWN * 0.15), Create(self.rule), run_time=run_time)
