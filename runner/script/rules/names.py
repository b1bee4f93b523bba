"""Rules for names that are not defined. Pure."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.bindings import bound_names
from runner.script.analysis.signatures import read_form
from runner.script.rules.calls import accepts
from runner.script.rules.edits import Edit
from runner.script.rules.nearness import nearest
from runner.script.rules.patient import Patient, Proposal, Rule

_UNDEFINED = re.compile(r"name '(\w+)' is not defined")
# What scripts call modules by.
_MODULES: Mapping[str, str] = MappingProxyType({"np": "numpy"})
_IMPORTED_FROM: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("Any Callable Dict Iterable List Optional Sequence Tuple Union".split(), "typing"),
        **dict.fromkeys(("copy", "deepcopy"), "copy"),
        **dict.fromkeys(("partial", "reduce", "lru_cache"), "functools"),
        **dict.fromkeys(("defaultdict", "deque", "Counter"), "collections"),
        **dict.fromkeys(("chain", "combinations", "permutations", "product"), "itertools"),
        "dataclass": "dataclasses",
    }
)


def import_what_is_missing(patient: Patient) -> Iterator[Proposal]:
    """Imports a module, or a name of the library, that the script uses without having imported it."""
    name = _undefined(patient)
    if name is None:
        return
    edit = _import_of(name, patient)
    if edit is not None and patient.failure.line:
        reason = f"{name} is used, but was not imported."
        yield Proposal(patient.failure.line, f"name {name}", reason, (edit,))


def _import_of(name: str, patient: Patient) -> Edit | None:
    for module, public in patient.interface.modules.items():
        if name in public:
            return _among_others(patient, module, name) or _new(patient, f"from {module} import {name}")
    module = _MODULES.get(name, name)
    if module in patient.interface.installed and (module in sys.stdlib_module_names or module == "numpy"):
        return _new(patient, f"import {module}" + (f" as {name}" if module != name else ""))
    source = _IMPORTED_FROM.get(name)
    return _new(patient, f"from {source} import {name}") if source else None


def _among_others(patient: Patient, module: str, name: str) -> Edit | None:
    """The edit that adds a name to an import from the same module."""
    for node in patient.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == module and node.names[-1].name != "*":
            end = patient.source.end(node.names[-1])
            return Edit(end, end, f", {name}")
    return None


def _new(patient: Patient, statement: str) -> Edit:
    """The edit that adds an import behind the first one of the script."""
    first = next((node for node in patient.tree.body if isinstance(node, ast.Import | ast.ImportFrom)), None)
    if first is None:
        place = _behind_docstring(patient)
        return Edit(place, place, f"{statement}\n")
    place = patient.source.end(first)
    line_end = patient.text.find("\n", place)
    place = len(patient.text) if line_end < 0 else line_end
    return Edit(place, place, f"\n{statement}")


def _behind_docstring(patient: Patient) -> int:
    first = patient.tree.body[0]
    match first:
        case ast.Expr(value=ast.Constant(value=str())) if len(patient.tree.body) > 1:
            return patient.source.place(patient.tree.body[1].lineno, 0)
    return 0


def take_the_nearest_name(patient: Patient) -> Iterator[Proposal]:
    """Writes the nearest name that exists, and that takes the arguments, in the place of an unknown one."""
    name = _undefined(patient)
    uses = [node for node, _ in patient.places if isinstance(node, ast.Name) and node.id == name]
    if name is None or not uses or not patient.failure.line:
        return
    own = set(bound_names(patient.tree)).union(*(patient_names for patient_names in _local(patient)))
    for other in nearest(name, {*patient.knowledge.imports, *own}):
        if all(_fits(patient, use, other) for use in uses):
            edits = tuple(patient.source.replaced(use, other) for use in uses)
            reason = f"The name {name} does not exist; {other} does."
            yield Proposal(patient.failure.line, f"name {name}", reason, edits)


def _local(patient: Patient) -> Iterator[set[str]]:
    for node in patient.failing:
        scope = patient.scopes.get(node)
        if scope is not None:
            yield set(scope.names)


def _fits(patient: Patient, use: ast.Name, other: str) -> bool:
    """Whether a use goes with the other name: a call needs something that takes its arguments."""
    call = patient.parents.get(use)
    key = patient.knowledge.imports.get(other)
    if not isinstance(call, ast.Call) or call.func is not use or key is None:
        return True
    entry = patient.interface.entries[key]
    form = read_form(entry.signature) if entry.signature else None
    # Unknown keywords are another rule's business.
    return form is None or accepts(form, ast.Call(call.func, call.args, []))


def _undefined(patient: Patient) -> str | None:
    found = _UNDEFINED.search(patient.failure.message) if patient.failure.kind == "NameError" else None
    return found[1] if found else None


RULES: Mapping[str, Rule] = MappingProxyType(
    {"import-missing": import_what_is_missing, "nearest-name": take_the_nearest_name}
)
