"""Where lines of a picture break."""

import unicodedata

import pytest

from contract.punctuation import NEVER_START_A_LINE
from scenekit.measure import break_lines, cut_to
from tests.runner.shapes import SHAPES, text_of
from tests.work import calls_of


def test_a_mark_that_starts_no_line_of_a_picture_starts_none_of_a_caption() -> None:
    # scenekit runs confined and imports nothing of ours, so its table of marks is one of its own.
    kept = {
        mark
        for mark in map(chr, range(0x20, 0x10000))
        if unicodedata.category(mark)[0] == "P" and break_lines(f"字字{mark}字", 2.2)[1].startswith("字")
    }
    assert len(kept) > 20
    assert kept <= {*NEVER_START_A_LINE, "'", '"', "·"}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_of_breaking_lines_grows_with_the_text(shape: str) -> None:
    short, long = text_of(shape, 300), text_of(shape, 1_200)
    assert calls_of(lambda: break_lines(long, 30)) < 5 * calls_of(lambda: break_lines(short, 30))
    assert calls_of(lambda: cut_to(long, 30)) < 5 * calls_of(lambda: cut_to(short, 30))
