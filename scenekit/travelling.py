"""Things that move along a path, change places, or stay beside what moves."""

from math import atan, pi
from typing import Any

import numpy as np
from manim import (
    UP,
    Animation,
    AnimationGroup,
    Mobject,
    MoveToTarget,
    VMobject,
    angle_of_vector,
    normalize,
)
from manim.typing import Point3D, Vector3D

from scenekit.baseline import baseline_of, texts_in
from scenekit.layout import Region

_SAMPLES = 400
_PASSING_ROOM = 0.55
_STEP = 0.08
_MOST_STEPS = 40


class RunAlong(Animation):
    """Moves `runner` along `path` at an even speed, from one share of its length to another.

    With `is_turning` it turns with the path.
    """

    def __init__(
        self, runner: Mobject, path: VMobject, start: float = 0.0, end: float = 1.0, **options: Any
    ) -> None:
        self.is_turning = bool(options.pop("is_turning", False))
        self.points, self.lengths = _sampled(path)
        self.start, self.end = start, end
        super().__init__(runner, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.start + self.rate_func(alpha) * (self.end - self.start)
        if self.is_turning:
            turned = self._angle(share) - self._angle(self.start)
            self.mobject.become(self.starting_mobject).rotate(turned)
        self.mobject.move_to(self._point(share))

    def _point(self, share: float) -> Point3D:
        length = share * self.lengths[-1]
        return np.array([np.interp(length, self.lengths, axis) for axis in self.points.T])

    def _angle(self, share: float) -> float:
        ahead, behind = min(share + 0.005, 1.0), max(share - 0.005, 0.0)
        return float(angle_of_vector(self._point(ahead) - self._point(behind)))


def swap(one: Mobject, other: Mobject, **options: Any) -> AnimationGroup:
    """They change places on arcs that keep them apart. Texts stay on the line of the place they come to."""
    way = _place_of(other) - _place_of(one)
    distance = float(np.linalg.norm(way))
    room = _PASSING_ROOM * max(_extent(one, way), _extent(other, way))
    angle = min(4 * atan(2 * room / distance), pi) if distance else pi
    moves = []
    for mobject, shift in ((one, way), (other, -way)):
        mobject.target = mobject.copy().shift(shift)
        moves.append(MoveToTarget(mobject, path_arc=-angle))
    return AnimationGroup(*moves, **options)


def stay_beside(
    label: Mobject, thing: Mobject, direction: Vector3D, safe: Region, at: float | None = None
) -> Mobject:
    """Keeps `label` beside `thing` wherever that moves: at a share of its length if `at` is given."""

    def follow(follower: Mobject) -> None:
        if at is None:
            follower.next_to(thing, direction)
        else:
            _place_beside_curve(follower, thing, direction, at)
        safe.keep_inside(follower)

    follow(label)
    return label.add_updater(follow)


def _place_beside_curve(label: Mobject, curve: Any, direction: Vector3D, at: float) -> None:
    """As near as it can be on this side without touching the curve."""
    points, lengths = _sampled(curve)
    place = float(np.interp(at * lengths[-1], lengths, np.arange(len(points))))
    here, ahead, behind = (points[min(max(round(place + step), 0), len(points) - 1)] for step in (0, 3, -3))
    way = normalize(ahead - behind)
    side = np.array([-way[1], way[0], 0.0])
    side = side if float(np.dot(side, direction)) >= 0 else -side
    for step in range(_MOST_STEPS):
        label.move_to(here + side * (_reach(label, side) + _STEP * (step + 1)))
        if not _touches(label, points):
            return


def _touches(label: Mobject, points: Any) -> bool:
    low = label.get_corner((-1, -1, 0)) - _STEP
    high = label.get_corner((1, 1, 0)) + _STEP
    return bool(np.all((points[:, :2] > low[:2]) & (points[:, :2] < high[:2]), axis=1).any())


def _reach(label: Mobject, side: Vector3D) -> float:
    return float(abs(side[0]) * label.width + abs(side[1]) * label.height) / 2


def _sampled(path: Any) -> tuple[Any, Any]:
    """Points along the path, and how far along it each one is. It must have a length."""
    curves = [
        curve for part in path.get_family() if part.has_points() for curve in part.get_cubic_bezier_tuples()
    ]
    if not curves:
        raise ValueError("a path without points has no length: give a line, an arc or a curve")
    steps = np.linspace(0, 1, max(2, _SAMPLES // len(curves)))[:, None]
    back = 1 - steps
    points = np.concatenate(
        [
            back**3 * a + 3 * back**2 * steps * b + 3 * back * steps**2 * c + steps**3 * d
            for a, b, c, d in curves
        ]
    )
    ways = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return points, np.concatenate([[0.0], np.cumsum(ways)])


def _place_of(mobject: Mobject) -> Point3D:
    """Its middle; a text's is on its line."""
    center = mobject.get_center()
    is_text = next(texts_in(mobject), None) is mobject
    return np.array([center[0], baseline_of(mobject), 0.0]) if is_text else center


def _extent(mobject: Mobject, way: Vector3D) -> float:
    """Its size across this way."""
    across = normalize(np.array([-way[1], way[0], 0.0])) if np.any(way) else UP
    return float(abs(across[0]) * mobject.width + abs(across[1]) * mobject.height)
