"""Follows a function from statement to statement: what each of its names holds there. Pure."""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from runner.script.analysis.bindings import bound_names, loop_bindings
from runner.script.analysis.kinds import InstanceOf, Scope

_BRANCHING = (
    ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.TryStar | ast.With | ast.AsyncWith | ast.Match
)
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)
TypeOf = Callable[[str, ast.expr, Scope], InstanceOf | None]
"""The type that a name gets when it is bound to this value."""


@dataclass(frozen=True)
class FlowStep:
    """A part of a function, with the scope that holds there; `is_head` if its own parts are other steps."""

    node: ast.AST
    scope: Scope
    is_head: bool = False


@dataclass
class FunctionFlow:
    """Walks the statements of one function, and collects them as `steps`.

    `whole` is the function's scope with what holds everywhere in it. Names in `fixed` keep that: nested
    functions bind them too.
    """

    whole: Scope
    fixed: frozenset[str]
    type_of: TypeOf
    steps: list[FlowStep] = field(default_factory=list)

    def follow(self, body: Sequence[ast.stmt], here: Scope) -> Scope | None:
        """The scope after these statements; None if nothing after them is reached."""
        reached: Scope | None = here
        for statement in body:
            # What can't be reached is walked all the same, with what holds everywhere.
            before = reached or self.whole
            after = self._follow_one(statement, before)
            reached = None if reached is None or isinstance(statement, _LEAVING) else after
        return reached

    def _follow_one(self, statement: ast.stmt, here: Scope) -> Scope | None:
        if not isinstance(statement, _BRANCHING):
            self.steps.append(FlowStep(statement, here))
            return self._bind(statement, here)
        self.steps.append(FlowStep(statement, here, is_head=True))
        match statement:
            case ast.If(test=test, body=body, orelse=orelse):
                self.steps.append(FlowStep(test, here))
                here = self._forget([test], here)
                return self._join(self.follow(body, here), self.follow(orelse, here))
            case ast.With(items=items, body=body) if not _may_suppress(items):
                self.steps += [FlowStep(item, here) for item in items]
                return self.follow(body, self._bind_items(items, here))
        return self._follow_unsure(statement, here)

    def _follow_unsure(self, statement: ast.stmt, here: Scope) -> Scope:
        """A loop or another statement whose parts run any number of times, or not to their end."""
        inside = self._forget([statement], here)
        once = {id(getattr(statement, name, None)) for name in ("iter", "subject")}
        for part in _parts(statement):
            if not isinstance(part, list):
                self.steps.append(FlowStep(part, here if id(part) in once else inside))
            elif isinstance(statement, ast.Try) and part is statement.body:
                self.follow(part, here)
            elif isinstance(statement, ast.For) and part is statement.body:
                self.follow(part, self._bind_item(statement, here, inside))
            else:
                self.follow(part, inside)
        return inside

    def _bind_item(self, loop: ast.For, here: Scope, inside: Scope) -> Scope:
        """The scope in which each round of a loop begins."""
        bound = self._names([loop.target])
        items = {name: item for name, item in loop_bindings(loop.target, loop.iter) if item is not None}
        return self._with(
            {name: self.type_of(name, items[name], here) for name in bound & items.keys()}, inside
        )

    def _bind(self, statement: ast.stmt, here: Scope) -> Scope:
        match statement:
            case ast.Assign(targets=[target], value=value):
                known = dict(_pairs(target, value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                known = {name: value}
            case _:
                known = {}
        bound = self._names([statement])
        types = {name: self.type_of(name, known[name], here) for name in bound if known.get(name)}
        return self._with({name: types.get(name, self.whole.names.get(name)) for name in bound}, here)

    def _bind_items(self, items: Iterable[ast.withitem], here: Scope) -> Scope:
        for item in items:
            bound = self._names([item])
            name = item.optional_vars.id if isinstance(item.optional_vars, ast.Name) else ""
            kind = self.type_of(name, item.context_expr, here) if name in bound else None
            here = self._with({other: kind if other == name else None for other in bound}, here)
        return here

    def _forget(self, parts: Iterable[ast.AST], here: Scope) -> Scope:
        """What holds if any of the parts may have run, or not."""
        return self._with({name: self.whole.names.get(name) for name in self._names(parts)}, here)

    def _join(self, one: Scope | None, other: Scope | None) -> Scope | None:
        if one is None or other is None:
            return one or other
        names = {
            name: kind if other.names.get(name) == kind else self.whole.names.get(name)
            for name, kind in one.names.items()
        }
        return replace(one, names=names, unbound=one.unbound & other.unbound)

    def _names(self, parts: Iterable[ast.AST]) -> set[str]:
        module = ast.Module(body=list(parts), type_ignores=[])  # type: ignore[arg-type]
        return set(bound_names(module)) & self.whole.names.keys() - self.fixed

    def _with(self, names: Mapping[str, InstanceOf | None], here: Scope) -> Scope:
        if not names:
            return here
        return replace(here, names={**here.names, **names}, unbound=here.unbound - names.keys())


def start(whole: Scope, given: Iterable[str], fixed: frozenset[str]) -> Scope:
    """The scope in which a function begins: of its own names only those in `given` are bound."""
    return replace(whole, unbound=frozenset(whole.names.keys() - set(given) - fixed), whole=whole)


def _parts(statement: ast.AST) -> Iterator[ast.AST | list[ast.stmt]]:
    """The expressions and blocks of a statement, in their order."""
    for _, value in ast.iter_fields(statement):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield value
        elif isinstance(value, list):
            for part in value:
                yield from _parts(part) if isinstance(part, ast.ExceptHandler | ast.match_case) else [part]
        elif isinstance(value, ast.AST):
            yield value


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case (
            ast.Tuple(elts=targets) | ast.List(elts=targets),
            ast.Tuple(elts=values) | ast.List(elts=values),
        ) if len(targets) == len(values) and not any(
            isinstance(part, ast.Starred) for part in (*targets, *values)
        ):
            for inner, part in zip(targets, values, strict=True):
                yield from _pairs(inner, part)


def _may_suppress(items: Iterable[ast.withitem]) -> bool:
    """Whether errors inside may be caught, so that only a part of the body has run afterwards."""
    names = (node for item in items for node in ast.walk(item.context_expr))
    return any("suppress" in getattr(node, "id", getattr(node, "attr", "")) for node in names)
