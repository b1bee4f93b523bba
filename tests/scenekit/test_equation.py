"""Equations typeset by LaTeX, part by part; plain text if LaTeX can't."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from manim import MathTex, Text, tempconfig

from scenekit.equation import equation, equation_or_text


@pytest.fixture(autouse=True, scope="module")
def _own_tex_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("tex")
    with tempconfig({"media_dir": str(folder)}):
        yield


def test_the_parts_of_an_equation_can_be_taken_apart() -> None:
    formula = equation("a^2", "+", "b^2", "=", "c^2", color="#FFFFFF")
    assert len(formula) == 5
    assert all(part.width > 0 for part in formula)
    middles = [part.get_x() for part in formula]
    assert middles == sorted(middles)


def test_a_part_takes_its_own_colour_and_the_others_keep_theirs() -> None:
    formula = equation("a^2", "+", "b^2", color="#FFFFFF", colors={"a^2": "#FF0000"})
    colors = [
        {shape.get_fill_color().to_hex() for shape in part.family_members_with_points()} for part in formula
    ]
    assert colors == [{"#FF0000"}, {"#FFFFFF"}, {"#FFFFFF"}]


def test_what_latex_can_typeset_is_an_equation() -> None:
    assert isinstance(equation_or_text(r"\frac{1}{2}", "1/2", 32, "#FFFFFF"), MathTex)


@pytest.mark.parametrize("tex", [r"\frac{1", r"\nosuchcommand", "x^a^b", "$x$", "#", "%", "你好"])
def test_what_latex_cannot_typeset_is_shown_as_text(tex: str) -> None:
    shown = equation_or_text(tex, "as plain text", 32, "#FFFFFF")
    assert isinstance(shown, Text)
    assert shown.width > 0


def test_without_latex_an_equation_is_shown_as_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    shown = equation_or_text(r"\sqrt{17} + \sqrt{19}", "as plain text", 32, "#FFFFFF")
    assert isinstance(shown, Text)
