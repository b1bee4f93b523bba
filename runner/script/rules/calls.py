"""What the calls of a script accept, as far as it is certain. Pure."""

import ast
from dataclasses import dataclass, replace

from runner.script.analysis.signatures import EntryKind, Form, read_form
from runner.script.rules.patient import Patient


@dataclass(frozen=True)
class Callee:
    """What is called: the key of the class, or of the method's owner, and the accepted arguments."""

    key: str
    form: Form
    method: str = ""

    @property
    def shown(self) -> str:
        owner = self.key.removeprefix("script.")
        return f"{owner}.{self.method}" if self.method else owner


def callee_of(patient: Patient, call: ast.Call) -> Callee | None:
    """The library's callee; None if it is not certain, or not the library's."""
    key = patient.library_key(call.func)
    if key is not None:
        return class_or_function(patient, key)
    if not isinstance(call.func, ast.Attribute):
        return None
    owner = patient.type_of(call.func.value)
    return method_of(patient, owner.key, call.func.attr) if owner else None


def class_or_function(patient: Patient, key: str) -> Callee | None:
    entry = patient.interface.entries[key]
    form = read_form(entry.signature) if entry.signature else None
    if form is None:
        return None
    keywords = frozenset(entry.keywords)
    return Callee(key, replace(form, keywords=keywords, takes_any_keyword=entry.takes_any_keyword))


def method_of(patient: Patient, key: str, name: str) -> Callee | None:
    """The method of a class of the library, or one that a class of the script inherits from it."""
    knowledge = patient.knowledge
    text = knowledge.member(key, name)
    form = read_form(text) if text and text.startswith("(") else None
    if form is None or name in knowledge.stored:
        return None
    accepted = knowledge.method_keywords(key, name)
    if accepted is not None:
        form = replace(form, keywords=accepted, takes_any_keyword=False)
    return Callee(key, form, name)


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


def is_mobject_class(patient: Patient, key: str) -> bool:
    return patient.knowledge.is_a(key, "Mobject")


def is_class(patient: Patient, key: str) -> bool:
    entry = patient.interface.entries.get(key)
    return entry is not None and entry.kind is EntryKind.CLASS
