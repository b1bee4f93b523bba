"""Rules for keywords that a call does not take. Pure."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import Argument, CallText
from runner.script.rules.calls import Callee, callee_of, is_class, is_mobject_class
from runner.script.rules.nearness import nearest
from runner.script.rules.patient import Patient, Proposal, Rule


def _unknown(patient: Patient) -> Iterator[tuple[CallText, Callee, Argument]]:
    """The keywords that certainly are not taken."""
    for node, _ in patient.places:
        callee = callee_of(patient, node) if isinstance(node, ast.Call) else None
        if not isinstance(node, ast.Call) or callee is None or callee.form.takes_any_keyword:
            continue
        call = CallText(patient.source, node)
        for argument in call.arguments:
            if argument.name and argument.name not in callee.form.keywords:
                yield call, callee, argument


def take_the_nearest_keyword(patient: Patient) -> Iterator[Proposal]:
    """Renames a keyword to the nearest one that the call takes, and that is not given yet."""
    for call, callee, argument in _unknown(patient):
        given = {other.name for other in call.arguments}
        for name in nearest(str(argument.name), callee.form.keywords - given):
            reason = f"{callee.shown} takes no keyword {argument.name}; {name} is what it is called."
            edits = (call.renamed(argument, name),)
            yield Proposal(call.call.lineno, f"keyword {argument.name}", reason, edits)


def call_the_setter(patient: Patient) -> Iterator[Proposal]:
    """Hands to the method `set_x` what a constructor does not take as `x`."""
    for call, callee, argument in _unknown(patient):
        if callee.method or not is_class(patient, callee.key) or not is_mobject_class(patient, callee.key):
            continue
        members = patient.interface.members(callee.key)
        name = str(argument.name)
        setter = f"set_{name}"
        change = (
            f".{setter}({call.text(argument)})"
            if setter in members
            else f".set({name}={call.text(argument)})"
        )
        reason = f"{callee.shown} takes no keyword {name}; it is set afterwards."
        edits = (call.without(argument), patient.source.added_after(call.call, change))
        yield Proposal(call.call.lineno, f"keyword {name}", reason, edits)


RULES: Mapping[str, Rule] = MappingProxyType(
    {"nearest-keyword": take_the_nearest_keyword, "keyword-to-setter": call_the_setter}
)
