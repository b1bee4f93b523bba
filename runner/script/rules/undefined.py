"""The name that a run did not find, and where it is used. Pure."""

import ast
import re
from collections.abc import Sequence

from runner.script.rules.patient import Patient

_UNDEFINED = re.compile(r"name '(\w+)' is not defined")


def undefined_name(patient: Patient) -> str | None:
    """The name that is not defined, if that is why the run failed."""
    found = _UNDEFINED.search(patient.failure.message) if patient.failure.kind == "NameError" else None
    return found[1] if found else None


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
