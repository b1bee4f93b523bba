"""Rules for attributes and methods that an object does not have. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from runner.script.analysis.signatures import read_form
from runner.script.rules.calls import accepts
from runner.script.rules.nearness import misspelt, nearest
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import missing_attribute

_OF_A_LIST = re.compile(r"^'(?:list|tuple)' object has no attribute '(\w+)'")
# What is made up by Manim when `get_x` is asked for takes no arguments.
_MADE_UP = re.compile(r"__getattr__\.<locals>\.getter\(\) (?:got|takes)")
_GROUPS = frozenset(("VGroup", "Group"))


def spell_the_attribute(patient: Patient) -> Iterator[Proposal]:
    """Writes the method or attribute that an unknown one is misspelt from."""
    for node, key in _missing(patient):
        yield from _renamed(patient, node, key, misspelt(node.attr, _public(patient, key)))


def take_the_nearest_attribute(patient: Patient) -> Iterator[Proposal]:
    """Writes the nearest method or attribute that exists, and that takes the arguments."""
    for node, key in _missing(patient):
        yield from _renamed(patient, node, key, nearest(node.attr, _public(patient, key)))


def make_a_group_of_the_list(patient: Patient) -> Iterator[Proposal]:
    """Makes a group of a list, where a group's method is called: `VGroup(*dots).shift(UP)`."""
    found = _OF_A_LIST.match(patient.failure.message)
    group = patient.interface.entries.get("VGroup")
    if found is None or group is None or found[1] not in _public(patient, "VGroup"):
        return
    for node in patient.failing_of(ast.Attribute):
        if node.attr == found[1]:
            inner = patient.source.segment(node.value)
            edit = patient.source.replaced(node.value, f"VGroup(*{inner})")
            reason = f"A list has no {node.attr}; a group of what is in it has."
            yield Proposal(node.lineno, _fault(node), reason, (edit,))


def ask_every_part(patient: Patient) -> Iterator[Proposal]:
    """Calls a method of each part of a group that does not have it itself."""
    for node, key in _missing(patient):
        call = patient.parents.get(node)
        statement = patient.parents.get(call) if call else None
        is_plain = isinstance(call, ast.Call) and call.func is node and isinstance(statement, ast.Expr)
        if is_plain and isinstance(call, ast.Call) and key in _GROUPS:
            arguments = patient.text[patient.source.end(node) : patient.source.end(call)]
            loop = f"[part.{node.attr}{arguments} for part in {patient.source.segment(node.value)}]"
            reason = f"A group has no {node.attr}; each of its parts may have."
            yield Proposal(node.lineno, _fault(node), reason, (patient.source.replaced(call, loop),))


def _renamed(patient: Patient, node: ast.Attribute, key: str, names: Sequence[str]) -> Iterator[Proposal]:
    members = _members(patient, key)
    for name in names:
        if _fits(patient, node, members[name]):
            reason = f"{key.removeprefix('script.')} has no {node.attr}; {name} is what it has."
            yield Proposal(node.lineno, _fault(node), reason, (patient.source.renamed(node, name),))


def _fault(node: ast.Attribute) -> str:
    return f"attribute {node.attr} at {node.end_col_offset}"


def _members(patient: Patient, key: str) -> Mapping[str, str]:
    """The members of a class of the library, or of what a class of the script inherits from."""
    if key in patient.interface.entries:
        return patient.interface.members(key)
    found: dict[str, str] = {}
    for base in patient.knowledge.ancestors(key):
        found.update(patient.interface.entries[base].members)
    own = patient.knowledge.classes.get(key)
    return {**found, **dict.fromkeys(own.members if own else (), "(*_, **__)")}


def _public(patient: Patient, key: str) -> list[str]:
    return [name for name in _members(patient, key) if not name.startswith("_")]


def _missing(patient: Patient) -> Iterator[tuple[ast.Attribute, str]]:
    """Attributes that don't exist, each with the class of the object: the failing one, then certain ones."""
    failing = _failing(patient)
    if failing is not None:
        yield failing
    for node, scope in patient.places:
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        kind = patient.knowledge.type_of(node.value, scope)
        is_told = failing is not None and failing[0] is node
        if kind is not None and not is_told and _is_certain(patient, kind.key, node.attr):
            yield node, kind.key


def _is_certain(patient: Patient, key: str, name: str) -> bool:
    # Manim makes up any `set_x`, and many a `get_x`.
    is_made_up = name.startswith(("set_", "get_")) and patient.knowledge.is_a(key, "Mobject")
    is_known = key in patient.interface.entries or key in patient.knowledge.classes
    return is_known and not is_made_up and patient.knowledge.lacks(key, name)


def _failing(patient: Patient) -> tuple[ast.Attribute, str] | None:
    found = missing_attribute(patient)
    for node in patient.failing_of(ast.Attribute):
        if found is not None and node.attr == found[1]:
            owner = found[0]
            own = f"script.{owner}"
            known = owner in patient.interface.entries or own in patient.knowledge.classes
            return (node, owner if owner in patient.interface.entries else own) if known else None
        if _MADE_UP.search(patient.failure.message) and node.attr.startswith("get_"):
            kind = patient.type_of(node.value)
            return (node, kind.key) if kind and kind.key in patient.interface.entries else None
    return None


def _fits(patient: Patient, node: ast.Attribute, signature: str) -> bool:
    """Whether the member can be used as the script uses it: called with these arguments, or read."""
    call = patient.parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node:
        return not signature.startswith("(")
    form = read_form(signature) if signature.startswith("(") else None
    # Unknown keywords are another rule's business.
    return form is not None and accepts(form, ast.Call(call.func, call.args, []))


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "misspelt-attribute": spell_the_attribute,
        "group-of-a-list": make_a_group_of_the_list,
        "nearest-attribute": take_the_nearest_attribute,
    }
)
LAST_RULES: Mapping[str, Rule] = MappingProxyType({"method-of-the-parts": ask_every_part})
"""Rules for attributes that nothing stands for."""
