"""Describes what is on screen: each object's box as the camera sees it, its text, size, colours and order."""

from collections.abc import Iterator
from typing import Any

from manim import DecimalNumber, Mobject, Scene, VMobject, config
from manim.mobject.text.tex_mobject import SingleStringMathTex

from runner.render.child.becoming import Becoming
from runner.render.child.outlines import OutlineBook
from runner.render.child.screen import (
    TEXTS,
    Visible,
    as_share,
    box_of,
    is_drawn,
    is_pinned,
    letters_of,
    opacity,
    seen,
    view_of,
    visible,
    zoom_of,
)
from runner.render.child.script_lines import made_at
from runner.render.child.squashing import squash_line_of, squash_of
from runner.render.record import (
    MAX_MOMENTS,
    MAX_OBJECTS,
    MAX_OBJECTS_IN_ALL,
    MAX_TEXT_CHARACTERS,
    MAX_TEXT_COLOURS,
    Moment,
    ShapeOutline,
    ShownObject,
)

# In heights: no letter is so wide.
_LINES_WIDTH = 8
# Marks of direction that Podreel's own texts hold.
_MARKS = dict.fromkeys(map(ord, "\u200e\u202a\u202b\u202c"))


class ScreenObserver:
    """Collects the moments of one scene; later ones are left out when there are too many."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._listed = 0
        # Kept, so that no other object gets the same address.
        self._known: dict[int, tuple[int, Mobject]] = {}
        self._book = OutlineBook()
        self.becoming = Becoming()
        self.moments: list[Moment] = []

    @property
    def outlines(self) -> tuple[ShapeOutline, ...]:
        """Those that the moments' objects refer to."""
        return tuple(self._book.outlines)

    def observe(self, beat: int) -> None:
        """Records what is on screen now, at the end of this beat's pictures (0: in a scene without beats)."""
        room = min(MAX_OBJECTS, MAX_OBJECTS_IN_ALL - self._listed)
        if len(self.moments) == MAX_MOMENTS or room == 0:
            return
        found = list(visible(self._scene))
        objects = tuple(self._describe_all(found[:room]))
        self._listed += min(room, len(found))
        self.moments.append(
            Moment(
                frame=round(self._scene.renderer.time * config.frame_rate),
                beat=beat,
                objects=objects,
                omitted=len(found) - len(objects),
                camera=view_of(self._scene.camera),
            )
        )

    def _describe_all(self, found: list[Visible]) -> Iterator[ShownObject]:
        for each in found:
            try:
                yield self._describe(each)
            # A script that can be drawn must not fail here, and its own classes may answer anything.
            except Exception:  # noqa: S112 - the picture counts it
                continue

    def _describe(self, each: Visible) -> ShownObject:
        mobject, face, camera = each.mobject, each.face, self._scene.camera
        said = self.becoming.look_of(mobject)
        is_text = isinstance(said, TEXTS)
        return ShownObject(
            kind=type(said).__name__[:MAX_TEXT_CHARACTERS],
            box=box_of(mobject, camera),
            number=self._number(mobject),
            group=self._number(each.top),
            text=_text(said)[:MAX_TEXT_CHARACTERS] if is_text else "",
            font_size=_font_size(mobject, camera) if is_text and said is mobject else None,
            fill=_fill(face),
            more_fills=_more_fills(mobject) if is_text else (),
            stroke=_stroke(face),
            opacity=opacity(face),
            fill_opacity=as_share(face.get_fill_opacity()) if isinstance(face, VMobject) else 0.0,
            has_halo=is_text and _has_halo(face),
            z_index=float(mobject.z_index),
            outline=None if is_text else self._outline(mobject),
            squash=squash_of(mobject),
            pinned=is_pinned(mobject, camera),
            lines=made_at(said),
            squash_line=squash_line_of(mobject),
        )

    def _number(self, mobject: Mobject) -> int:
        """Counts the objects from 1, in the order of their first appearance."""
        return self._known.setdefault(id(mobject), (len(self._known) + 1, mobject))[0]

    def _outline(self, mobject: Mobject) -> int | None:
        if not isinstance(mobject, VMobject):
            return None
        return self._book.place(mobject, lambda points: seen(points, mobject, self._scene.camera))


def _font_size(mobject: Any, camera: Any) -> float | None:
    return round(float(mobject.font_size) * zoom_of(camera), 2) if mobject.height > 0 else None


def _text(mobject: Any) -> str:
    if isinstance(mobject, SingleStringMathTex):
        return str(mobject.tex_string)
    if isinstance(mobject, DecimalNumber):
        return f"{mobject.get_value():.{mobject.num_decimal_places}f}"
    return str(getattr(mobject, "original_text", mobject.text)).translate(_MARKS)


def _fill(face: Mobject) -> str:
    return _hex(face.get_fill_color()) if isinstance(face, VMobject) and face.get_fill_opacity() > 0 else ""


def _more_fills(text: Mobject) -> tuple[str, ...]:
    """The colours of its letters if they have several; a line under them is no letter."""
    parts = [part for part in letters_of(text) if isinstance(part, VMobject) and part.has_points()]
    letters = [part for part in parts if part.width < _LINES_WIDTH * part.height]
    colours = {tuple(part.fill_rgbas[0][:3]): part for part in letters if part.get_fill_opacity() > 0}
    if len(colours) < 2:
        return ()
    return tuple(_hex(part.get_fill_color()) for part in list(colours.values())[:MAX_TEXT_COLOURS])


def _stroke(face: Mobject) -> str:
    return _hex(face.get_stroke_color()) if isinstance(face, VMobject) and is_drawn(face) else ""


def _hex(color: Any) -> str:
    return str(color.to_hex()) if color is not None else ""


def _has_halo(face: Mobject) -> bool:
    return isinstance(face, VMobject) and bool(face.get_stroke_width(background=True) > 0)
