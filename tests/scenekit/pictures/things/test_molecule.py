"""Molecules: balls that don't overlap, with a bond between each two that are bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, NarratedScene, Region, SectionPlan
from scenekit.pictures import Molecule
from scenekit.pictures.things.known_molecules import _FORMS, _NAMES, known_molecule
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

ELECTRONS = {"H": 1, "C": 4, "N": 3, "O": 2, "Cl": 1}


def _regions(scene: NarratedScene) -> list[Region]:
    body = scene.layout.body
    return [body, body.columns(1, 1)[0], body.rows(7, 3)[0]]


@given(st.data())
@ANY_DATA
def test_any_molecule_stays_in_its_region_and_overlaps_nothing(data: st.DataObject) -> None:
    plan = SectionPlan(theme=data.draw(st.sampled_from(sorted(THEMES))))
    with scene_in(data.draw(st.sampled_from(sorted(ASPECTS))), plan) as scene:
        region = data.draw(st.sampled_from(_regions(scene)))
        # In part of the body there is room for so many.
        most = 7 if region == scene.layout.body else 4
        atoms = data.draw(st.lists(st.sampled_from(["C", "H", "O", "Na+", "Cl-"]), min_size=1, max_size=most))
        bonds = [
            (data.draw(st.integers(0, new - 1)), new, data.draw(st.integers(1, 3)))
            for new in range(1, len(atoms))
        ]
        assert faults_of(Molecule(scene, atoms, bonds, region)) == []


@pytest.mark.parametrize("name", sorted(_FORMS))
def test_known_molecules_fit_half_a_body(name: str) -> None:
    with scene_in("16:9") as scene:
        assert faults_of(Molecule(scene, name, region=_regions(scene)[1])) == []


@pytest.mark.parametrize("name", "H2O CO2 O2 N2 HCl CH4 C2H6 C2H4 C2H2 C2H5OH C6H6 NH3".split())
def test_every_atom_of_a_known_molecule_has_the_bonds_of_its_element(name: str) -> None:
    form = known_molecule(name)
    for place, atom in enumerate(form.atoms):
        orders = [order[0] if order else 1 for one, other, *order in form.bonds if place in (one, other)]
        assert sum(orders) == ELECTRONS[atom]


def test_names_and_lowered_digits_tell_the_same_molecule() -> None:
    assert all(known_molecule(name) == known_molecule(formula) for name, formula in _NAMES.items())
    assert known_molecule("H₂O") == known_molecule("Water") == known_molecule("H2O")


def test_elements_are_parts_and_atoms_swing_back() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6.0),) * 2)) as scene:
        water = Molecule(scene, "H2O")
        places = [atom.get_center() for atom in water.atoms]
        with scene.beat(1) as beat:
            water.draw(beat, ("O", "oxygen"), ("H", "hydrogen"))
            water.vibrate(beat)
        assert [part.text for part in water.parts] == ["O", "H"]
        moved = zip(water.atoms, places, strict=True)
        assert all(atom.get_center() == pytest.approx(place, abs=1e-3) for atom, place in moved)
        with scene.beat(2) as beat:
            water.leave(beat)
        assert scene.narration.start_frames[2] == pytest.approx(15 * 6.35, abs=1)


@pytest.mark.parametrize(
    ("atoms", "bonds", "fault"),
    [
        ("unobtainium", (), "give its atoms"),
        (["oxygen"], (), "is no atom"),
        (["O", "H"], [(0, 2)], "needs two atoms"),
        (["O", "H"], [(0, 1, 4)], "single, double or triple"),
        (["C"] * 17, (), "1 to 16 atoms"),
    ],
)
def test_what_cannot_be_is_refused(atoms: str | list[str], bonds: list[tuple[int, int]], fault: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=fault):
        Molecule(scene, atoms, bonds)
