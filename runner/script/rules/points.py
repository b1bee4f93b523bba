"""Rules for points of two numbers where Manim needs three, and for lists where arrays are needed. Pure."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.kinds import PAIR
from runner.script.analysis.points import POINT_KEYWORDS, check_points
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.reaching import origins

_SHAPES = re.compile(r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))")
_BAD_SHAPE = re.compile(
    r"could not broadcast input array|inhomogeneous shape|must match exactly|setting an array element"
    r"|out of bounds for axis \d+ with size 2|could not be broadcast"
    r"|not enough values to unpack \(expected 3, got 2\)"
)
_CORE_SIZE = re.compile(r"size 3 is different from 2|shapes \(2,2\) and \(3,\) not aligned")
_NOT_POINTS = frozenset(
    """x_range y_range z_range t_range u_range v_range resolution x_length y_length size axis_config
    dimensions tip_shape zoomed_display_frame_stroke_width fill_color stroke_color color opacity row_labels
    col_labels labels grid_size font_size""".split()
)
_POINTS = POINT_KEYWORDS | {"mobject_or_point"}
_TO_ARRAY = re.compile(
    r"can't multiply sequence by non-int of type|unsupported operand type\(s\) for [-+*/]+=?: "
    r"'(?:list|tuple|float|int)' and '(?:list|tuple|float|int)'"
    r"|bad operand type for unary -: '(?:list|tuple)'"
)


def complete_certain_points(patient: Patient) -> Iterator[Proposal]:
    """Gives points that certainly have two numbers a third one."""
    for node, scope in patient.places:
        for found, _ in check_points(node, scope, patient.knowledge):
            parts = [found.left, found.right] if isinstance(found, ast.BinOp) else [found]
            for part in parts:
                if isinstance(part, ast.expr) and patient.type_of(part) == PAIR:
                    yield from _completed(patient, part, part)


def complete_failing_points(patient: Patient) -> Iterator[Proposal]:
    """Gives points a third number where the sizes of points did not fit."""
    shapes = _SHAPES.search(patient.failure.message)
    if shapes and set(shapes.groups()) == {"(2,)", "(3,)"}:
        yield from _in_sums(patient, is_left=shapes[1] == "(2,)")
    if shapes or _BAD_SHAPE.search(patient.failure.message):
        told: set[ast.expr] = set()
        for pair in (pair for node in _arguments(patient) for pair in _pairs(patient, node)):
            if pair not in told:
                told.add(pair)
                yield from _completed(patient, pair, pair)
        if not told:
            yield from _padded_arguments(patient)


def _padded_arguments(patient: Patient) -> Iterator[Proposal]:
    """Each argument, one after the other, that may be a point and does not show how many numbers it has."""
    for call in list(patient.failing_of(ast.Call))[:2]:
        for node in (*call.args, *(word.value for word in call.keywords if word.arg in _POINTS)):
            if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.BinOp):
                text = f"[*{_whole(patient, node)}, 0]"
                reason = "Manim's points have three numbers; the third one is 0."
                yield Proposal(node.lineno, "point", reason, (patient.source.replaced(node, text),))


def _in_sums(patient: Patient, *, is_left: bool) -> Iterator[Proposal]:
    """The operand that has two numbers, of the sum that Python marks."""
    for node in list(patient.failing_of(ast.BinOp))[:1]:
        if isinstance(node.op, ast.Add | ast.Sub):
            operand = node.left if is_left else node.right
            yield from _completed(patient, operand, node)


def _arguments(patient: Patient) -> Iterator[ast.expr]:
    """What stands for points in the failing statement's calls."""
    for call in patient.failing_of(ast.Call):
        yield from call.args
        yield from (word.value for word in call.keywords if word.arg not in _NOT_POINTS)


def _pairs(patient: Patient, node: ast.expr) -> Iterator[ast.expr]:
    """The lists or tuples of two numbers that a value may consist of."""
    for part in origins(patient, node):
        match part:
            case ast.List(elts=items) | ast.Tuple(elts=items) if _is_pair(items):
                yield part
            case ast.List(elts=items) | ast.Tuple(elts=items):
                for item in items:
                    yield from _pairs(patient, item)
            case ast.Call(func=ast.Attribute(attr="array"), args=[inner, *_]):
                yield from _pairs(patient, inner)
            case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item) | ast.Lambda(body=item):
                yield from _pairs(patient, item)
            case ast.BinOp(left=left, right=right):
                yield from _pairs(patient, left)
                yield from _pairs(patient, right)


