"""Copies made quickly hold what `copy.deepcopy` gives, and share nothing more with their originals."""

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import BLUE, RED, Axes, Mobject, NumberLine, Square, Text, ValueTracker, VGroup
from svgelements import Path

from runner.render.child.copying import copy_mobject


def form(value: Any, seen: dict[int, int]) -> Any:
    """What a value holds, in a form to compare; what occurs again is the number of its first place."""
    if isinstance(value, Path):
        return value.d()
    if not isinstance(value, list | dict | np.ndarray) and not hasattr(value, "__dict__"):
        return repr(value)
    if callable(value):
        return id(value)
    if id(value) in seen:
        return seen[id(value)]
    seen[id(value)] = len(seen)
    if isinstance(value, np.ndarray):
        return value.tobytes(), value.shape, value.strides, str(value.dtype)
    if isinstance(value, list):
        return [form(part, seen) for part in value]
    parts = value if isinstance(value, dict) else value.__dict__
    return type(value), {key: form(part, seen) for key, part in parts.items()}


def assert_copied_alike(mobject: Mobject) -> None:
    slow, quick = copy.deepcopy(mobject), copy_mobject(mobject, {})
    assert form([mobject, quick], {}) == form([mobject, slow], {})


class Guarded(Square):
    """Notes what is set on it."""

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        self.__dict__.setdefault("set_so_far", []).append(name)


def knotted() -> Any:
    """Objects that hold each other, one array twice, and things of all kinds."""
    square: Any = Square(color=RED).set_fill(BLUE, opacity=0.5)
    twin: Any = square.copy()
    square.twin, twin.twin = twin, square
    twin.points = square.points
    square.things = [(1, [2]), {"a": {3}, 2: b"x"}, None, np.array([object, "x"], dtype=object), range(3)]
    square.add_updater(lambda moving: moving)
    return VGroup(square, twin, square.copy())


@pytest.mark.parametrize(
    "mobject",
    [
        pytest.param(knotted(), id="knotted"),
        pytest.param(Guarded(), id="guarded"),
        pytest.param(Axes(tips=False), id="axes"),
        pytest.param(NumberLine(x_range=[0, 3]), id="number line"),
        pytest.param(ValueTracker(2), id="tracker"),
        pytest.param(Text("Half of it", t2c={"Half": "#FF0000"}), id="text"),
    ],
)
def test_a_quick_copy_is_that_of_deepcopy(mobject: Mobject) -> None:
    assert_copied_alike(mobject)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.just(RED)
THINGS = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(things=st.lists(THINGS), again=st.booleans())
def test_whatever_an_object_holds_is_copied_as_by_deepcopy(things: list[Any], again: bool) -> None:
    mobject: Any = Mobject()
    mobject.things = things
    mobject.again = things if again else None
    mobject.others = [mobject, *things]
    assert_copied_alike(mobject)


def test_a_class_with_a_way_of_its_own_to_be_copied_keeps_it() -> None:
    class Single(Mobject):
        def __deepcopy__(self, memo: dict[int, Any]) -> "Single":
            return self

    single = Single()
    group = Mobject().add(single)
    assert copy_mobject(group, {}).submobjects[0] is single
