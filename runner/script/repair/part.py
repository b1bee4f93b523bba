"""Finds the smallest part of a section that can be mended by itself, and puts its new version back. Pure."""

import ast
import textwrap
from collections.abc import Collection, Iterator, Sequence

from runner.script.parsing import first_line, line_range, lines_of, tree_of


def failing_method(text: str, scene: str, line: int | None, faults: Collection[int]) -> str | None:
    """The method of the scene that holds the failing line and all lines with faults, counted from 1.

    None if the whole class has to be mended, or has only one method.
    """
    owner = _class_in(text, scene)
    methods = [] if owner is None else list(_methods(owner))
    if line is None or len(methods) < 2:
        return None
    wanted = {line, *faults}
    return next((node.name for node in methods if wanted <= set(line_range(node))), None)


def method_source(source: str, scene: str, method: str) -> str | None:
    """The method as it is written, at the left margin; None if the section has none."""
    owner = _class_in(source, scene)
    found = None if owner is None else _find(owner, method)
    return None if found is None else _written(found, lines_of(source), 0)


def outline(source: str, scene: str, method: str) -> str:
    """The class with the heads of its methods only, and the statements that set what `method` reads."""
    owner = _class_in(source, scene)
    found = None if owner is None else _find(owner, method)
    if owner is None or found is None:
        return source
    read = {node.attr for node in ast.walk(found) if isinstance(node, ast.Attribute)}
    for node in _methods(owner):
        setting = [part for part in ast.walk(node) if node is not found and _sets(part, read)]
        node.body = [*(part for part in setting if isinstance(part, ast.stmt)), ast.Expr(ast.Constant(...))]
    return ast.unparse(owner) + "\n"


def with_method(source: str, scene: str, method: str, code: str) -> str | None:
    """The section with the new version of the method, and with other methods of the scene that `code` has.

    None if `code` has no such method, or if nothing that parses comes of it.
    """
    code = textwrap.dedent(code.expandtabs(4))
    tree = tree_of(code)
    given = {} if tree is None else {node.name: node for node in _given(tree, scene)}
    if method not in given:
        return None
    for node in given.values():
        source = _replace(source, scene, node, lines_of(code))
    return None if tree_of(source) is None else source


def _given(tree: ast.Module, scene: str) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef) and node.name == scene:
            yield from _methods(node)


def _replace(source: str, scene: str, node: ast.FunctionDef, code: Sequence[str]) -> str:
    """The section with the method in the place of its old version, or at the end of the scene."""
    owner = _class_in(source, scene)
    if owner is None:
        return source
    lines, old = lines_of(source), _find(owner, node.name)
    new = _written(node, code, owner.body[0].col_offset)
    if old is None:
        end = owner.end_lineno or len(lines)
        return "\n".join([*lines[:end], "", new, *lines[end:]])
    return "\n".join([*lines[: first_line(old) - 1], new, *lines[old.end_lineno :]])


def _class_in(source: str, scene: str) -> ast.ClassDef | None:
    tree = tree_of(source)
    body = [] if tree is None else tree.body
    return next((node for node in body if isinstance(node, ast.ClassDef) and node.name == scene), None)


def _methods(owner: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    return (node for node in owner.body if isinstance(node, ast.FunctionDef))


def _find(owner: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    return next((node for node in _methods(owner) if node.name == name), None)


def _written(node: ast.FunctionDef, lines: Sequence[str], column: int) -> str:
    """The method moved to this column; lines within a text of several lines stay where they are."""
    within = _lines_within_texts(node)
    margin = " " * column
    return "\n".join(
        line if number in within or not line.strip() else margin + line[node.col_offset :]
        for number, line in ((number, lines[number - 1]) for number in line_range(node))
    )


def _lines_within_texts(node: ast.AST) -> frozenset[int]:
    texts = [part for part in ast.walk(node) if isinstance(part, ast.Constant | ast.JoinedStr)]
    return frozenset(
        number for part in texts for number in range(part.lineno + 1, (part.end_lineno or part.lineno) + 1)
    )


def _sets(node: ast.AST, attributes: Collection[str]) -> bool:
    match node:
        case ast.Assign(targets=targets):
            pass
        case ast.AnnAssign(target=target):
            targets = [target]
        case _:
            return False
    parts = [part for target in targets for part in ast.walk(target)]
    return any(isinstance(part, ast.Attribute) and part.attr in attributes for part in parts)
