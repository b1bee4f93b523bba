"""The names that each function, class, lambda or comprehension binds, and their values. Pure."""

import ast
from collections import defaultdict
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef)


def inner_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that belong to a scope. Of nested scopes it yields the node itself, not its content."""
    waiting = list(_own_children(node))
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, SCOPES):
            waiting.extend(ast.iter_child_nodes(part))


def _own_children(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Module():
            yield from node.body
        case ast.Lambda(body=body):
            yield body
        case _:
            yield from ast.iter_child_nodes(node)


def bound_names(node: ast.AST) -> dict[str, list[ast.expr | None]]:
    """Each name that a scope binds, with the expressions it is bound to; None for other kinds of binding."""
    bound: dict[str, list[ast.expr | None]] = defaultdict(list)
    plain: set[int] = set()
    for name, target, value in _plain_bindings(node):
        plain.add(id(target))
        bound[name].append(value)
    for part in inner_nodes(node):
        if id(part) not in plain:
            for name in _other_bindings(part):
                bound[name].append(None)
    if isinstance(node, FUNCTIONS):
        for name in parameters(node):
            bound[name].append(None)
    return bound


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterator[str]:
    """The names of a function's parameters."""
    inputs = node.args
    extra = [argument for argument in (inputs.vararg, inputs.kwarg) if argument]
    for argument in (*inputs.posonlyargs, *inputs.args, *inputs.kwonlyargs, *extra):
        yield argument.arg


def _plain_bindings(node: ast.AST) -> Iterator[tuple[str, ast.AST, ast.expr]]:
    for part in inner_nodes(node):
        match part:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                yield name, target, value
            case ast.withitem(context_expr=value, optional_vars=ast.Name(id=name) as target):
                yield name, target, value
            case ast.For(target=target, iter=iterated):
                names = {part.id: part for part in ast.walk(target) if isinstance(part, ast.Name)}
                for name, item in loop_bindings(target, iterated):
                    if item is not None:
                        yield name, names[name], item


def loop_bindings(target: ast.expr, iterated: ast.expr) -> Iterator[tuple[str, ast.expr | None]]:
    """The names of a loop, with an expression of the type that each one has; None if there is none."""
    match target, iterated:
        case ast.Name(id=name), _:
            yield name, _item_of(iterated)
        case ast.Tuple(elts=parts), ast.Call(func=ast.Name(id="zip"), args=sources) if len(parts) == len(
            sources
        ):
            for part, source in zip(parts, sources, strict=True):
                yield from loop_bindings(part, source)
        case ast.Tuple(elts=[ast.Name(id=number), item]), ast.Call(
            func=ast.Name(id="enumerate"), args=[source, *_]
        ):
            yield number, ast.Constant(value=0)
            yield from loop_bindings(item, source)
        case _:
            yield from ((part.id, None) for part in ast.walk(target) if isinstance(part, ast.Name))


def _item_of(iterated: ast.expr) -> ast.expr:
    return ast.Subscript(value=iterated, slice=ast.Constant(value=0), ctx=ast.Load())


def _other_bindings(part: ast.AST) -> Iterator[str]:
    match part:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in names)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from (inner.target.id for inner in ast.walk(part) if isinstance(inner, ast.NamedExpr))
