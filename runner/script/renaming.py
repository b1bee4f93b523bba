"""Renames global names of a module, respecting local names of the same spelling. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from runner.script.analysis.bindings import COMPREHENSIONS, FUNCTIONS, bound_names, inner_nodes
from runner.script.parsing import lines_of, tree_of

_DEFINITION = re.compile(rb"(?:async\s+)?(?:def|class)\s+")
_Renamed = ast.Name | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Global


def rename(code: str, names: Mapping[str, str]) -> str:
    """The code with these global names replaced; keywords, attributes, strings and local names stay."""
    tree = tree_of(code)
    if tree is None or not names:
        return code
    nodes = [(node, old) for old in names for node in _meant(tree, old)]
    edited = _edit(code, nodes, names)
    if edited is None or tree_of(edited) is None:
        # Before Python 3.12 the parser gives wrong positions inside f-strings.
        return _write_anew(tree, nodes, names)
    return edited


def _meant(tree: ast.Module, name: str) -> Iterator[_Renamed]:
    """The nodes that name `name` and refer to the module's global."""
    waiting: list[tuple[ast.AST, bool, bool]] = [(tree, False, False)]
    while waiting:
        node, is_local, is_hidden = waiting.pop()
        if not is_local and not is_hidden and _says(node, name):
            yield node  # type: ignore[misc]
        outer, inner = _parts(node)
        waiting += [(part, is_local, is_hidden) for part in outer]
        if inner:
            inside = _inside(node, name, is_local)
            waiting += [(part, *inside) for part in inner]


def _says(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=found):
            return found == name
        case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
            return found == name
        case ast.Global(names=found_names):
            return name in found_names
    return False


def _parts(node: ast.AST) -> tuple[Sequence[ast.AST], Sequence[ast.AST]]:
    """The parts of a node in the enclosing scope, and the parts in the node's own scope."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [part for part in ast.iter_child_nodes(node) if part not in node.body], node.body
        case ast.ClassDef():
            return [part for part in ast.iter_child_nodes(node) if part not in node.body], node.body
        case ast.Lambda():
            return [node.args], [node.body]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return [], list(ast.iter_child_nodes(node))
    return list(ast.iter_child_nodes(node)), []


def _inside(node: ast.AST, name: str, is_local: bool) -> tuple[bool, bool]:
    """Whether `name` is local to this scope and its inner ones, or only to a class body."""
    if isinstance(node, COMPREHENSIONS):
        stores = (part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id == name)
        return is_local or any(isinstance(part.ctx, ast.Store) for part in stores), False
    if any(isinstance(part, ast.Global) and name in part.names for part in inner_nodes(node)):
        return False, False
    binds = name in bound_names(node)
    return (is_local or binds, False) if isinstance(node, FUNCTIONS) else (is_local, binds)


def _edit(code: str, nodes: list[tuple[_Renamed, str]], names: Mapping[str, str]) -> str | None:
    """The text with each name replaced in place; None if a name is not found at its position."""
    lines = [line.encode() for line in lines_of(code)]
    places: dict[tuple[int, int], str] = {}
    for node, old in nodes:
        column = _column(node, lines[node.lineno - 1], old.encode())
        if column is None:
            return None
        places[node.lineno, column] = old
    for (number, column), old in sorted(places.items(), reverse=True):
        line = lines[number - 1]
        lines[number - 1] = line[:column] + names[old].encode() + line[column + len(old.encode()) :]
    return b"\n".join(lines).decode()


def _column(node: _Renamed, line: bytes, old: bytes) -> int | None:
    """The byte offset in its line at which the node contains the name."""
    start = node.col_offset
    if isinstance(node, ast.Global):
        return None
    if not isinstance(node, ast.Name):
        found = _DEFINITION.match(line, start)
        start = found.end() if found else len(line)
    is_there = re.compile(rb"(?<![\w.])" + re.escape(old) + rb"(?!\w)").match(line, start)
    return start if is_there else None


def _write_anew(tree: ast.Module, nodes: list[tuple[_Renamed, str]], names: Mapping[str, str]) -> str:
    for node, old in nodes:
        if isinstance(node, ast.Name):
            node.id = names[old]
        elif isinstance(node, ast.Global):
            node.names = [names[old] if name == old else name for name in node.names]
        else:
            node.name = names[old]
    return ast.unparse(tree) + "\n"
