"""What sums, products and calls of NumPy give, as far as it is certain. Pure."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from runner.script.analysis.kinds import NUMBER, PAIR_ARRAY, POINT, TEXT, WHOLE, InstanceOf

_MATH_MODULES = frozenset(("np", "numpy", "math"))
# Functions that make a number of each number.
_OF_EACH = frozenset(
    """sin cos tan arcsin arccos arctan sinh cosh tanh exp log log2 log10 sqrt cbrt asin acos atan radians
    degrees deg2rad rad2deg""".split()
)
_RANGE = InstanceOf("range", items=WHOLE)
_CONSTANTS = frozenset("pi e tau".split())
_NUMBERS = frozenset((WHOLE, NUMBER))
_PAIR_OF_NUMBERS = replace(PAIR_ARRAY, items=NUMBER)


def is_number(kind: InstanceOf | None) -> bool:
    return kind in _NUMBERS


def combined(left: InstanceOf | None, operator: ast.operator, right: InstanceOf | None) -> InstanceOf | None:
    """The type of `left operator right`, if both are numbers or arrays."""
    if left in _NUMBERS and right in _NUMBERS:
        return _of_numbers(operator, left == right == WHOLE)
    if not isinstance(operator, ast.Add | ast.Sub | ast.Mult | ast.Div) or left is None or right is None:
        return None
    arrays = [kind for kind in (left, right) if kind == POINT or kind.key == PAIR_ARRAY.key]
    others = [kind for kind in (left, right) if kind not in arrays]
    if not arrays or not all(kind in _NUMBERS or kind.key == arrays[0].key for kind in (*arrays, *others)):
        return None
    return arrays[0]


def _of_numbers(operator: ast.operator, are_whole: bool) -> InstanceOf | None:
    match operator:
        case ast.Div():
            return NUMBER
        case ast.Add() | ast.Sub() | ast.Mult() | ast.FloorDiv() | ast.Mod():
            return WHOLE if are_whole else NUMBER
    return None


def called(function: ast.expr, arguments: Sequence[InstanceOf | None]) -> InstanceOf | None:
    """What `np.sin(x)`, `math.sqrt(x)`, `int(x)` and their like return."""
    match function:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MATH_MODULES:
            is_plain = module == "math" or (len(arguments) == 1 and arguments[0] in _NUMBERS)
            return NUMBER if name in _OF_EACH and is_plain else None
        case ast.Attribute(value=ast.Name(id="random"), attr="random" | "uniform" | "gauss"):
            return NUMBER
        case ast.Name(id="len"):
            return WHOLE
        case ast.Name(id="range"):
            return _RANGE
        case ast.Name(id="float"):
            return NUMBER
        case ast.Name(id="str"):
            return TEXT
    return None


def of_module(module: str, name: str) -> InstanceOf | None:
    """The type of `np.pi` and its like."""
    return NUMBER if module in _MATH_MODULES and name in _CONSTANTS else None


def random_pair(call: ast.Call) -> InstanceOf | None:
    """The two numbers that `np.random.uniform(-1, 1, 2)` and its like give."""
    match call:
        case ast.Call(
            func=ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"), attr=name
            )
        ):
            place = {"uniform": 2, "normal": 2, "rand": 0, "randn": 0, "random": 0, "randint": 2}.get(name)
            sizes = [*call.args[place:], *(word.value for word in call.keywords if word.arg == "size")]
            is_two = len(sizes) == 1 and isinstance(sizes[0], ast.Constant) and sizes[0].value == 2
            return _PAIR_OF_NUMBERS if place is not None and is_two else None
    return None


def array_of(parts: Sequence[InstanceOf | None]) -> InstanceOf | None:
    """The array that `np.array` makes of a list of these."""
    if not all(part is None or part in _NUMBERS for part in parts):
        return None
    if len(parts) == 2:
        return _PAIR_OF_NUMBERS if None not in parts else PAIR_ARRAY
    return POINT if len(parts) == 3 and not all(part is None for part in parts) else None
