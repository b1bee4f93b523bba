"""Finds undefined names, and imports of modules and names that don't exist. Pure."""

import ast
import builtins
import symtable
from collections.abc import Collection, Iterator

from runner.script.analysis.bindings import bound_names
from runner.script.analysis.collect import library_imports
from runner.script.analysis.signatures import near_names
from runner.script.analysis.types import TypeTable

_ALWAYS = frozenset(
    (*dir(builtins), *"__file__ __name__ __doc__ __class__ __annotations__ __builtins__ __cached__".split())
)
# Functions that can define names of a module dynamically.
_DYNAMIC = frozenset(("exec", "globals"))

Fault = tuple[ast.AST, str]


def undefined_names(source: str, tree: ast.Module, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports the first use of each undefined name in each function."""
    stars = {
        node.module or "?"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    }
    interface = knowledge.interface
    loads = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    if stars - interface.modules.keys() or _DYNAMIC & {node.id for node in loads}:
        return
    known = {*_ALWAYS, *bound_names(tree), *(here for here, _, _ in library_imports(tree, interface))}
    known |= {name for star in stars for name in interface.modules[star]}
    loads.sort(key=lambda node: (node.lineno, node.col_offset))
    told: set[ast.Name] = set()
    for name, first_line in _unbound(symtable.symtable(source, "script", "exec"), known):
        use = next((node for node in loads if node.id == name and node.lineno >= first_line), None)
        if use is not None and use not in told:
            told.add(use)
            near = near_names(name, known)
            yield (
                use,
                f"the name {name!r} is not defined"
                + (f"; did you mean {' or '.join(near)}?" if near else ""),
            )


def _unbound(module: symtable.SymbolTable, known: set[str]) -> Iterator[tuple[str, int]]:
    """Names that are read as globals but never bound, with the first line of each scope that reads them."""
    waiting = [module]
    known = known | _globals_of(module)
    found: set[tuple[str, int]] = set()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        for symbol in table.get_symbols():
            name = symbol.get_name()
            is_global = symbol.is_global() or (table is module and not symbol.is_assigned())
            if symbol.is_referenced() and is_global and name not in known and not symbol.is_assigned():
                found.add((name, table.get_lineno()))
    yield from sorted(found)


def _globals_of(module: symtable.SymbolTable) -> set[str]:
    """Names that functions declare as `global` and set."""
    waiting, names = [module], set()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        names |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_declared_global() and symbol.is_assigned()
        }
    return names


def missing_imports(tree: ast.Module, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports imports of modules that aren't installed, and of names that the library doesn't have."""
    interface = knowledge.interface
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), level=0):
                modules = [module]
            case _:
                continue
        for module in modules:
            top = module.partition(".")[0]
            if interface.installed and top not in interface.installed:
                yield node, f"the module {top!r} is not installed"
        if isinstance(node, ast.ImportFrom) and node.module in interface.modules:
            inner = {name.removeprefix(f"{node.module}.") for name in interface.modules}
            yield from _missing(node, inner.union(interface.modules[str(node.module)]))


def _missing(node: ast.ImportFrom, public: Collection[str]) -> Iterator[Fault]:
    for alias in node.names:
        if alias.name not in public and alias.name != "*" and not alias.name.startswith("_"):
            near = near_names(alias.name, public)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            yield node, f"{node.module} has no {alias.name!r}{hint}"
