"""Rules for surfaces that are given as heights over a plane. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.points import VECTORS
from runner.script.rules.arguments import CallText
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.reaching import origins

_FLAT = re.compile(r"shapes \((\d+),\) \(3,\) \(\1,\)")
_RANGES: Mapping[str, str] = MappingProxyType({"x_range": "u_range", "y_range": "v_range"})
_NO_RANGE = re.compile(r"unexpected keyword argument '[xy]_range'")
_HEIGHTS = frozenset("sin cos tan exp sqrt log abs tanh sinh cosh power hypot maximum minimum float".split())


def make_points_of_heights(patient: Patient) -> Iterator[Proposal]:
    """Makes points of the heights that a surface's function gives, over the plane of its two inputs."""
    message = patient.failure.message
    if not (_FLAT.search(message) or _NO_RANGE.search(message)):
        return
    for call in patient.failing_of(ast.Call):
        if patient.library_key(call.func) != "Surface":
            continue
        text = CallText(patient.source, call)
        ranges = {new: text.named(old) for old, new in _RANGES.items()}
        renamed = [text.renamed(given, new) for new, given in ranges.items() if given]
        function = text.named("func") or next(iter(text.arguments), None)
        heights = _points(patient, function.value) if function else ()
        if renamed or heights:
            reason = "A surface's function gives points for its two inputs, u and v, not heights."
            yield Proposal(call.lineno, f"surface {call.col_offset}", reason, (*renamed, *heights))


def _points(patient: Patient, function: ast.expr) -> tuple[Edit, ...]:
    """The edits that make points of what the function gives; none unless it certainly gives numbers."""
    source = patient.source
    match function:
        case ast.Lambda(args=ast.arguments(args=[first, second]), body=body) if _is_height(patient, body):
            start = f"np.array([{first.arg}, {second.arg}, "
            return source.added_before(body, start), source.added_after(body, "])")
        case ast.Name() | ast.Attribute():
            called = ast.Call(func=function, args=[], keywords=[])
            results = list(origins(patient, called))
            if called not in results and all(_is_height(patient, result) for result in results):
                shown = source.segment(function)
                return (source.replaced(function, f"lambda u, v: np.array([u, v, {shown}(u, v)])"),)
    return ()


def _is_height(patient: Patient, node: ast.expr) -> bool:
    for part in origins(patient, node):
        match part:
            case ast.BinOp() | ast.UnaryOp():
                inner = list(ast.walk(part))
                if any(isinstance(other, ast.List | ast.Tuple) for other in inner) or any(
                    isinstance(other, ast.Name) and other.id in VECTORS for other in inner
                ):
                    return False
            case ast.Constant(value=int() | float()):
                pass
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _HEIGHTS:
                pass
            case _:
                return False
    return True


RULES: Mapping[str, Rule] = MappingProxyType({"points-of-heights": make_points_of_heights})
