"""The described interface of Manim and scenekit matches the installed libraries."""

import json
import subprocess
import sys

import manim
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.analysis.signatures import EntryKind, LibraryInterface, near_names, read_form
from runner.script.keywords import accepted_keywords
from runner.script.library_interface import read_interface


@pytest.fixture(scope="module")
def everything() -> LibraryInterface:
    return read_interface(["*"])


def test_the_program_reads_names_from_stdin_and_prints_their_interface() -> None:
    command = [sys.executable, "-m", "runner.script.library_interface"]
    done = subprocess.run(
        command,
        input=json.dumps(["Circle", "Nowhere", "NarratedScene"]).encode(),
        capture_output=True,
        check=True,
    )
    interface = LibraryInterface.model_validate_json(done.stdout)
    assert {"Circle", "NarratedScene", "Mobject", "Scene"} <= interface.entries.keys()
    assert "Axes" not in interface.entries
    assert "Axes" in interface.modules["manim"]
    assert "BarChart" in interface.modules["scenekit.pictures"]
    assert {"numpy", "manim", "scenekit", "random"} <= set(interface.installed)
    assert len(done.stdout) < 100_000


def test_every_signature_can_be_read(everything: LibraryInterface) -> None:
    for key, entry in everything.entries.items():
        texts = [entry.signature, *entry.members.values()]
        assert all(read_form(text) for text in texts if text.startswith("(")), key
        assert (entry.kind is EntryKind.CLASS) <= entry.signature.startswith("("), key
        assert all(ancestor in everything.entries for ancestor in entry.ancestors), key


def test_no_text_depends_on_the_machine_or_the_run(everything: LibraryInterface) -> None:
    text = everything.model_dump_json(exclude={"installed"})
    assert " at 0x" not in text
    assert "/site-packages" not in text
    assert read_interface(["*"]) == everything


def test_two_things_of_the_same_name_have_different_keys(everything: LibraryInterface) -> None:
    manims, ours = everything.key("manim", "BarChart"), everything.key("scenekit.pictures", "BarChart")
    assert (manims, ours) == ("BarChart", "scenekit.pictures.BarChart")
    assert "values" in everything.entries["BarChart"].keywords
    assert "scene" in everything.entries["scenekit.pictures.BarChart"].keywords


_SHAPES = """Circle Square Dot Line Arrow Rectangle Triangle Star Axes NumberPlane NumberLine VGroup Arc
Ellipse Annulus Sector Vector DoubleArrow DashedLine RegularPolygon ThreeDAxes Sphere Cube Wait"""
_OF_A_SQUARE = "SurroundingRectangle Brace Create FadeIn FadeOut Rotate Indicate"
MADE: dict[str, tuple[object, ...]] = {
    **{name: () for name in _SHAPES.split()},
    **{name: (manim.Square(),) for name in _OF_A_SQUARE.split()},
    "CurvedArrow": (manim.LEFT, manim.RIGHT),
    "Transform": (manim.Square(), manim.Dot()),
    "AnimationGroup": (manim.FadeIn(manim.Square()),),
    "LaggedStart": (manim.FadeIn(manim.Square()),),
}


@pytest.mark.parametrize("name", MADE)
def test_the_library_rejects_keywords_that_are_not_listed(name: str) -> None:
    accepted = accepted_keywords(getattr(manim, name))
    assert not accepted.takes_any
    assert "no_such_keyword" not in accepted.names
    getattr(manim, name)(*MADE[name])
    with pytest.raises(TypeError, match="no_such_keyword"):
        getattr(manim, name)(*MADE[name], no_such_keyword=1)


@pytest.mark.parametrize(
    ("name", "keyword", "value"),
    [
        ("Circle", "stroke_width", 2),
        ("Circle", "z_index", 1),
        ("Arrow", "tip_shape", manim.ArrowSquareTip),
        ("Axes", "x_axis_config", {}),
        ("DashedLine", "stroke_color", manim.RED),
        ("Star", "outer_radius", 2),
        ("Rotate", "run_time", 2),
        ("Indicate", "rate_func", manim.linear),
        ("Create", "lag_ratio", 0.5),
        ("DoubleArrow", "tip_shape_end", manim.ArrowSquareTip),
        ("SurroundingRectangle", "corner_radius", 0.1),
    ],
)
def test_the_library_accepts_keywords_that_are_listed(name: str, keyword: str, value: object) -> None:
    assert keyword in accepted_keywords(getattr(manim, name)).names
    getattr(manim, name)(*MADE[name], **{keyword: value})


def test_members_are_those_that_an_object_has(everything: LibraryInterface) -> None:
    for name in ("Circle", "Axes", "VGroup", "Dot", "NumberLine", "Rectangle"):
        missing = {part for part in vars(getattr(manim, name)()) if part not in everything.members(name)}
        assert missing == set(), name


def test_only_requested_names_are_described(everything: LibraryInterface) -> None:
    text = everything.describe(
        ["Circle", "NarratedScene.label", "ParametricSurfac", "Axes.plott", "UP", "rate_functions"]
    )
    assert "Circle(radius: float | None = None" in text
    assert "and no other" in text
    assert "NarratedScene.label(text: str, size: float = " in text
    assert "ParametricSurfac does not exist" in text
    assert "Axes.plott does not exist; near it: plot" in text
    assert "UP: a constant" in text
    assert "rate_functions: a module" in text
    assert "Square" not in text


@given(
    st.lists(st.sampled_from(["Circle", "Axes", "Text", "Nowhere", "UP", "a.b", "Circle.x", "."])),
    st.integers(0, 4000),
)
def test_a_description_keeps_its_limit(names: list[str], limit: int) -> None:
    assert len(_FEW.describe(names, limit)) <= limit


_FEW = read_interface(["Circle", "Axes", "Text"])


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=20), max_size=20))
def test_near_names_are_known_ones(name: str, known: list[str]) -> None:
    near = near_names(name, known)
    assert len(near) <= 3
    assert set(near) <= set(known)
