"""Imports as values: read from statements, merged, and written in the usual order. Pure."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

_WIDTH = 100


@dataclass(frozen=True)
class Import:
    """One imported name. `name` is empty for `import module`; `alias` is empty if there is no `as`."""

    module: str
    name: str = ""
    alias: str = ""

    @property
    def here(self) -> str:
        """The name that the import binds in the script."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def written(self) -> str:
        imported = self.name or self.module
        return f"{imported} as {self.alias}" if self.alias else imported


ALWAYS = (Import("manim", "*"), Import("scenekit", "NarratedScene"))
"""Imports that every script starts with."""


def read_imports(node: ast.stmt) -> Iterator[Import]:
    """The imports of an import statement."""
    match node:
        case ast.Import(names=names):
            yield from (Import(alias.name, "", alias.asname or "") for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            whole = "." * level + (module or "")
            yield from (Import(whole, alias.name, alias.asname or "") for alias in names)


def rename_import(known: Import, names: Mapping[str, str]) -> Import:
    """The same import, bound to the new name if `names` has one for it."""
    new = names.get(known.here)
    return replace(known, alias=new) if new and known.name != "*" else known


def write_imports(imports: Iterable[Import]) -> list[str]:
    """Import statements without repeats: `__future__`, Manim and scenekit, then others in given order."""
    wanted = dict.fromkeys((*ALWAYS, *imports))
    future = [known for known in wanted if known.module == "__future__"]
    others = [known for known in wanted if known.module != "__future__"]
    return [line for group in (future, others) for line in import_lines(group)]


def import_lines(imports: Sequence[Import]) -> Iterator[str]:
    """Statements of just these imports, one for each module."""
    done: set[Import] = set()
    for known in imports:
        if known in done:
            continue
        if not known.name:
            same = [known]
            yield f"import {known.written}"
        elif known.name == "*":
            same = [known]
            yield f"from {known.module} import *"
        else:
            same = [
                other for other in imports if other.module == known.module and other.name not in {"", "*"}
            ]
            yield from _from(known.module, [other.written for other in same])
        done.update(same)


def _from(module: str, names: list[str]) -> list[str]:
    line = f"from {module} import {', '.join(names)}"
    return (
        [line]
        if len(line) <= _WIDTH
        else [f"from {module} import (", *(f"    {name}," for name in names), ")"]
    )
