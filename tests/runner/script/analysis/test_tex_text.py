"""LaTeX's refusals are found before it is asked, and only those."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.analysis.tex_text import tex_fault

DOCUMENT = r"""\documentclass[preview]{standalone}
\usepackage[english]{babel}
\usepackage{amsmath}
\usepackage{amssymb}
\begin{document}
%s
\end{document}
"""
REFUSED_TEXTS = (
    "x^2", "a_1", r"the mean \mu", r"$x$ and \sigma", "R & D", "no. #1", "half a $", r"\(x\) and x^2",
    "π", "a → b ≠ c",
    r"\text{as $x$ grows} x^2", r"$\ce{H2O}$", r"$\R$", r"$\norm{x}$", r"\textcolor{red}{x}", "x²₁",
)  # fmt: skip
REFUSED_FORMULAS = (
    "$x$",
    "# x",
    "½m₁",
    "π r^2",
    r"\bm{v}",
    r"\abs{x}",
    r"\degree",
    r"\text{for x_1}",
    "λ + β",
    r"\mathscr{L}",
)
GOOD_TEXTS = (
    "plain words", "x squared is $x^2$", r"a \& b", r"100\% of \$5", r"\(x_1\) and \[y^2\]",
    "café, naïve, “quoted” — dash", "1 ← 2",
    r"\begin{equation*}x^2\end{equation*}", r"\begin{tabular}{c c}a & b\end{tabular}",
    r"\textbf{bold} $\mu$", "$$x_1$$", "½ and ²",
    r"$x \text{ if $y_1$}$", r"\newcommand{\R}{r}\R", r"\providecommand*{\R}{\mathbb{R}}$\R$",
    r"\boxed{E = mc^2}", r"\ensuremath{x^2}", r"half % of $5", "a % x^2 $\nb", r"\char`_ ", r"\string_",
    r"\begin{verbatim}x_1 # $\end{verbatim}", r"\begin{minipage}{5cm}a $x$\end{minipage}",
)  # fmt: skip
GOOD_FORMULAS = (
    "x^2", r"\frac{1}{2}", r"a &= b", r"\text{for } x_1", r"\text{as $x_1$ grows}", r"\mathbb{R}",
    r"\begin{cases}1 & x\\2 & y\end{cases}",
    r"\operatorname{rank} A", r"\lVert x \rVert", r"\boxed{x}", "x \\# y",
    r"\operatorname{sin^{-1}} x", r"\operatorname{\mathbb{E}}", r"\fbox{$x$}", r"\makebox[1cm]{$x$}",
    r"\parbox{3cm}{for $x$}", r"\emph{$x$}", r"\textsc{a $x$}", "x % y $\n z", r"\hbox to 1cm{$x$}",
    r"\newcommand*{\foo}[1]{#1^2}\foo{x}", r"\text{$\alpha$ and \boxed{x^2}}", r"a \intertext{where $x$} b",
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED_TEXTS)
def test_a_text_that_latex_refuses_is_told(text: str) -> None:
    assert tex_fault(text, is_math=False)


@pytest.mark.parametrize("text", REFUSED_FORMULAS)
def test_a_formula_that_latex_refuses_is_told(text: str) -> None:
    assert tex_fault(text, is_math=True)


@pytest.mark.parametrize("text", GOOD_TEXTS)
def test_a_text_that_latex_sets_has_no_fault(text: str) -> None:
    assert tex_fault(text, is_math=False) == ""


@pytest.mark.parametrize("text", GOOD_FORMULAS)
def test_a_formula_that_latex_sets_has_no_fault(text: str) -> None:
    assert tex_fault(text, is_math=True) == ""


def test_what_follows_the_known_beginning_may_close_a_formula() -> None:
    assert tex_fault("costs $", is_math=False, is_whole=False) == ""


@given(st.text(alphabet=r"\\${}^_&# abx1", max_size=40), st.booleans())
def test_any_text_is_judged_in_one_line(text: str, is_math: bool) -> None:
    assert "\n" not in tex_fault(text, is_math=is_math)


@given(st.text(alphabet="${}_&# abx1", max_size=40))
def test_signs_that_are_written_as_characters_are_no_fault(text: str) -> None:
    assert tex_fault(re.sub(r"([${}_&#])", r"\\\1", text), is_math=False) == ""


@pytest.mark.slow
def test_latex_itself_agrees(tmp_path: Path) -> None:
    latex = shutil.which("latex")
    assert latex is not None

    def is_set(text: str) -> bool:
        (tmp_path / "text.tex").write_text(DOCUMENT % text, encoding="utf-8")
        command = [latex, "-interaction=batchmode", "-halt-on-error", "text.tex"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0

    def formula(text: str) -> str:
        return f"\\begin{{align*}}\n{text}\n\\end{{align*}}"

    assert [text for text in REFUSED_TEXTS if is_set(text)] == []
    assert [text for text in REFUSED_FORMULAS if is_set(formula(text))] == []
    assert [text for text in GOOD_TEXTS if not is_set(text)] == []
    assert [text for text in GOOD_FORMULAS if not is_set(formula(text))] == []
