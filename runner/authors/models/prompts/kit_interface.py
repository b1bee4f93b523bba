"""What scripts may call of scenekit, read from its sources so that it is always up to date."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from runner.authors.models.prompts.kit_members import class_of_kit, documented
from runner.authors.models.prompts.kit_numbers import type_sizes
from runner.authors.models.prompts.kit_sources import public_sources

# What a script calls as methods of its scene, and what only the renderer needs.
UNTOLD = frozenset(
    """equation equation_or_text label paragraph THEMES BeatPlan SectionPlan WordCue current_plan
    use_plan""".split()
)
_UNTOLD_MEMBERS = frozenset("setup tear_down narration scene number plan start_seconds name pages".split())
_FIRST = "NarratedScene Beat Layout Region Theme".split()
_SIZES = "TYPE_SCALE"


@cache
def scenekit_interface() -> str:
    """Every name of scenekit itself that scripts use, with signatures and docstrings."""
    sources = public_sources("scenekit")
    names = sorted(sources.keys() - UNTOLD, key=lambda name: (_place(name), name))
    told = (_told(name, sources[name]) for name in names)
    return "\n".join([f"# from scenekit import {', '.join(names)}", *told])


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _told(name: str, module: str) -> str:
    if name == _SIZES:
        sizes = ", ".join(f"{size} {value:g}" for size, value in type_sizes().items())
        return f"{_SIZES}  # {sizes}. {documented(class_of_kit('TypeScale', module))}"
    return "\n".join(_class_lines(class_of_kit(name, module)))


def _class_lines(node: ast.ClassDef) -> Iterator[str]:
    bases = f"({', '.join(map(ast.unparse, node.bases))})" if node.bases else ""
    yield f"class {node.name}{bases}:  # {documented(node)}"
    for kind, names in _values(node).items():
        yield f"    {', '.join(names)}: {kind}"
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and not _is_value(method) and _is_told(method.name):
            yield f"    {_signature(method)}"


def _values(node: ast.ClassDef) -> dict[str, list[str]]:
    """The names of fields and plain properties, by their type."""
    values: dict[str, list[str]] = {}
    for part in node.body:
        match part:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if _is_told(name):
                values.setdefault(ast.unparse(kind), []).append(name)
            case ast.FunctionDef(name=name, returns=ast.expr() as kind) if _is_value(part) and _is_told(name):
                values.setdefault(ast.unparse(kind), []).append(name)
    return values


def _is_told(name: str) -> bool:
    return name == "__init__" or not (name.startswith("_") or name in _UNTOLD_MEMBERS)


def _is_value(node: ast.FunctionDef) -> bool:
    """Whether it is a property that its name explains."""
    return _is_property(node) and not ast.get_docstring(node)


def _is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "property" for each in node.decorator_list)


def _signature(node: ast.FunctionDef) -> str:
    result = "" if node.returns is None or node.name == "__init__" else f" -> {ast.unparse(node.returns)}"
    call = f"{node.name}{'' if _is_property(node) else f'({_arguments(node)})'}{result}"
    said = documented(node).removeprefix("An animation: ")
    return f"{call}  # {said}" if said else call


def _arguments(node: ast.FunctionDef) -> str:
    """Without what explains itself: `self`, that objects are Mobjects, and that animations have options."""
    arguments = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
    return re.sub(r": V?Mobject\b|(?:, )?\*\*options: Any", "", arguments)
