"""What pictures of structures share: verbs that wait for their words, and colours that stay."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from manim import FadeIn, VMobject

from scenekit.narration import Beat
from scenekit.pictures.pace import brief, moments, step_through, wait_until
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture


class SteppedPicture(SpokenPicture):
    """A picture that moves on step by step."""

    def _wait_for(self, beat: Beat, words: str) -> None:
        """Waits, in motion, until these words are spoken, and first draws what isn't drawn yet."""
        if missing := [part for part in self.parts if not part.is_drawn]:
            self._draw_at_once(beat, missing)
        if words:
            wait_until(beat, moments(beat, [words])[0], self.idle)

    def _draw_at_once(self, beat: Beat, missing: Iterable[Part]) -> None:
        is_first = not any(part.is_drawn for part in self.parts)
        animations: list[Any] = [FadeIn(self.frame)] if is_first and len(self.frame) else []
        for part in missing:
            part.is_drawn = True
            animations.append(FadeIn(part.mobject))
        self.scene.play(*animations, run_time=brief(beat, 0.6))

    def _play(self, beat: Beat, animations: Iterable[Any], wanted: float = 0.8) -> None:
        if chosen := list(animations):
            self.scene.play(*chosen, run_time=brief(beat, wanted))

    def _visit(self, beat: Beat, named: Sequence[Named]) -> None:
        """Lights up these parts, each when it is spoken of; they keep the colour of what was visited."""
        self._wait_for(beat, "")
        chosen = self._chosen(named, self.parts)
        step_through(
            beat,
            [cue for _, cue in chosen],
            lambda index, run_time: self.scene.play(*self._reach(chosen[index][0]), run_time=run_time),
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def _reach(self, part: Part) -> list[Any]:
        animations = self.light(part)
        for shape, look in self._lit:
            if any(shape is each for each in part.lit_shapes):
                self._settle(look)
        return animations

    def _settling(self, shapes: Sequence[VMobject]) -> list[Any]:
        """Animations that give these shapes the colour of what is settled, and the others their own back."""
        settled = self._recolour(shapes, self._settle)
        return [*self.dim(), *settled]

    def _settle(self, shape: VMobject) -> None:
        """Gives it the colour of what is visited, found or settled."""
        shape.set_stroke(self.scene.theme.tertiary, width=6)

    def _recolour(self, shapes: Sequence[VMobject], change: Callable[[VMobject], Any]) -> list[Any]:
        """Animations that change the look of these shapes for good, also of those that are lit."""
        animations: list[Any] = []
        for shape in shapes:
            look = next((look for lit, look in self._lit if lit is shape), shape).copy()
            self._lit = [pair for pair in self._lit if pair[0] is not shape]
            change(look)
            animations.append(shape.animate.match_style(look))
        return animations
