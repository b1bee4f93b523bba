"""Formulas compiled with the host's format are those that Manim compiles itself."""

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from manim import TexTemplate, tempconfig
from manim.utils import tex_file_writing

from runner.render.child.tex import compile_formula
from runner.render.tex_format import FORMAT_FILE, PREAMBLE, make_format

FORMULAS = [
    (r"\frac{a^2}{b_1} = \sqrt{c}", "align*"),
    (r"x &= \mathbb{R} \\ y &= \begin{pmatrix}1\\2\end{pmatrix}", "align*"),
    (r"Words, $x^2$ and \textbf{more}", "center"),
]
BEFORE = os.environ.get("TEXFORMATS", "")


@pytest.fixture(scope="module")
def format_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("format")
    assert asyncio.run(make_format(folder))
    return folder


@pytest.fixture(autouse=True)
def place(tmp_path: Path) -> Iterator[Path]:
    with tempconfig({"media_dir": str(tmp_path)}):
        yield tmp_path


def compiled(text: str, environment: str | None, template: TexTemplate | None = None) -> bytes:
    """The pages of a formula, without the time at which they were made."""
    tex_file = tex_file_writing.generate_tex_file(text, environment, template)
    made = compile_formula(tex_file, "latex", ".dvi")
    pages = made.read_bytes()
    made.unlink()
    return re.sub(rb"TeX output [\d.:]+", b"", pages)


def test_the_formats_preamble_is_that_of_manims_default_template() -> None:
    assert TexTemplate().body.startswith(f"{PREAMBLE}\n\\begin{{document}}\n")


@pytest.mark.parametrize(("text", "environment"), FORMULAS)
def test_a_formula_is_the_same_with_and_without_the_format(
    text: str, environment: str, format_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = compiled(text, environment)
    monkeypatch.setenv("TEXFORMATS", f"{format_folder}:{BEFORE}")
    assert compiled(text, environment) == plain


def test_a_formula_with_a_preamble_of_its_own_is_set_with_that(
    format_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXFORMATS", f"{format_folder}:{BEFORE}")
    own = TexTemplate().add_to_preamble(r"\newcommand{\mine}{x^2}")
    assert compiled(r"\mine", "align*", own)


def test_what_latex_refuses_is_refused_in_the_same_words(
    format_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = []
    for formats in (BEFORE, f"{format_folder}:{BEFORE}"):
        monkeypatch.setenv("TEXFORMATS", formats)
        with pytest.raises(ValueError, match="latex error converting to dvi"):
            compiled(r"a \\ \unheard{of}", "align*")
        said.append([record.getMessage() for record in caplog.records if record.levelname == "ERROR"])
        caplog.clear()
    assert said[0] == said[1] != []


def test_a_format_that_cannot_be_read_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FORMAT_FILE).write_bytes(b"not a format")
    monkeypatch.setenv("TEXFORMATS", f"{tmp_path}:{BEFORE}")
    assert compiled("a", "align*")
