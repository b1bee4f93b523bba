"""Rules for names that are not defined. Pure."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.bindings import bound_names
from runner.script.analysis.signatures import EntryKind, read_form
from runner.script.rules.calls import accepts, is_class
from runner.script.rules.nearness import misspelt, nearest, words
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import undefined_name, uses_of


def spell_the_name(patient: Patient) -> Iterator[Proposal]:
    """Writes the name that an unknown one is misspelt from."""
    name = undefined_name(patient)
    if name is not None:
        yield from _renamed(patient, name, misspelt(name, _known(patient)))


def take_the_nearest_name(patient: Patient) -> Iterator[Proposal]:
    """Writes the nearest name that exists, and that takes the arguments, in the place of an unknown one."""
    name = undefined_name(patient)
    if name is not None:
        yield from _renamed(patient, name, nearest(name, _known(patient)))
        yield from _renamed(patient, name, _of_the_same_kind(patient, name))


def ask_oneself(patient: Patient) -> Iterator[Proposal]:
    """Puts `self.` before what belongs to the scene."""
    name = undefined_name(patient)
    owner = next(
        (scope.find("self") for node in patient.failing if (scope := patient.scopes.get(node))), None
    )
    if name is None or owner is None or not patient.failure.line:
        return
    knowledge = patient.knowledge
    own = knowledge.classes.get(owner.key)
    is_member = knowledge.member(owner.key, name) is not None or bool(own and name in own.members)
    if is_member or name in knowledge.on_self.get(owner.key, {}):
        edits = tuple(patient.source.added_before(use, "self.") for use in uses_of(name, patient))
        reason = f"{name} belongs to the scene: self.{name}."
        yield Proposal(patient.failure.line, f"name {name}", reason, edits)


def _known(patient: Patient) -> set[str]:
    """The names that hold where the script failed."""
    here = {name for node in patient.failing if (scope := patient.scopes.get(node)) for name in scope.names}
    return {*patient.knowledge.imports, *bound_names(patient.tree), *here}


def _of_the_same_kind(patient: Patient, name: str) -> Iterable[str]:
    """The library's classes for the last words of a name: a VerticalLine is a Line."""
    parts = words(name)
    wanted = ["".join(word.capitalize() for word in parts[start:]) for start in range(1, len(parts))]
    return (other for other in wanted if _is_class(patient, other) and name[0].isupper())


def _is_class(patient: Patient, name: str) -> bool:
    key = patient.knowledge.imports.get(name)
    return key is not None and is_class(patient, key)


def _renamed(patient: Patient, name: str, others: Iterable[str]) -> Iterator[Proposal]:
    uses = uses_of(name, patient)
    for other in others:
        if uses and patient.failure.line and all(_fits(patient, use, other) for use in uses):
            edits = tuple(patient.source.replaced(use, other) for use in uses)
            reason = f"The name {name} does not exist; {other} does."
            yield Proposal(patient.failure.line, f"name {name}", reason, edits)


def _fits(patient: Patient, use: ast.Name, other: str) -> bool:
    """Whether a use goes with the other name: a call needs something that takes its arguments."""
    call = patient.parents.get(use)
    key = patient.knowledge.imports.get(other)
    if key is None:
        return True
    entry = patient.interface.entries[key]
    if not isinstance(call, ast.Call) or call.func is not use:
        return (entry.kind is EntryKind.CONSTANT) == use.id.isupper()
    if entry.kind not in {EntryKind.CLASS, EntryKind.FUNCTION}:
        return False
    form = read_form(entry.signature) if entry.signature else None
    # Unknown keywords are another rule's business.
    return form is None or accepts(form, ast.Call(call.func, call.args, []))


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "misspelt-name": spell_the_name,
        "own-name": ask_oneself,
        "nearest-name": take_the_nearest_name,
    }
)
