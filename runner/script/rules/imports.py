"""Rules for names that were not imported. Pure."""

import ast
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.bindings import bound_names
from runner.script.parsing import first_line
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import undefined_name, uses_of

# What scripts call modules by.
_MODULES: Mapping[str, str] = MappingProxyType({"np": "numpy"})
_IMPORTED_FROM: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("Any Callable Dict Iterable List Optional Sequence Tuple Union".split(), "typing"),
        **dict.fromkeys(("copy", "deepcopy"), "copy"),
        **dict.fromkeys(("partial", "reduce", "lru_cache"), "functools"),
        **dict.fromkeys(("defaultdict", "deque", "Counter"), "collections"),
        **dict.fromkeys(("chain", "combinations", "permutations", "product"), "itertools"),
        **dict.fromkeys(("randint", "uniform", "shuffle", "gauss"), "random"),
        **dict.fromkeys(("comb", "factorial", "gcd"), "math"),
        "dataclass": "dataclasses",
    }
)
_NUMPYS = frozenset(
    "sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh exp log log2 log10 sqrt pi e linspace arange "
    "array zeros ones meshgrid dot cross floor ceil clip sign radians degrees deg2rad rad2deg mean".split()
)


def import_what_is_missing(patient: Patient) -> Iterator[Proposal]:
    """Imports a module, or a name of the library, that the script uses without having imported it."""
    name = undefined_name(patient)
    edit = _import_of(name, patient) if name else None
    if edit is not None and patient.failure.line:
        reason = f"{name} is used, but was not imported."
        yield Proposal(patient.failure.line, f"name {name}", reason, (edit,))


def take_numpys_function(patient: Patient) -> Iterator[Proposal]:
    """Writes `np.sin` for `sin`, and so on."""
    name = undefined_name(patient)
    if name not in _NUMPYS or not patient.failure.line:
        return
    edits = [patient.source.added_before(use, "np.") for use in uses_of(name, patient)]
    edits += import_edit(patient, "np")
    reason = f"{name} is not defined; NumPy has it."
    yield Proposal(patient.failure.line, f"name {name}", reason, tuple(edits))


def import_edit(patient: Patient, name: str) -> tuple[Edit, ...]:
    """The edit that imports this; none if the script has it already, or nobody knows it."""
    if name in patient.knowledge.imports or name in bound_names(patient.tree):
        return ()
    edit = _import_of(name, patient)
    return (edit,) if edit else ()


def _import_of(name: str, patient: Patient) -> Edit | None:
    for module, public in patient.interface.modules.items():
        # A script of somebody else's knows nothing of our library.
        if name in public and (module == "manim" or module in _modules_of(patient)):
            return _among_others(patient, module, name) or _new(patient, f"from {module} import {name}")
    module = _MODULES.get(name, name)
    if module in patient.interface.installed and (module in sys.stdlib_module_names or module == "numpy"):
        return _new(patient, f"import {module}" + (f" as {name}" if module != name else ""))
    source = _IMPORTED_FROM.get(name)
    return _new(patient, f"from {source} import {name}") if source else None


def _modules_of(patient: Patient) -> set[str]:
    return {str(node.module) for node in patient.tree.body if isinstance(node, ast.ImportFrom)}


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
    line_end = patient.text.find("\n", patient.source.end(first))
    place = len(patient.text) if line_end < 0 else line_end
    return Edit(place, place, f"\n{statement}")


def _behind_docstring(patient: Patient) -> int:
    first = patient.tree.body[0]
    match first:
        case ast.Expr(value=ast.Constant(value=str())) if len(patient.tree.body) > 1:
            return patient.source.place(first_line(patient.tree.body[1]), 0)
    return 0


RULES: Mapping[str, Rule] = MappingProxyType(
    {"import-missing": import_what_is_missing, "numpys-name": take_numpys_function}
)
