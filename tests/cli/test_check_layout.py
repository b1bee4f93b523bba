"""What is wrong with pictures is told with its number, time, line and sentence, in windows of any width."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cli.check_layout import MOST_ROWS, layout_lines, layout_tables
from contract.picture_fault import PictureFault

OUTSIDE = PictureFault(
    kind="text_outside", scene="Waves", second=3.0, line=8, sentence="“far” leaves the frame", measure=0.6
)
STILL = PictureFault(kind="still", scene="Waves", second=4.25, sentence="Nothing moves for 6.0 seconds")
SPOKEN = PictureFault(
    kind="small_text", scene="Tides", beat=2, second=9.1, line=40, sentence="[b]\x1b[2J too"
)


def page(*faults: PictureFault, width: int = 80) -> str:
    screen = StringIO()
    console = Console(file=screen, width=width, emoji=False, markup=False, highlight=False)
    for part in layout_tables(faults):
        console.print(part)
    return screen.getvalue()


def test_each_scene_with_faults_has_a_table_and_numbers_go_on() -> None:
    lines = [line.rstrip() for line in page(OUTSIDE, STILL, SPOKEN).splitlines()]
    assert lines == [
        "Layout of Waves:",
        "   when   line  what",
        "1  3.0 s     8  “far” leaves the frame",
        "2  4.2 s        Nothing moves for 6.0 seconds",
        "",
        "Layout of Tides:",
        "   when    line  what",
        "3  beat 2    40  [b] [2J too",
        "",
    ]


def test_scenes_without_faults_are_not_mentioned() -> None:
    assert page() == ""


def test_in_a_pipe_each_fault_is_a_line_that_editors_find() -> None:
    assert list(layout_lines((OUTSIDE, STILL, SPOKEN), "waves.py")) == [
        "waves.py:8: layout 1: Waves, 3.0 s: “far” leaves the frame",
        "waves.py: layout 2: Waves, 4.2 s: Nothing moves for 6.0 seconds",
        "waves.py:40: layout 3: Tides, beat 2: [b] [2J too",
    ]


def test_of_very_many_faults_a_terminal_shows_the_worst_and_a_pipe_all() -> None:
    faults = [
        OUTSIDE.model_copy(update={"line": number, "measure": number / 200}) for number in range(1, 101)
    ]
    shown = page(*faults)
    assert f"\n{100 - MOST_ROWS} " not in shown
    assert all(f"\n{number:>3} " in shown for number in range(101 - MOST_ROWS, 101))
    assert "worst of 100" in shown
    assert len(list(layout_lines(faults, "waves.py"))) == 100


faults_of_any_kind = st.builds(
    PictureFault,
    kind=st.just("still"),
    scene=st.text(min_size=1, max_size=40),
    beat=st.integers(0, 999),
    second=st.floats(0, 9_999),
    line=st.none() | st.integers(1, 99_999),
    sentence=st.text(max_size=200),
)


@pytest.mark.parametrize("width", [40, 80])
@given(faults=st.lists(faults_of_any_kind, max_size=5))
def test_every_table_fits_the_window_and_gives_no_orders(width: int, faults: list[PictureFault]) -> None:
    shown = page(*faults, width=width)
    assert "\x1b" not in shown
    assert all(cell_len(line.rstrip()) <= width for line in shown.split("\n"))
