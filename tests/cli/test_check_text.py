"""What a check prints: the place of a fault is marked, whatever the line and the window are like."""

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cli.check import CheckCommand, findings_of_layout, success
from cli.check_lines import lines_of_check
from cli.check_page import show_page
from cli.source_line import marked_line
from contract.picture_fault import PictureFault
from contract.script_check import Checked, CheckedScene, ScriptFinding, ScriptRewrite

LINE = "        dot = Circle(colour=RED)  # é"
CHECKED = Checked(
    given=f"from manim import *\n{LINE}\n",
    text=f"from manim import *\n{LINE.replace('colour', 'color')}\n",
    findings=(ScriptFinding(line=2, column=22, end_column=32, message="no keyword 'colour'"),),
    rewrites=(
        ScriptRewrite(
            rule="keyword",
            reason="`colour` is `color`.",
            line=2,
            before=(LINE,),
            after=(LINE.replace("colour", "color"),),
        ),
    ),
    scenes=(
        CheckedScene(name="Waves", runs=True, seconds=4.25),
        CheckedScene(name="Tides", runs=False, reason="NameError: [red]x[/red]\x1b[2J", line=7),
    ),
)


def finding(column: int, end: int) -> ScriptFinding:
    return ScriptFinding(line=1, column=column, end_column=end, message="m")


@pytest.mark.parametrize(
    ("line", "place", "width", "shown", "mark"),
    [
        (LINE, (22, 32), 60, "dot = Circle(colour=RED)  # é", "             ^~~~~~~~~~"),
        (LINE, (1, 1), 60, "dot = Circle(colour=RED)  # é", "^" + "~" * 28),
        ("\tx = y", (2, 3), 60, "x = y", "^"),
        ("a\tb", (3, 4), 60, "a    b", "     ^"),
        ("文 = 字", (5, 6), 60, "文 = 字", "     ^~"),
        ("", (1, 1), 60, "", "^"),
    ],
)
def test_the_mark_stands_under_the_place(
    line: str, place: tuple[int, int], width: int, shown: str, mark: str
) -> None:
    marked = marked_line(line, finding(*place), width)
    assert (marked.line, marked.mark) == (shown, mark)


def test_a_line_that_is_too_long_is_cut_around_the_place() -> None:
    line = f"{'a' * 200} = wrong({'b' * 200})"
    marked = marked_line(line, finding(204, 209), 30)
    at = marked.mark.index("^")
    assert marked.line[at : at + 5] == "wrong"
    assert marked.line.startswith("…")
    assert marked.line.endswith("…")


@given(
    st.text(max_size=120),
    st.integers(1, 200),
    st.integers(0, 200),
    st.integers(1, 100),
)
def test_every_line_and_mark_fit_the_window(line: str, column: int, length: int, width: int) -> None:
    marked = marked_line(line.replace("\n", " "), finding(column, column + length), width)
    assert cell_len(marked.line) <= max(width, 8)
    assert cell_len(marked.mark) <= max(width, 8) + 1
    assert marked.mark.lstrip(" ")[0] == "^"


@pytest.mark.parametrize("width", [40, 80])
def test_the_page_fits_the_window_and_shows_texts_as_they_are(width: int) -> None:
    screen = StringIO()
    show_page(Console(file=screen, width=width, emoji=False, markup=False, highlight=False), CHECKED)
    page = screen.getvalue()
    assert max(cell_len(line.rstrip()) for line in page.splitlines()) <= width
    for words in ("line 2: no keyword 'colour'", "^~~~", "`colour` is `color`.", "Waves", "4.2", "line 7: "):
        assert words in page
    assert "- dot = Circle(colour=RED)" in page
    assert "+ dot = Circle(color=RED)" in page
    assert "\x1b" not in page
    assert "[red]x[/red]" in page.replace("\n", "")


def test_in_a_pipe_each_fault_rewrite_and_scene_is_a_line() -> None:
    assert list(lines_of_check(CHECKED, "waves.py")) == [
        "waves.py:2:22: no keyword 'colour'",
        "waves.py:2: mended: `colour` is `color`.",
        "Waves\t4.2\truns",
        "Tides\t\tline 7: NameError: [red]x[/red] [2J",
    ]


def test_the_last_line_counts_what_is_wrong_with_the_layout() -> None:
    still = PictureFault(kind="still", scene="Waves", sentence="Nothing moves for 9.0 seconds")
    checked = Checked(scenes=CHECKED.scenes[:1], layout=(still,) * 2)
    command = CheckCommand(Path("waves.py"))
    assert success(checked, command, None) == "Waves runs. But the layout has 2 findings."
    assert findings_of_layout(checked.model_copy(update={"layout": (still,)})) == "the layout has 1 finding"


def test_where_the_layout_is_drawn_is_told_to_people_and_programs() -> None:
    checked = Checked(scenes=CHECKED.scenes[:1], picture="a/layout.png")
    screen = StringIO()
    show_page(Console(file=screen, width=40, emoji=False, markup=False, highlight=False), checked)
    assert "a/layout.png" in screen.getvalue()
    assert list(lines_of_check(checked, "waves.py"))[-1] == "waves.py: layout drawn: a/layout.png"


@pytest.mark.parametrize(
    ("scenes", "is_mended", "written", "told"),
    [
        (1, False, None, "Waves runs."),
        (3, False, None, "All 3 scenes run."),
        (
            3,
            True,
            None,
            "All 3 scenes run after 1 rewrite. To write the code: `podreel check waves.py --fix`.",
        ),
        (1, True, Path("waves.py"), "Waves runs. waves.py has 1 rewrite."),
        (1, False, Path("new.py"), "Waves runs. new.py has the code."),
    ],
)
def test_the_last_line_says_how_it_ended(
    scenes: int, is_mended: bool, written: Path | None, told: str
) -> None:
    rewrites = CHECKED.rewrites if is_mended else ()
    checked = Checked(scenes=CHECKED.scenes[:1] * scenes, rewrites=rewrites)
    assert told in success(checked, CheckCommand(Path("waves.py")), written)


@pytest.mark.parametrize(
    ("path", "scene", "is_taken_out", "told"),
    [
        ("my waves.py", None, False, "podreel check 'my waves.py' --fix"),
        ("-waves.py", None, False, "podreel check ./-waves.py --fix"),
        ("waves.py", "Tides", False, "podreel check waves.py --scene Tides --fix"),
        ("waves.py", None, True, "podreel check waves.py --fix"),
        ("waves.ipynb", None, True, "podreel check waves.ipynb --out FIXED.py"),
        ("-", None, False, "podreel check - --out FIXED.py"),
    ],
)
def test_the_command_that_writes_the_code_can_be_typed_as_it_is_told(
    path: str, scene: str | None, is_taken_out: bool, told: str
) -> None:
    checked = CHECKED.model_copy(update={"is_taken_out": is_taken_out, "scenes": CHECKED.scenes[:1]})
    assert f"`{told}`" in success(checked, CheckCommand(Path(path), scene), None)
