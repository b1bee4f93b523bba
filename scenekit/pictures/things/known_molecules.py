"""Molecules that school texts name, as atoms, bonds, and places where their shape is told by these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

Bond = tuple[int, int] | tuple[int, int, int]
"""The places of two atoms, and how many bonds hold them: one if not said."""


@dataclass(frozen=True)
class MoleculeForm:
    """What a molecule consists of. Without `places` these are found from its bonds."""

    atoms: tuple[str, ...]
    bonds: tuple[Bond, ...]
    places: tuple[tuple[float, float], ...] = ()


_BENT = ((0.0, 0.0), (-0.79, -0.61), (0.79, -0.61))
_CROSS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))
_LINE = ((-0.5, 0.0), (0.5, 0.0))
_ROW = ((0.0, 0.0), (-1.0, 0.0), (1.0, 0.0))
_RING = tuple((x, y) for x, y in ((0, 1), (0.87, 0.5), (0.87, -0.5), (0, -1), (-0.87, -0.5), (-0.87, 0.5)))
_ETHANE = (
    (-0.5, 0.0),
    (0.5, 0.0),
    (-0.5, 1.0),
    (-1.5, 0.0),
    (-0.5, -1.0),
    (0.5, 1.0),
    (1.5, 0.0),
    (0.5, -1.0),
)
_ETHANOL = (*_ETHANE[:6], (1.5, 0.0), (0.5, -1.0), (2.5, 0.0))


def _pair(one: str, other: str, order: int) -> MoleculeForm:
    return MoleculeForm((one, other), ((0, 1, order),), _LINE)


_FORMS: Mapping[str, MoleculeForm] = MappingProxyType(
    {
        "H2": _pair("H", "H", 1),
        "O2": _pair("O", "O", 2),
        "N2": _pair("N", "N", 3),
        "Cl2": _pair("Cl", "Cl", 1),
        "HCl": _pair("H", "Cl", 1),
        "CO": _pair("C", "O", 3),
        "NaCl": MoleculeForm(("Na+", "Cl-"), (), ((-0.55, 0.0), (0.55, 0.0))),
        "H2O": MoleculeForm(("O", "H", "H"), ((0, 1), (0, 2)), _BENT),
        "CO2": MoleculeForm(("C", "O", "O"), ((0, 1, 2), (0, 2, 2)), _ROW),
        "SO2": MoleculeForm(("S", "O", "O"), ((0, 1, 2), (0, 2, 2)), _BENT),
        "O3": MoleculeForm(("O", "O", "O"), ((0, 1, 2), (0, 2)), _BENT),
        "H2S": MoleculeForm(("S", "H", "H"), ((0, 1), (0, 2)), _BENT),
        "NH3": MoleculeForm(
            ("N", "H", "H", "H"), ((0, 1), (0, 2), (0, 3)), ((0, 0), (-0.9, -0.4), (0, -1), (0.9, -0.4))
        ),
        "CH4": MoleculeForm(("C", "H", "H", "H", "H"), ((0, 1), (0, 2), (0, 3), (0, 4)), _CROSS),
        "C2H6": MoleculeForm(
            ("C", "C", *"HHHHHH"), ((0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (1, 6), (1, 7)), _ETHANE
        ),
        "C2H4": MoleculeForm(
            ("C", "C", *"HHHH"),
            ((0, 1, 2), (0, 2), (0, 3), (1, 4), (1, 5)),
            ((-0.5, 0.0), (0.5, 0.0), (-1.2, 0.75), (-1.2, -0.75), (1.2, 0.75), (1.2, -0.75)),
        ),
        "C2H2": MoleculeForm(
            ("C", "C", "H", "H"),
            ((0, 1, 3), (0, 2), (1, 3)),
            ((-0.5, 0.0), (0.5, 0.0), (-1.5, 0.0), (1.5, 0.0)),
        ),
        "C2H5OH": MoleculeForm(
            ("C", "C", "H", "H", "H", "H", "O", "H", "H"),
            ((0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (1, 6), (1, 7), (6, 8)),
            _ETHANOL,
        ),
        "C6H6": MoleculeForm(
            (*"CCCCCC", *"HHHHHH"),
            (
                *((n, (n + 1) % 6, 2 - n % 2) for n in range(6)),
                *((n, n + 6) for n in range(6)),
            ),
            (*_RING, *((1.95 * x, 1.95 * y) for x, y in _RING)),
        ),
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "water": "H2O",
        "carbon dioxide": "CO2",
        "oxygen": "O2",
        "nitrogen": "N2",
        "hydrogen": "H2",
        "chlorine": "Cl2",
        "methane": "CH4",
        "ammonia": "NH3",
        "ozone": "O3",
        "carbon monoxide": "CO",
        "sulfur dioxide": "SO2",
        "hydrogen chloride": "HCl",
        "sodium chloride": "NaCl",
        "salt": "NaCl",
        "ethane": "C2H6",
        "ethene": "C2H4",
        "ethyne": "C2H2",
        "ethanol": "C2H5OH",
        "benzene": "C6H6",
    }
)
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def known_molecule(name: str) -> MoleculeForm:
    """The molecule of this formula (`H2O`, `H₂O`) or English name.

    Raises ValueError for one that isn't in the table.
    """
    plain = name.strip().translate(_PLAIN)
    form = _FORMS.get(_NAMES.get(plain.lower(), plain))
    if form is None:
        known = ", ".join(_FORMS)
        raise ValueError(f"{name!r} is not among {known}: give its atoms and bonds instead")
    return form


def check_form(atoms: Sequence[str], bonds: Sequence[Bond], most: int) -> None:
    """Raises ValueError for a molecule of too many atoms, or bonds between atoms that aren't there."""
    if not 1 <= len(atoms) <= most:
        raise ValueError(f"Molecule takes 1 to {most} atoms, not {len(atoms)}")
    for one, other, *order in bonds:
        if one == other or not 0 <= min(one, other) <= max(one, other) < len(atoms):
            raise ValueError(f"the bond ({one}, {other}) needs two atoms of 0 to {len(atoms) - 1}")
        if order and not 1 <= order[0] <= 3:
            raise ValueError(f"the bond ({one}, {other}) is single, double or triple: 1, 2 or 3")