def _is_pair(items: list[ast.expr]) -> bool:
    """Whether these are two numbers, as far as can be seen."""
    others = (ast.List, ast.Tuple, ast.Starred, ast.Dict, ast.JoinedStr, ast.Lambda)
    return len(items) == 2 and not any(
        isinstance(item, others) or (isinstance(item, ast.Constant) and isinstance(item.value, str | bool))
        for item in items
    )


def _completed(patient: Patient, part: ast.expr, at: ast.expr) -> Iterator[Proposal]:
    """A third number: where the point is written, else where it is used."""
    fault = f"point {part.col_offset}"
    reason = "Manim's points have three numbers; the third one is 0."
    written = list(dict.fromkeys(_pairs(patient, part)))
    if written and not all(isinstance(pair, ast.List | ast.Tuple) for pair in written):
        return
    padded = Edit(patient.source.start(part), patient.source.end(part), f"[*{_whole(patient, part)}, 0]")
    if written:
        yield Proposal(at.lineno, fault, reason, tuple(_third(patient, pair) for pair in written))
    if part not in written:
        yield Proposal(at.lineno, fault, reason, (padded,))


def _whole(patient: Patient, node: ast.expr) -> str:
    text = patient.source.segment(node)
    is_simple = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.List)
    return text if is_simple or text.startswith("(") else f"({text})"


def _third(patient: Patient, pair: ast.expr) -> Edit:
    """The edit that adds a 0 behind the second number."""
    end = patient.source.end(pair)
    text = patient.text[patient.source.start(pair) : end]
    if text[-1] not in ")]":
        return Edit(end, end, ", 0")
    inner = text[:-1].rstrip()
    place = end - len(text) + len(inner)
    return Edit(place, place, " 0" if inner.endswith(",") else ", 0")


def shorten_for_small_matrices(patient: Patient) -> Iterator[Proposal]:
    """Multiplies the first two numbers of a point with a 2 x 2 matrix, and adds a third one."""
    if not _CORE_SIZE.search(patient.failure.message):
        return
    for node in patient.failing:
        match node:
            case ast.BinOp(op=ast.MatMult(), right=point):
                pass
            case ast.Call(func=ast.Attribute(attr="dot" | "matmul"), args=[_, point]):
                pass
            case ast.Call(func=ast.Attribute(value=_, attr="dot"), args=[point]):
                pass
            case _:
                continue
        source = patient.source
        edits: Iterable[Edit] = (
            source.added_before(node, "np.append("),
            source.added_after(point, "[:2]"),
            source.added_after(node, ", 0)"),
        )
        if source.end(point) == source.end(node):
            edits = (source.added_before(node, "np.append("), source.added_after(node, "[:2], 0)"))
        yield Proposal(
            node.lineno,
            "matrix",
            "A 2 x 2 matrix takes two numbers of a point; the third one stays 0.",
            tuple(edits),
        )
        return


def make_arrays(patient: Patient) -> Iterator[Proposal]:
    """Makes arrays of lists that are added or multiplied."""
    if not _TO_ARRAY.search(patient.failure.message):
        return
    for node in patient.failing_of(ast.expr):
        match node:
            case ast.UnaryOp(operand=operand):
                operands = [operand]
            case ast.BinOp(left=left, right=right):
                operands = [left, right]
            case _:
                continue
        lists = [part for part in operands if _is_list(patient, part)]
        edits = tuple(
            patient.source.replaced(part, f"np.array({patient.source.segment(part)})") for part in lists
        )
        if edits:
            reason = "Python can't calculate with lists; arrays are added and multiplied number by number."
            yield Proposal(node.lineno, "array", reason, edits)
            return


def _is_list(patient: Patient, node: ast.expr) -> bool:
    return any(isinstance(part, ast.List | ast.Tuple | ast.ListComp) for part in origins(patient, node))


def unpack_what_is_there(patient: Patient) -> Iterator[Proposal]:
    """Takes as many values out of a point as there are names, or 0 for the third one."""
    message = patient.failure.message
    for node in patient.failing:
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
                pass
            case _:
                continue
        text = _whole(patient, value)
        if "too many values to unpack" in message:
            yield Proposal(
                node.lineno,
                "unpacking",
                f"More than {len(names)} values are there; the first ones are taken.",
                (patient.source.replaced(value, f"list({patient.source.segment(value)})[:{len(names)}]"),),
            )
        elif "not enough values to unpack (expected 3, got 2)" in message:
            yield Proposal(
                node.lineno,
                "unpacking",
                "Only two numbers are there; the third one is 0.",
                (patient.source.replaced(value, f"(*{text}, 0)"),),
            )


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "third-number": complete_certain_points,
        "third-number-where-it-failed": complete_failing_points,
        "small-matrix": shorten_for_small_matrices,
        "list-to-array": make_arrays,
        "unpacking": unpack_what_is_there,
    }
)
