"""Finds points of two numbers where Manim needs three. Pure."""

import ast
from collections.abc import Iterator, Sequence

from runner.script.analysis.kinds import Scope, is_pair
from runner.script.analysis.types import TypeTable

Fault = tuple[ast.AST, str]
_POINT_METHODS = frozenset("move_to shift next_to put_start_and_end_on rotate_about_origin".split())
_POINT_CLASSES = frozenset("Line Arrow DashedLine DoubleArrow Dot Polygon Arrow3D Line3D Dot3D".split())
POINT_KEYWORDS = frozenset("about_point arc_center point start end".split())
"""Keywords whose value is a point."""
VECTORS = frozenset("UP DOWN LEFT RIGHT IN OUT ORIGIN UL UR DL DR".split())
"""Manim's constants that are points of three numbers."""
_GIVE_POINTS = frozenset(
    "get_center get_top get_bottom get_left get_right get_start get_end get_corner coords_to_point".split()
)


def check_points(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports points of two numbers, and sums of those with points of three."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        for point, other in ((node.left, node.right), (node.right, node.left)):
            is_flat = is_pair(knowledge.type_of(point, scope)) and _has_number(point)
            if is_flat and _is_vector(other, scope, knowledge):
                yield node, _message(point)
    if not isinstance(node, ast.Call):
        return
    for point in _points_of(node, scope, knowledge):
        if is_pair(knowledge.type_of(point, scope)):
            yield point, _message(point)


def _has_number(point: ast.expr) -> bool:
    """Whether a number is written in it; a pair of vectors may be added to a vector."""
    return any(isinstance(part, ast.Constant) for part in ast.walk(point))


def _message(point: ast.expr) -> str:
    return f"{ast.unparse(point)[:60]} is a point of two numbers; points have three: [x, y, 0]"


def _points_of(node: ast.Call, scope: Scope, knowledge: TypeTable) -> Sequence[ast.expr]:
    """The arguments of a call that are points."""
    if knowledge.library_key(node.func, scope) in _POINT_CLASSES:
        return [*node.args, *(word.value for word in node.keywords if word.arg in POINT_KEYWORDS)]
    if isinstance(node.func, ast.Attribute) and node.func.attr in _POINT_METHODS:
        return node.args[:1] if _may_be_mobject(node.func, scope, knowledge) else []
    return []


def _may_be_mobject(method: ast.Attribute, scope: Scope, knowledge: TypeTable) -> bool:
    """Whether the method is a mobject's. Only classes of the script itself may have others of its name."""
    owner = knowledge.type_of(method.value, scope)
    if owner is not None:
        return knowledge.is_a(owner.key, "Mobject")
    return method.attr != "shift" and not knowledge.is_own_member(method.attr)


def _is_vector(node: ast.expr, scope: Scope, knowledge: TypeTable) -> bool:
    """Whether it is certainly a point of three numbers."""
    match node:
        case ast.Name(id=name):
            return name in VECTORS and knowledge.library_key(node, scope) == name
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _GIVE_POINTS and not knowledge.is_own_member(name)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _is_vector(left, scope, knowledge) or _is_vector(right, scope, knowledge)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _is_vector(left, scope, knowledge) and _is_vector(right, scope, knowledge)
    return False
