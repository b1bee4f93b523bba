"""A whole is shown with all its parts."""

import pytest

from runner.script.storyboard.finders.wholes import find_wholes


@pytest.mark.parametrize(
    ("beat", "tree"),
    [
        (
            "An atom consists of protons, neutrons and electrons.",
            ("Atom", "protons", "neutrons", "electrons"),
        ),
        (
            "There are three types of rock: igneous, sedimentary, and metamorphic.",
            ("Rock", "igneous", "sedimentary", "metamorphic"),
        ),
        ("Ein Atom besteht aus einem Kern und einer Hülle.", ("Atom", "Kern", "Hülle")),
        ("Los cuarks son de tres colores: rojo, verde y azul.", ("Cuarks", "rojo", "verde", "azul")),
    ],
)
def test_a_whole_has_all_its_parts(beat: str, tree: tuple[str, ...]) -> None:
    assert [found.arguments for found in find_wholes([beat])] == [(tree,)]


@pytest.mark.parametrize(
    "beat",
    [
        "It consists of protons and neutrons.",
        "The structure consists of this unit cell.",
        "A solid does not consist of planes and layers.",
        "The plan includes rules that nobody knows, and people who are late.",
    ],
)
def test_other_sentences_divide_nothing(beat: str) -> None:
    assert list(find_wholes([beat])) == []
