"""Makes copies of Manim's objects cheap: Manim copies objects, with all their parts, for every animation.

`copy.deepcopy` finds out for every single attribute how to copy it, although nearly all of them are numbers,
words and arrays; here these are copied at once. And each letter of a text holds the path that it was made
from, which is only read when its points are made, so copies share it.
"""

import copy
from pathlib import PosixPath
from types import BuiltinFunctionType, FunctionType, NoneType
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Mobject
from svgelements import Path

# Values that never change, and the paths of letters.
_SHARED = frozenset(
    {NoneType, bool, int, float, complex, str, bytes, type, FunctionType, BuiltinFunctionType}
    | {np.float64, PosixPath, CapStyleType, LineJointType, Path}
)
Memo = dict[int, Any]


def copy_quickly() -> None:
    """Lets objects be copied as above, in this process. What a copy holds is the same as before."""
    setattr(Mobject, "__deepcopy__", copy_mobject)  # noqa: B010 - a type checker forbids it otherwise


def copy_mobject(mobject: Any, memo: Memo) -> Any:
    """A copy of the object and all its parts. `memo` has the copies so far, by the ids of their originals."""
    kind: Any = type(mobject)
    result = kind.__new__(kind)
    memo[id(mobject)] = result
    is_plain = kind.__setattr__ is object.__setattr__
    for name, value in mobject.__dict__.items():
        copied = value if type(value) in _SHARED else _copy(value, memo)
        if is_plain:
            result.__dict__[name] = copied
        else:
            setattr(result, name, copied)
    result.original_id = str(id(mobject))
    return result


def _copy(value: Any, memo: Memo) -> Any:
    known = memo.get(id(value), memo)
    if known is not memo:
        return known
    kind = type(value)
    if kind is np.ndarray and not value.dtype.hasobject:
        result: Any = value.copy("K")
        memo[id(value)] = result
        return result
    if kind is list:
        return _copy_list(value, memo)
    if kind is ManimColor:
        return _copy_color(value, memo)
    if kind is dict:
        return _copy_dict(value, memo)
    if getattr(kind, "__deepcopy__", None) is Mobject.__deepcopy__:
        return copy_mobject(value, memo)
    return copy.deepcopy(value, memo)


def _copy_list(values: list[Any], memo: Memo) -> list[Any]:
    result: list[Any] = []
    memo[id(values)] = result
    for value in values:
        result.append(value if type(value) in _SHARED else _copy(value, memo))
    return result


def _copy_dict(values: dict[Any, Any], memo: Memo) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    memo[id(values)] = result
    for key, value in values.items():
        result[_copy(key, memo) if type(key) not in _SHARED else key] = (
            value if type(value) in _SHARED else _copy(value, memo)
        )
    return result


def _copy_color(color: ManimColor, memo: Memo) -> ManimColor:
    result = ManimColor.__new__(ManimColor)
    memo[id(color)] = result
    for name, value in color.__dict__.items():
        result.__dict__[name] = value if type(value) in _SHARED else _copy(value, memo)
    return result
