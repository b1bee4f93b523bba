"""How particles move in a box: straight on, back from walls and from one another. Pure; a seed decides."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scenekit.layout import Region

_LONGEST_STEP = 0.05
_PULL = 0.1


@dataclass(eq=False)
class ParticleMotion:
    """The places and the ways of particles of one size in a box."""

    box: Region
    count: int
    radius: float
    speed: float
    seed: int
    places: Any = field(init=False)
    ways: Any = field(init=False)
    pairs: list[tuple[int, int]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        random = np.random.default_rng(self.seed)
        angles = random.uniform(0, 2 * np.pi, self.count)
        speeds = self.speed * random.uniform(0.7, 1.3, self.count)
        self.ways = speeds[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        self.places = random.permutation(self._grid(self.count))

    def step(self, seconds: float, is_divided: bool = False) -> None:
        """Moves all by this time; a wall in the middle may keep each in its half."""
        while seconds > 1e-9:
            part = min(seconds, _LONGEST_STEP)
            self.places = self.places + self.ways * part
            self._turn_at_walls()
            if is_divided:
                self._turn_at_middle()
            self._pull_together()
            self._turn_at_others()
            seconds -= part

    def heat(self, factor: float) -> None:
        """Makes all faster by this factor, or slower if it is less than 1."""
        self.ways = self.ways * factor

    def split(self, first: int) -> None:
        """Puts the first so many in the left half, the others in the right."""
        half = self.box.width / 2
        for start, end, shift in ((0, first, -half / 2), (first, self.count, half / 2)):
            grid = self._grid(end - start, half)
            self.places[start:end] = grid + np.array([shift, 0.0])

    def join(self, one: int, other: int) -> None:
        """From now on the second one stays beside the first."""
        self.pairs.append((one, other))

    def _turn_at_middle(self) -> None:
        side = np.sign(self.places[:, 0] - self.box.x)
        near = np.abs(self.places[:, 0] - self.box.x) < self.radius * 1.2
        self.ways[:, 0] = np.where(near, side * np.abs(self.ways[:, 0]), self.ways[:, 0])

    def _pull_together(self) -> None:
        """Those that belong together come closer until they touch, and then move as one."""
        for one, other in self.pairs:
            between = self.places[other] - self.places[one]
            distance = max(float(np.linalg.norm(between)), 1e-9)
            wanted = max(2.02 * self.radius, distance - _PULL)
            self.places[other] = self.places[one] + between / distance * wanted
            self.ways[other] = self.ways[one]

    def _grid(self, count: int, width: float | None = None) -> Any:
        """Places for so many, in rows, around the middle of the box."""
        across = (self.box.width if width is None else width) - 2 * self.radius
        up = self.box.height - 2 * self.radius
        columns = max(1, min(count, round((count * across / up) ** 0.5 + 0.49)))
        rows = -(-count // columns)
        x = (np.arange(count) % columns + 0.5) / columns - 0.5
        y = (np.arange(count) // columns + 0.5) / max(rows, 1) - 0.5
        return np.stack([self.box.x + x * across, self.box.y + y * up], axis=1)

    def _turn_at_walls(self) -> None:
        room = self.box.inset(self.radius)
        low, high = np.array([room.left, room.bottom]), np.array([room.right, room.top])
        self.ways = np.where(self.places < low, np.abs(self.ways), self.ways)
        self.ways = np.where(self.places > high, -np.abs(self.ways), self.ways)
        self.places = np.clip(self.places, low, high)

    def _turn_at_others(self) -> None:
        """Two that touch exchange their ways along the line between them, as equal balls do."""
        between = self.places[:, None] - self.places[None, :]
        distances = np.linalg.norm(between, axis=2)
        for one, other in np.argwhere(np.triu(distances < 2 * self.radius, 1)):
            line = between[one, other] / max(distances[one, other], 1e-9)
            toward = float(np.dot(self.ways[one] - self.ways[other], line))
            if toward < 0:
                self.ways[one] = self.ways[one] - toward * line
                self.ways[other] = self.ways[other] + toward * line
