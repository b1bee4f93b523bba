"""A molecule: atoms as balls, held by bonds."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import RIGHT, Circle, Line, MoveToTarget, VGroup

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.pace import brief, moments, wait_until
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.pictures.things.known_molecules import Bond, MoleculeForm, check_form, known_molecule
from scenekit.scene import NarratedScene
from scenekit.text import label
from scenekit.theme import TYPE_SCALE

MOST_ATOMS = 16
_ATOM = re.compile(r"([A-Z][a-z]?)(\d?[+-])?")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LONGEST_BOND = 2.6
_RADIUS, _SMALL_RADIUS = 0.34, 0.27
_LETTER_SHARE = 1.25
_LARGEST_LETTERS = 2.4
_BOND_STROKE = 7.0
_BOND_GAP = 0.09
_SHAKE = 0.06
_ROUNDS = 300
_FARTHEST = 6.0


class Molecule(SpokenPicture):
    """A molecule of balls and bonds: by formula or English name (`H2O`, `benzene`; about twenty are known),
    or of up to 16 atoms (`Na+`) and bonds (two places, and 2 or 3 if not single). Its parts are its elements.

        water = Molecule(self, "H2O")
        with self.beat(1) as beat:
            water.draw(beat, ("O", "oxygen"), ("H", "hydrogen"))
            water.vibrate(beat)
    """

    def __init__(
        self,
        scene: NarratedScene,
        atoms: str | Sequence[str],
        bonds: Sequence[Bond] = (),
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        form = known_molecule(atoms) if isinstance(atoms, str) else MoleculeForm(tuple(atoms), tuple(bonds))
        check_form(form.atoms, form.bonds, MOST_ATOMS)
        self.elements = [_parsed(atom)[0] for atom in form.atoms]
        places, room = _places(form), self.region.inset(0.1)
        self.atoms, points, length = self._balls(form.atoms, places, room)
        balls = VGroup(*self.atoms)
        beyond = max(float(balls.width) - room.width, float(balls.height) - room.height)
        if beyond > 0:
            # Letters don't shrink with the bonds, so balls may reach out: once more, with room for them.
            self.atoms, points, length = self._balls(form.atoms, places, room.inset(beyond / 2 + 0.05))
        self.bonds = [_bond(points, bond, length, scene.theme.muted) for bond in form.bonds]
        self._build_parts(form.bonds)
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def vibrate(self, beat: Beat, words: str = "") -> None:
        """Lets the atoms swing about their places when these words are spoken."""
        if words:
            wait_until(beat, moments(beat, [words])[0], self.idle)
        moves: list[Any] = []
        center = self.mobject.get_center()
        for atom in self.atoms:
            way = atom.get_center() - center
            size = float(np.linalg.norm(way))
            shift = way / size * _SHAKE if size > 0.01 else RIGHT * _SHAKE
            atom.target = atom.copy().shift(shift)
            moves.append(MoveToTarget(atom, rate_func=_swing))
        self.scene.play(*moves, run_time=brief(beat, 1.6))

    def _balls(self, atoms: Sequence[str], places: Any, room: Region) -> tuple[list[VGroup], Any, float]:
        points, length = _scaled(places, room)
        return [self._atom(*each, length) for each in zip(atoms, points, strict=True)], points, length

    def _build_parts(self, bonds: Sequence[Bond]) -> None:
        """A part for each element; a bond comes with the later of its atoms, and lies behind them."""
        order = list(dict.fromkeys(self.elements))
        for rank, element in enumerate(order):
            chosen = [atom for atom, each in zip(self.atoms, self.elements, strict=True) if each == element]
            coming = [
                made
                for made, (one, other, *_) in zip(self.bonds, bonds, strict=True)
                if max(order.index(self.elements[one]), order.index(self.elements[other])) == rank
            ]
            balls = VGroup(*(atom.submobjects[0] for atom in chosen))
            self.parts.append(Part(element, VGroup(*coming, *chosen), balls))

    def _atom(self, atom: str, point: Any, length: float) -> VGroup:
        theme = self.scene.theme
        element, charge = _parsed(atom)
        radius = length * (_SMALL_RADIUS if element == "H" else _RADIUS)
        letters = label(element + charge.translate(_RAISED), TYPE_SCALE.body, theme.background, weight="BOLD")
        room = _LETTER_SHARE * radius / max(float(letters.width), float(letters.height), 0.01)
        letters.scale(max(min(room, _LARGEST_LETTERS), TYPE_SCALE.small / TYPE_SCALE.body))
        radius = max(radius, float(letters.width) * 0.62)
        ball = Circle(radius, color=_color(element, theme), fill_opacity=1, stroke_width=2)
        ball.move_to(point).set_z_index(1)
        letters.move_to(point).set_z_index(2)
        return VGroup(ball, letters)


def _parsed(atom: str) -> tuple[str, str]:
    """Its element and its charge."""
    found = _ATOM.fullmatch(atom)
    if found is None:
        raise ValueError(f"{atom!r} is no atom: write its symbol and charge, such as 'O', 'Na+' or 'Ca2+'")
    return found[1], found[2] or ""


def _color(element: str, theme: Any) -> str:
    colors = {"O": theme.red, "N": theme.blue, "C": theme.muted, "H": theme.text}
    colors |= {"Cl": theme.green, "F": theme.green}
    return str(colors.get(element, theme.secondary))


def _places(form: MoleculeForm) -> Any:
    """Those that are given, else such that bonds are about as long and atoms far apart."""
    if form.places:
        return np.array(form.places, dtype=float)
    count = len(form.atoms)
    turns = np.arange(count) * 2 * np.pi / count
    places = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    wanted = _bonds_between(count, form.bonds)
    for _ in range(_ROUNDS):
        distances = np.linalg.norm(places[:, None] - places[None, :], axis=2)
        pull = -wanted / np.maximum(distances, 1e-6)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = pull @ places / count
    return places


def _bonds_between(count: int, bonds: Sequence[Bond]) -> Any:
    """How many bonds lie between two atoms."""
    steps = np.full((count, count), float(max(count, 2)))
    np.fill_diagonal(steps, 0.0)
    for one, other, *_ in bonds:
        steps[one, other] = steps[other, one] = 1.0
    for via in range(count):
        steps = np.minimum(steps, steps[:, [via]] + steps[[via], :])
    return np.minimum(steps, _FARTHEST)


def _scaled(places: Any, room: Region) -> tuple[Any, float]:
    """The places in this room, and the length of a bond there."""
    nearest = _nearest(places)
    places = places / nearest
    low, high = places.min(axis=0), places.max(axis=0)
    span = high - low
    border = 2 * _RADIUS * 1.05
    length = min(room.width / (span[0] + border), room.height / (span[1] + border), _LONGEST_BOND)
    middle = (low + high) / 2
    points = (places - middle) * length + np.array([room.x, room.y])
    return np.column_stack([points, np.zeros(len(points))]), float(length)


def _nearest(places: Any) -> float:
    distances = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    apart = distances[np.triu_indices(len(places), 1)]
    return float(apart.min()) if len(apart) and apart.min() > 1e-6 else 1.0


def _bond(points: Any, bond: Bond, length: float, color: str) -> VGroup:
    one, other, *order = bond
    count = order[0] if order else 1
    way = points[other] - points[one]
    across = np.array([-way[1], way[0], 0.0]) / max(float(np.linalg.norm(way)), 1e-6)
    shifts = [(line - (count - 1) / 2) * _BOND_GAP * length for line in range(count)]
    ends = [(points[one] + shift * across, points[other] + shift * across) for shift in shifts]
    return VGroup(*(Line(*pair, color=color, stroke_width=_BOND_STROKE) for pair in ends))


def _swing(done: float) -> float:
    """There and back three times, less and less."""
    return float(np.sin(done * 6 * np.pi) * (1 - done))
