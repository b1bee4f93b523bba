"""What the calls of a script accept, as far as it is certain. Pure."""

import ast

from runner.script.analysis.callees import Callee, library_callee
from runner.script.analysis.signatures import EntryKind, Form
from runner.script.rules.patient import Patient


def callee_of(patient: Patient, call: ast.Call) -> Callee | None:
    """The library's callee; None if it is not certain, or not the library's."""
    return library_callee(call.func, patient.scopes[call.func], patient.knowledge)


def accepts(form: Form, call: ast.Call) -> bool:
    """Whether the call's arguments fit."""
    names = [keyword.arg for keyword in call.keywords]
    if any(isinstance(argument, ast.Starred) for argument in call.args) or None in names:
        return True
    given = {name for name in names if name}
    if form.most is not None and len(call.args) > form.most:
        return False
    if given - form.keywords and not form.takes_any_keyword:
        return False
    filled = {*form.positional[: len(call.args)], *given}
    return set(form.required) <= filled


def is_class(patient: Patient, key: str) -> bool:
    entry = patient.interface.entries.get(key)
    return entry is not None and entry.kind is EntryKind.CLASS
