"""Rules for objects and numbers where points are needed. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from runner.script.analysis.points import POINT_KEYWORDS
from runner.script.rules.arguments import CallText, in_list
from runner.script.rules.called import failing_calls, is_mobject, name_called
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.reaching import origins

_ARITHMETIC = re.compile(
    r"unsupported operand type\(s\) for [-+*/@]+=?: '(\w+)' and '(\w+)'|bad operand type for unary -: '(\w+)'"
)
_NO_POINT = re.compile(
    r"float\(\) argument must be .*, not '\w+'|setting an array element with a sequence"
    r"|must be real number, not (\w+)|inhomogeneous shape|only length-1 arrays"
)
_ARRAY = re.compile(
    r"Cannot interpret .* as a data type|array\(\) takes from 1 to 2 positional|data type .* not understood"
)
_PLACES = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
_VALUES = (ast.Constant, ast.List, ast.Tuple, ast.BinOp, ast.UnaryOp)
_THROUGH = frozenset(
    """set_points_as_corners add_points_as_corners set_points_smoothly set_points append_points
    Polygon""".split()
)
_ENDS = frozenset(("Vector", "Line", "Arrow", "DashedLine", "Arrow3D", "Line3D"))
_OF_POINTS = frozenset(
    """Polygon Dot Elbow Arc Circle ArcBetweenPoints CubicBezier CurvedArrow BraceBetweenPoints
    RegularPolygon""".split()
)


def take_the_objects_point(patient: Patient) -> Iterator[Proposal]:
    """Calculates with an object's centre, or a vector's end, instead of the object."""
    failure = patient.failure
    is_refused = failure.kind == "NotImplementedError" and not failure.message
    if not (is_refused or _ARITHMETIC.search(failure.message) or _NO_POINT.search(failure.message)):
        return
    for node in list(patient.failing_of(ast.BinOp))[:1]:
        operands = [node.left, node.right]
        known = [part for part in operands if is_mobject(patient, part)]
        named = _ARITHMETIC.search(patient.failure.message)
        if not known and named:
            entries = patient.interface.entries
            known = [part for part, key in zip(operands, named.groups(), strict=False) if key in entries]
        for part in known:
            yield from _located(patient, part, f"operand {part.col_offset}")
        if not known:
            yield from _one_or_both(patient, [part for part in operands if _may_be_object(patient, part)])


def _may_be_object(patient: Patient, node: ast.expr) -> bool:
    """Whether it is a name or a call, and nothing shows that it is a number or an array."""
    return isinstance(node, _PLACES) and not any(
        isinstance(part, _VALUES) or (isinstance(part, ast.Call) and name_called(part) == "array")
        for part in origins(patient, node)
    )


def _one_or_both(patient: Patient, operands: Sequence[ast.expr]) -> Iterator[Proposal]:
    """The centres of both operands, or of one of them, where it is not known which one is an object."""
    reason = "An object is used as a point; get_center() gives its centre."
    ways = [operands] if len(operands) < 2 else [operands, operands[:1], operands[1:]]
    for parts in ways if operands else ():
        edits = tuple(patient.source.added_after(part, ".get_center()") for part in parts)
        yield Proposal(parts[0].lineno, "operands", reason, edits)


def _located(patient: Patient, node: ast.expr, fault: str) -> Iterator[Proposal]:
    if not isinstance(node, _PLACES):
        return
    kind = patient.type_of(node)
    shown = patient.source.segment(node)
    ways = ["get_end", "get_center"] if kind and kind.key in _ENDS else ["get_center"]
    for way in ways:
        reason = f"{shown} is an object, and a point is needed; {way}() gives one."
        yield Proposal(node.lineno, fault, reason, (patient.source.added_after(node, f".{way}()"),))


def take_the_arguments_point(patient: Patient) -> Iterator[Proposal]:
    """Hands over an object's centre where points are needed."""
    failure = patient.failure
    if not (_NO_POINT.search(failure.message) or failure.kind == "NotImplementedError"):
        return
    for call in patient.failing_of(ast.Call):
        if patient.library_key(call.func) not in _OF_POINTS:
            continue
        inputs = [*call.args, *(word.value for word in call.keywords if word.arg in POINT_KEYWORDS)]
        for node in inputs:
            if is_mobject(patient, node):
                yield from _located(patient, node, f"point {node.col_offset}")


def go_through_objects(patient: Patient) -> Iterator[Proposal]:
    """Hands over the centres of a list of objects, where a list of points is needed."""
    if not _NO_POINT.search(patient.failure.message):
        return
    for call in failing_calls(patient, _THROUGH):
        for node in call.args[:1]:
            inner = node.value if isinstance(node, ast.Starred) else node
            if isinstance(inner, _PLACES) and not is_mobject(patient, inner):
                text = f"[part.get_center() for part in {patient.source.segment(inner)}]"
                reason = "The line goes through points; those of the objects are their centres."
                edit = patient.source.replaced(inner, text)
                yield Proposal(node.lineno, f"points {node.col_offset}", reason, (edit,))


def put_numbers_in_a_list(patient: Patient) -> Iterator[Proposal]:
    """Hands numbers to `np.array` in a list."""
    if not _ARRAY.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        match call.func:
            case ast.Attribute(attr="array" | "asarray"):
                pass
            case _:
                continue
        numbers = CallText(patient.source, call).positional
        if len(numbers) > 1:
            yield Proposal(call.lineno, "array", "np.array takes one list of numbers.", in_list(numbers))
            return


def drop_surplus_arguments(patient: Patient) -> Iterator[Proposal]:
    """Leaves out a positional argument that is also given by its name."""
    found = re.search(r"got multiple values for (?:keyword )?argument '(\w+)'", patient.failure.message)
    if not found:
        return
    for call in patient.failing_of(ast.Call):
        text = CallText(patient.source, call)
        named = text.named(found[1])
        if named is None or not text.positional:
            continue
        reason = f"{found[1]} is given twice, by place and by name; the name says what is meant."
        yield Proposal(call.lineno, "twice", reason, (text.without(text.positional[-1]),))
        yield Proposal(call.lineno, "twice", reason, (text.without(named),))
        return


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "point-of-object": take_the_objects_point,
        "point-of-argument": take_the_arguments_point,
        "points-of-objects": go_through_objects,
        "numbers-in-a-list": put_numbers_in_a_list,
        "given-twice": drop_surplus_arguments,
    }
)
