"""Rules for functions that live in another module than the one that is asked. Pure."""

import ast
import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.imports import import_edit
from runner.script.rules.nearness import misspelt, nearest
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import undefined_name, uses_of

_NOT_IN_MODULE = re.compile(r"module '([\w.]+)' has no attribute '(\w+)'")


def take_the_rate_function(patient: Patient) -> Iterator[Proposal]:
    """Writes a rate function with its module, or the nearest one that exists."""
    name = undefined_name(patient)
    entry = patient.interface.entries.get("rate_functions")
    if name is None or entry is None or "rate_functions" not in patient.knowledge.imports:
        return
    uses = uses_of(name, patient)
    known = [other for other in entry.members if other.islower()]
    others = [name] if name in known else [*misspelt(name, known), *nearest(name, known)]
    for other in others if name.islower() and patient.failure.line else ():
        edits = tuple(patient.source.replaced(use, f"rate_functions.{other}") for use in uses)
        reason = f"{name} is not defined; rate_functions.{other} is."
        yield Proposal(patient.failure.line or 1, f"name {name}", reason, edits)


def ask_the_other_module(patient: Patient) -> Iterator[Proposal]:
    """Asks `math` for what NumPy does not have, the other way round, or takes the nearest name."""
    found = _NOT_IN_MODULE.search(patient.failure.message)
    if found is None:
        return
    module, name = found.groups()
    for node in patient.failing_of(ast.Attribute):
        if node.attr != name or not isinstance(node.value, ast.Name):
            continue
        fault = f"function {name}"
        numpy = patient.interface.entries.get("np")
        known = set(numpy.members if numpy else ()) if module == "numpy" else set(dir(math))
        if module == "numpy" and hasattr(math, name):
            reason = f"NumPy has no {name}; math has it."
            edits = (patient.source.replaced(node, f"math.{name}"), *import_edit(patient, "math"))
            yield Proposal(node.lineno, fault, reason, edits)
        if module == "math" and numpy and name in numpy.members:
            edits = (patient.source.replaced(node, f"np.{name}"), *import_edit(patient, "np"))
            yield Proposal(node.lineno, fault, f"math has no {name}; NumPy has it.", edits)
        for other in nearest(name, known) if module in {"numpy", "math"} else ():
            reason = f"{module} has no {name}; {other} is what it has."
            yield Proposal(node.lineno, fault, reason, (patient.source.renamed(node, other),))


RULES: Mapping[str, Rule] = MappingProxyType(
    {"rate-function": take_the_rate_function, "other-module": ask_the_other_module}
)
