"""Rules for what nothing like it exists of. They are tried last. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.called import is_mobject, name_called
from runner.script.rules.nearness import words
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import missing_attribute

# A mobject answers any `set_x`, so that a method that does not exist fails by its arguments only.
_MADE_UP = re.compile(r"Mobject\.__getattr__\.<locals>\.[gs]etter\(\)")
# What may be missing without the scene doing anything else: words of the methods that only style.
_STYLING = frozenset(
    """color colors colour colours opacity alpha stroke fill style glow shadow shade shading sheen gloss
    gradient font weight thickness border outline background highlight light lighting align alignment scale
    depth index resolution quality padding margin spacing antialias smooth texture material""".split()
)
_DOING = frozenset(
    """play wait add pause remove show draw plot create make build get animate move rotate shift apply update
    begin start next transform""".split()
)


def leave_adjustments_out(patient: Patient) -> Iterator[Proposal]:
    """Leaves out a statement that only adjusts an object, by a method that nothing like it exists of."""
    found = missing_attribute(patient)
    if found is None and not _MADE_UP.search(patient.failure.message):
        return
    for node in patient.failing:
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=method)) as call):
                pass
            case _:
                continue
        if not _only_styles(patient, call, method):
            continue
        names = {part.attr for part in ast.walk(call) if isinstance(part, ast.Attribute)}
        wanted = {found[1], f"get_{found[1]}", f"set_{found[1]}"} if found else {method}
        if wanted & names:
            shown = " ".join(patient.source.segment(call).split())[:60]
            lines = patient.source.segment(node).count("\n")
            name = next(iter(wanted & names))
            reason = f"Nothing has {name}, or anything like it; `{shown}` only adjusts, and is left out."
            edit = patient.source.replaced(node, "pass" + "\n" * lines)
            yield Proposal(node.lineno, "adjustment", reason, (edit,))


def leave_calls_out(patient: Patient) -> Iterator[Proposal]:
    """Takes an object as it is, where a method in a chain of calls does not exist: `Circle().glow()`."""
    found = missing_attribute(patient)
    if found is None:
        return
    for node in patient.failing_of(ast.Call):
        match node.func:
            case ast.Attribute(value=owner, attr=name) as method if name in {found[1], f"set_{found[1]}"}:
                pass
            case _:
                continue
        if is_mobject(patient, owner) and _only_styles(patient, node, name):
            shown = " ".join(patient.source.segment(owner).split())[:60]
            reason = f"Nothing has {name}, or anything like it; `{shown}` is taken as it is."
            text = patient.source.segment_of_value(method)
            lines = patient.source.segment(node).count("\n") - text.count("\n")
            edit = patient.source.replaced(node, text if lines <= 0 else f"({text}{chr(10) * lines})")
            yield Proposal(node.lineno, "adjustment", reason, (edit,))


def _only_styles(patient: Patient, call: ast.Call, method: str) -> bool:
    """Whether a call can be left out: its method says that it styles, and no object is made for it."""
    said = {*words(method)}
    # What Manim makes up for `set_x` keeps an attribute, and changes nothing on the screen.
    is_made_up = method.startswith("set_") and bool(_MADE_UP.search(patient.failure.message))
    if not (said & _STYLING or is_made_up) or said & _DOING:
        return False
    given = [*call.args, *(word.value for word in call.keywords)]
    calls = [part for value in given for part in ast.walk(value) if isinstance(part, ast.Call)]
    return not any(_DOING & {*words(name_called(inner))} or is_mobject(patient, inner) for inner in calls)


RULES: Mapping[str, Rule] = MappingProxyType(
    {"no-such-adjustment": leave_adjustments_out, "no-such-method": leave_calls_out}
)
