"""How a scene's pictures follow one another: when something moves, and how much of the body they take up."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Mobject, MovingCamera, Scene, ThreeDCamera

from runner.render.record import MAX_SPANS, BoundingBox, FrameSpan, Regions
from scenekit.layout import Region, current_layout

# The body in squares of about a third of a unit; boxes are counted with a little room around them.
_SQUARES = 24
_ROOM = 0.15
_MOST_PARTS = 2_000


def regions_of(*, is_kit: bool) -> Regions:
    """The regions of the frame; only scenes of the kit have a band for titles."""
    layout = current_layout()
    return Regions(
        frame=_as_box(layout.frame),
        safe=_as_box(layout.safe),
        body=_as_box(layout.body),
        title=_as_box(layout.title) if is_kit else None,
    )


class PaceKeeper:
    """Collects the spans of a scene; those that are too many are left out."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._body = current_layout().body
        self._look: object = None
        self.spans: list[FrameSpan] = []

    def note(self, start: int, end: int, *, moves: bool) -> None:
        """What was just played took the frames from `start` on, up to `end`."""
        used, look = self._see()
        last = self.spans[-1] if self.spans else None
        is_same = last is not None and last.moves == moves and last.used == used
        if last is not None and is_same and (moves or look == self._look):
            self.spans[-1] = last.model_copy(update={"end": end})
        elif len(self.spans) < MAX_SPANS and end > start:
            self.spans.append(FrameSpan(start=start, end=end, moves=moves, used=used))
        self._look = look

    def _see(self) -> tuple[float, object]:
        """The used share of the body, and a value that differs where the picture differs."""
        # Without those that have nothing to draw: each wait brings one of its own.
        families = [parts for parts in map(_drawn_parts, self._scene.mobjects) if parts]
        ids = tuple(id(parts[0]) for parts in families)
        if sum(map(len, families)) > _MOST_PARTS:
            return 1.0, ids
        try:
            boxes = [_ends(family) for family in families]
            colours = tuple(_colours(part) for family in families for part in family)
            look = (ids, tuple(box.tobytes() for box in boxes), hash(colours))
            # A camera that moves shows what the script wants.
            is_plain = not isinstance(self._scene.camera, ThreeDCamera | MovingCamera)
            return used_share(boxes, self._body) if is_plain else 1.0, look
        except Exception:  # best effort: the script's own classes may answer anything
            return 1.0, ids


def used_share(boxes: Sequence[Any], body: Region) -> float:
    """The share of the body that lies in these boxes, arrays of the lowest and highest x and y."""
    cells = np.zeros((_SQUARES, _SQUARES), dtype=bool)
    corner, size = np.array([body.left, body.bottom]), np.array([body.width, body.height])
    for low, high in boxes:
        if not np.isfinite([low, high]).all():
            return 1.0
        first = np.clip(np.floor((low - _ROOM - corner) / size * _SQUARES), 0, _SQUARES).astype(int)
        last = np.clip(np.ceil((high + _ROOM - corner) / size * _SQUARES), 0, _SQUARES).astype(int)
        cells[first[0] : last[0], first[1] : last[1]] = True
    return round(float(cells.mean()), 3)


def _drawn_parts(mobject: Mobject) -> list[Any]:
    return [part for part in mobject.get_family() if len(part.points)]


def _ends(parts: Sequence[Any]) -> Any:
    """The lowest and the highest x and y of these objects."""
    low = np.min([part.points.min(axis=0)[:2] for part in parts], axis=0)
    high = np.max([part.points.max(axis=0)[:2] for part in parts], axis=0)
    return np.stack([low, high])


def _colours(part: Any) -> bytes:
    arrays = (getattr(part, name, None) for name in ("fill_rgbas", "stroke_rgbas"))
    # Its middle tells a turned object from one that wasn't.
    middle = part.points[len(part.points) // 3].tobytes()
    return bytes(b"".join(array.tobytes() for array in arrays if array is not None) + middle)


def _as_box(region: Region) -> BoundingBox:
    return BoundingBox(left=region.left, bottom=region.bottom, right=region.right, top=region.top)
