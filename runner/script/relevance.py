"""Which statements of a module can matter to what it draws: definitions that nothing uses can't. Pure."""

import ast
import builtins
from collections.abc import Sequence

from runner.script.parsing import bound_by, bound_inside, is_star_import, mentioned_in

# With these a script reaches names that it doesn't mention.
_REACHING = frozenset(
    "__import__ eval exec getattr globals importlib inspect locals setattr sys vars".split()
)
_VALUES = (ast.Constant, ast.Tuple, ast.List, ast.expr_context)


def relevant_statements(body: Sequence[ast.stmt], used: str) -> list[ast.stmt]:
    """The statements without texts, and without imports and definitions that neither `used` nor others use.

    All are kept if the module may reach names that it doesn't mention.
    """
    mentions = {id(node): mentioned_in(node) for node in body}
    if _REACHING & frozenset().union(*mentions.values()):
        return list(body)
    droppable = [node for node in body if _can_be_dropped(node)]
    dropped = {id(node) for node in droppable}
    needed = {used}.union(*(mentions[id(node)] for node in body if id(node) not in dropped))
    waiting = [node for node in droppable if not _is_text(node)]
    while found := [node for node in waiting if bound_by(node) & needed]:
        waiting = [node for node in waiting if node not in found]
        needed |= set().union(*(mentions[id(node)] for node in found))
        dropped -= {id(node) for node in found}
    kept = [node for node in body if id(node) not in dropped]
    if kept and _is_manim(kept[0]) and _knows_all(kept[1:]):
        kept = kept[1:]
    return [_with_names(node, needed) for node in kept]


def _is_manim(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "manim" and is_star_import(node)


def _knows_all(body: Sequence[ast.stmt]) -> bool:
    """Whether no name can come from a star import before these statements, which would bind it anew."""
    bound = frozenset().union(*map(bound_by, body), *map(bound_inside, body), dir(builtins))
    return not frozenset().union(*map(mentioned_in, body)) - bound


def _can_be_dropped(node: ast.stmt) -> bool:
    """Whether the statement only binds names, or does nothing."""
    match node:
        case ast.Import():
            return True
        case ast.ImportFrom():
            return not is_star_import(node) and node.module != "__future__"
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return not node.decorator_list and not _calls(node.args)
        case ast.ClassDef():
            return not (node.decorator_list or node.keywords) and all(map(_is_simple, node.body))
        case ast.Assign(targets=targets, value=value):
            return all(isinstance(target, ast.Name) for target in targets) and _can_not_fail(value)
        case _:
            return _is_text(node)


def _can_not_fail(value: ast.expr) -> bool:
    """Whether it is made of values alone: a name may be unknown, and a sum of two kinds impossible."""
    return all(isinstance(part, _VALUES) for part in ast.walk(value))


def _is_simple(node: ast.stmt) -> bool:
    """Whether a statement of a class only defines something."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return not node.decorator_list and not _calls(node.args)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return node.value is None or _can_not_fail(node.value)
    return isinstance(node, ast.Expr | ast.Pass) and not _calls(node)


def _calls(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call | ast.Await) for part in ast.walk(node))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _with_names(node: ast.stmt, needed: set[str]) -> ast.stmt:
    """An import with only those of its names that are used."""
    match node:
        case ast.Import(names=names):
            kept = [alias for alias in names if bound_by(ast.Import([alias])) & needed]
            return node if len(kept) == len(names) else ast.Import(kept)
        case ast.ImportFrom(names=names) if not is_star_import(node) and node.module != "__future__":
            kept = [alias for alias in names if (alias.asname or alias.name) in needed]
            return node if len(kept) == len(names) else ast.ImportFrom(node.module, kept, node.level)
        case _:
            return node
