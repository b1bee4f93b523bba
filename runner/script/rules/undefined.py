"""What a run did not find, a name or an attribute, and where names are used that nothing defines. Pure."""

import ast
import re
from collections.abc import Iterator, Sequence

from runner.script.rules.patient import Patient

_UNDEFINED = re.compile(r"name '(\w+)' is not defined")
_NO_ATTRIBUTE = re.compile(r"'?(\w+)'? object has no attribute '(\w+)'")


def undefined_name(patient: Patient) -> str | None:
    """The name that is not defined, if that is why the run failed."""
    found = _UNDEFINED.search(patient.failure.message) if patient.failure.kind == "NameError" else None
    return found[1] if found else None


def missing_attribute(patient: Patient) -> tuple[str, str] | None:
    """The object's class, and the attribute that it does not have, if that is why the run failed."""
    found = _NO_ATTRIBUTE.search(patient.failure.message)
    return (found[1], found[2]) if found else None


def unknown_names(patient: Patient) -> Iterator[ast.Name]:
    """Every use of a name that neither the script nor the library defines."""
    names = (node for node, _ in patient.places if isinstance(node, ast.Name))
    for node in names:
        if not isinstance(node.ctx, ast.Store) and node.id not in patient.known_names:
            yield node


def uses_of(name: str, patient: Patient) -> Sequence[ast.Name]:
    """All places that read the name and find nothing: no scope binds it there."""
    return [
        node
        for node, scope in patient.places
        if isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and not scope.binds(name)
    ]
