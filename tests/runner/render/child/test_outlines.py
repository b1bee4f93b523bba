"""Outlines are kept once, up to a number of points, and never name a place that has none."""

from typing import Any

import numpy as np
import pytest
from manim import Line, Square, VMobject
from pydantic import ValidationError

from runner.render.child.outlines import OutlineBook
from runner.render.record import MAX_OUTLINE_POINTS


def as_it_is(points: Any) -> Any:
    return points


def scribble(number: int) -> VMobject:
    """A shape of four lines of 64 points or more."""
    line = VMobject().set_points_as_corners([np.array([turn % 7, number, 0.0]) for turn in range(60)])
    line.points = np.concatenate([line.points + row / 10 for row in range(4)])
    return line


def test_equal_outlines_have_one_place() -> None:
    book = OutlineBook()
    assert [book.place(each, as_it_is) for each in (Square(), Line(), Square())] == [0, 1, 0]
    assert len(book.outlines) == 2


def test_outlines_beyond_the_most_points_have_no_place_and_those_before_keep_theirs() -> None:
    book = OutlineBook()
    places = [book.place(scribble(number), as_it_is) for number in range(1 + MAX_OUTLINE_POINTS // 256)]
    points = sum(len(line) for outline in book.outlines for line in outline.lines)
    assert points <= MAX_OUTLINE_POINTS < points + 256
    assert places == [*range(len(book.outlines)), None]
    assert book.place(scribble(0), as_it_is) == 0


def test_a_shape_too_large_to_describe_gets_no_place_however_often_it_is_seen() -> None:
    book = OutlineBook()
    for _ in range(2):
        with pytest.raises(ValidationError):
            book.place(Line((0, 0, 0), (1e12, 0, 0)), as_it_is)
    assert book.place(Square(), as_it_is) == 0
