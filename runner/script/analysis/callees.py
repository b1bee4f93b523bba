"""What the library's classes, functions and methods accept where a script calls them. Pure."""

import ast
from dataclasses import dataclass, replace

from runner.script.analysis.kinds import Scope
from runner.script.analysis.signatures import Form, read_form
from runner.script.analysis.types import TypeTable


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


def library_callee(function: ast.expr, scope: Scope, knowledge: TypeTable) -> Callee | None:
    """The library's callee; None if it is not certain, or not the library's."""
    key = knowledge.library_key(function, scope)
    if key is not None:
        return _class_or_function(key, knowledge)
    if not isinstance(function, ast.Attribute):
        return None
    owner = knowledge.type_of(function.value, scope)
    return _method(owner.key, function.attr, knowledge) if owner else None


def _class_or_function(key: str, knowledge: TypeTable) -> Callee | None:
    entry = knowledge.interface.entries[key]
    form = read_form(entry.signature) if entry.signature else None
    if form is None:
        return None
    keywords = frozenset(entry.keywords)
    return Callee(key, replace(form, keywords=keywords, takes_any_keyword=entry.takes_any_keyword))


def _method(key: str, name: str, knowledge: TypeTable) -> Callee | None:
    """The method of a class of the library, or one that a class of the script inherits from it."""
    text = knowledge.member(key, name)
    form = read_form(text) if text and text.startswith("(") else None
    if form is None or name in knowledge.stored:
        return None
    accepted = knowledge.method_keywords(key, name)
    if accepted is not None:
        form = replace(form, keywords=accepted, takes_any_keyword=False)
    return Callee(key, form, name)
