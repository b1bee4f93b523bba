"""Copies made quickly hold what `copy.deepcopy` gives, and share nothing more with their originals."""

import copy
import re
from collections.abc import Callable
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import (
    BLUE,
    RED,
    Axes,
    Dot,
    Graph,
    Group,
    Mobject,
    NumberLine,
    Square,
    Text,
    ValueTracker,
    VGroup,
    always_redraw,
)
from svgelements import Path

from runner.render.child.copying import copy_mobject


def form(value: Any, seen: dict[int, int]) -> Any:
    """What a value holds, in a form to compare; what occurs again is the number of its first place."""
    match value:
        case Path():
            return value.d()
        case MethodType():
            return form((value.__func__, value.__self__), seen)
        case partial():
            return form((value.func, value.args, value.keywords), seen)
        case tuple():
            return tuple(form(part, seen) for part in value)
    if isinstance(value, FunctionType | BuiltinFunctionType | type):
        return id(value)
    if not isinstance(value, list | dict | np.ndarray) and not hasattr(value, "__dict__"):
        return re.sub("0x[0-9a-f]+", "", repr(value))
    if id(value) in seen:
        return seen[id(value)]
    seen[id(value)] = len(seen)
    return form_of_parts(value, seen)


def form_of_parts(value: Any, seen: dict[int, int]) -> Any:
    """The same of what can be changed."""
    if isinstance(value, np.ndarray):
        return value.tobytes(), value.shape, value.strides, str(value.dtype), value.base is None
    if isinstance(value, list):
        return [form(part, seen) for part in value]
    parts = value if isinstance(value, dict) else value.__dict__
    return type(value), [(form(key, seen), form(part, seen)) for key, part in parts.items()]


def assert_copied_alike(mobject: Mobject) -> None:
    slow, quick = copy.deepcopy(mobject), copy_mobject(mobject, {})
    assert form([mobject, quick], {}) == form([mobject, slow], {})


class Guarded(Square):
    """Notes what is set on it."""

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        self.__dict__.setdefault("set_so_far", []).append(name)


class Own(VGroup):
    """Has an argument of its own, and holds what refers back to it."""

    def __init__(self, count: int) -> None:
        super().__init__(*(Square() for _ in range(count)))
        self.me = lambda: self
        self.cache: Any = {(1, 2): self.submobjects, self.submobjects[0]: "x"}
        self.add_updater(self.tick)
        self.later = partial(self.tick, self)

    def tick(self, mobject: Any, dt: float = 0.0) -> None:
        """Does nothing."""


def looking() -> Any:
    """An object with views of one array, one of which has its memory turned."""
    square: Any = Square()
    base = np.arange(12.0).reshape(4, 3)
    square.views = [base, base[::2], base.T]
    return square


def shared() -> VGroup:
    """A group that has a dot twice: as a part, and as a part of a part."""
    dot = Dot()
    return VGroup(dot, VGroup(dot))


def followed() -> Group:
    """A tracker, and an object that is drawn anew by it."""
    tracker = ValueTracker(1)
    return Group(tracker, always_redraw(lambda: Dot((tracker.get_value(), 0, 0))))


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
    "make",
    [
        pytest.param(knotted, id="knotted"),
        pytest.param(Guarded, id="guarded"),
        pytest.param(lambda: Own(2), id="with arguments of its own"),
        pytest.param(looking, id="views"),
        pytest.param(shared, id="a shared part"),
        pytest.param(followed, id="redrawn"),
        pytest.param(lambda: Graph([1, 2], [(1, 2)]), id="graph"),
        pytest.param(lambda: Axes(tips=False), id="axes"),
        pytest.param(lambda: NumberLine(x_range=[0, 3]), id="number line"),
        pytest.param(lambda: ValueTracker(2), id="tracker"),
        pytest.param(lambda: Text("Half of it", t2c={"Half": "#FF0000"}), id="text"),
    ],
)
def test_a_quick_copy_is_that_of_deepcopy(make: Callable[[], Mobject]) -> None:
    assert_copied_alike(make())


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
