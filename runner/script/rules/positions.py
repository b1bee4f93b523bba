"""Rules for more positional arguments than a call of the library takes, and for points in one list. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText, in_list
from runner.script.rules.called import failing_calls, is_mobject, name_called
from runner.script.rules.literals import is_text
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.reaching import origins

_TOO_MANY = re.compile(
    r"([\w.]+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) were given"
)
_TOO_DEEP = re.compile(r"would exceed the maximum number of dimension")
_NUMBERS = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Name)


def join_surplus_numbers(patient: Patient) -> Iterator[Proposal]:
    """Puts the numbers of a point in a list: `plane.get_vector(1, 2)`."""
    for call, most in _overfull(patient):
        are_numbers = all(isinstance(part, _NUMBERS) and not is_text(part) for part in call.args)
        if most == 1 and len(call.args) in {2, 3} and are_numbers:
            reason = f"{name_called(call)} takes a point: its numbers stand in a list."
            edits = in_list(CallText(patient.source, call).positional)
            yield Proposal(call.lineno, _fault(call), reason, edits)


def leave_surplus_arguments_out(patient: Patient) -> Iterator[Proposal]:
    """Leaves out the last arguments, which the call does not take, unless they are objects."""
    for call, most in _overfull(patient):
        inputs = CallText(patient.source, call)
        surplus = inputs.positional[most:]
        if surplus and not any(is_mobject(patient, part.value) for part in surplus):
            shown = ", ".join(inputs.text(part) for part in surplus)[:60]
            reason = f"{name_called(call)} takes fewer arguments; `{shown}` is left out."
            edits = tuple(inputs.without(part) for part in surplus)
            yield Proposal(call.lineno, _fault(call), reason, edits)


def spread_points(patient: Patient) -> Iterator[Proposal]:
    """Hands points to a polygon one by one: `Polygon([a, b, c])`."""
    if not _TOO_DEEP.search(patient.failure.message):
        return
    for call in failing_calls(patient, {"Polygon"}):
        for node in call.args:
            if any(isinstance(part, ast.List | ast.Tuple | ast.ListComp) for part in origins(patient, node)):
                reason = "Polygon takes its points one by one, not in a list."
                edit = patient.source.added_before(node, "*")
                yield Proposal(node.lineno, f"points {node.col_offset}", reason, (edit,))


def _overfull(patient: Patient) -> Iterator[tuple[ast.Call, int]]:
    """The library's call that got too many arguments, and how many it takes without its object."""
    found = _TOO_MANY.search(patient.failure.message)
    if found is None or "." not in found[1]:
        return
    owner, _, method = found[1].rpartition(".")
    most, given = int(found[2]) - 1, int(found[3]) - 1
    for call in patient.failing_of(ast.Call):
        is_made = method == "__init__" and patient.library_key(call.func) is not None
        is_meant = is_made or (name_called(call) == method and owner in patient.interface.entries)
        is_open = any(isinstance(part, ast.Starred) for part in call.args)
        if is_meant and len(call.args) == given and not is_open and CallText(patient.source, call).arguments:
            yield call, most
            return


def _fault(call: ast.Call) -> str:
    return f"surplus {call.col_offset} {call.end_col_offset}"


RULES: Mapping[str, Rule] = MappingProxyType(
    {"surplus-numbers": join_surplus_numbers, "points-one-by-one": spread_points}
)
LAST_RULES: Mapping[str, Rule] = MappingProxyType({"surplus-argument": leave_surplus_arguments_out})
"""Rules for arguments that nothing stands for."""
