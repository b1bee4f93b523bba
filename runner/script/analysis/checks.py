"""Checks for misuse of the library: attributes, arguments, points, LaTeX, `play` without animations. Pure."""

import ast
from collections.abc import Callable, Iterator

from runner.script.analysis.callees import library_callee
from runner.script.analysis.kinds import NOTHING, Scope
from runner.script.analysis.own_code import constructor_form
from runner.script.analysis.points import check_points
from runner.script.analysis.signatures import EntryKind, Form, form_of, near_names
from runner.script.analysis.tex_calls import check_tex
from runner.script.analysis.types import TypeTable

Fault = tuple[ast.AST, str]


def check_attribute(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports attributes that the object, class or module before the dot doesn't have."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return
    owner = knowledge.type_of(node.value, scope)
    if owner is not None:
        if owner.is_animate and node.attr == "build":
            return  # gives the animation that `play` would make of it
        if knowledge.lacks(owner.key, node.attr) and not _is_made_up(node.attr, owner.key, knowledge):
            name = owner.key.removeprefix("script.")
            yield node, _no_attribute(name, node.attr, _members(owner.key, knowledge))
        return
    key = knowledge.library_key(node.value, scope)
    if key is None or node.attr.startswith("__"):
        return
    entry = knowledge.interface.entries[key]
    known = _members(key, knowledge) if entry.kind is EntryKind.CLASS else set(entry.members)
    if (
        entry.kind in {EntryKind.CLASS, EntryKind.MODULE}
        and known
        and node.attr not in known | knowledge.stored
    ):
        yield node, _no_attribute(key, node.attr, known)


def _is_made_up(name: str, key: str, knowledge: TypeTable) -> bool:
    """Whether Manim creates the method on access: any `set_x`, and `get_x` if there is an `x`."""
    if not knowledge.is_a(key, "Mobject"):
        return False
    return name.startswith("set_") or (name.startswith("get_") and not knowledge.lacks(key, name[4:]))


def _members(key: str, knowledge: TypeTable) -> set[str]:
    own = set(knowledge.classes[key].members) if key in knowledge.classes else set()
    bases = knowledge.ancestors(key)
    return own.union(*(knowledge.interface.entries[base].members for base in bases))


def _no_attribute(owner: str, name: str, known: set[str]) -> str:
    near = near_names(name, known)
    return f"{owner} has no attribute {name!r}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def check_call(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports unknown keywords, and too many or too few arguments."""
    if not isinstance(node, ast.Call):
        return
    found = _callee(node.func, scope, knowledge)
    if found is None:
        return
    name, form = found
    given = [keyword.arg for keyword in node.keywords if keyword.arg]
    if not form.takes_any_keyword:
        for unknown in sorted(set(given) - form.keywords):
            near = near_names(unknown, form.keywords)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            yield node, f"{name} takes no keyword {unknown!r}{hint}"
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return
    if form.most is not None and len(node.args) > form.most:
        yield node, f"{name} takes {form.most} positional arguments, but {len(node.args)} are given"
    missing = [
        part for part in form.required if part not in given and part not in form.positional[: len(node.args)]
    ]
    if missing and len(given) == len(node.keywords):
        yield node, f"{name} needs {', '.join(map(repr, missing))}"


def _callee(function: ast.expr, scope: Scope, knowledge: TypeTable) -> tuple[str, Form] | None:
    """Name and signature of the callee, if it is the script's, the library's, or a known object's method."""
    if ours := _own_callee(function, scope, knowledge):
        return ours
    found = library_callee(function, scope, knowledge)
    return (f"{found.shown}()", found.form) if found else None


def _own_callee(function: ast.expr, scope: Scope, knowledge: TypeTable) -> tuple[str, Form] | None:
    """Name and parameters of the script's own class, function or method."""
    if own := knowledge.own_class(function, scope):
        form = constructor_form(own, knowledge)
        return (f"{own.node.name}()", form) if form else None
    if ours := knowledge.own_function(function, scope):
        return f"{ours.name}()", form_of(ours, is_method=isinstance(function, ast.Attribute))
    return None


def check_play(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports `self.play` without arguments, or with one that isn't an animation."""
    match node:
        case ast.Call(func=ast.Attribute(attr="play", value=ast.Name() as owner), args=arguments):
            kind = knowledge.type_of(owner, scope)
        case _:
            return
    if kind is None or not knowledge.is_a(kind.key, "Scene") or not isinstance(node, ast.Call):
        return
    if knowledge.member(kind.key, "play") is None or "play" in knowledge.stored:
        return  # the script's own `play` may take anything
    if not arguments and all(keyword.arg for keyword in node.keywords):
        yield node, "play() needs at least one animation"
    for argument in arguments:
        if reason := _not_played(argument, scope, knowledge):
            yield argument, reason


def _not_played(node: ast.expr, scope: Scope, knowledge: TypeTable) -> str:
    if isinstance(node, ast.Constant):
        return f"play() is given {node.value!r}, which is no animation"
    if method := _method_of_mobject(node, scope, knowledge):
        return f"play({ast.unparse(node)[:60]}) is given a method: write .animate.{method}(...) in its place"
    kind = knowledge.type_of(node, scope)
    if kind == NOTHING:
        return "play() is given None, which is no animation"
    if kind is None or kind.is_animate or not knowledge.is_a(kind.key, "Mobject"):
        return ""
    shown = ast.unparse(node)[:60]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return f"play({shown}) is given a mobject: write .animate.{node.func.attr}(...) in its place"
    return f"play({shown}) is given a mobject, not an animation such as Create(...) or FadeIn(...)"


def _method_of_mobject(node: ast.expr, scope: Scope, knowledge: TypeTable) -> str:
    """The name of a mobject's method that is not called; empty for anything else."""
    owner = knowledge.type_of(node.value, scope) if isinstance(node, ast.Attribute) else None
    if owner is None or owner.is_animate or not isinstance(node, ast.Attribute):
        return ""
    text = knowledge.member(owner.key, node.attr) or ""
    return node.attr if knowledge.is_a(owner.key, "Mobject") and text.startswith("(") else ""


def check_unbound(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports names of a function that have no value yet."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        binder = scope.binder(node.id)
        if binder is not None and node.id in binder.unbound:
            yield node, f"{node.id!r} is used before it gets a value"


CHECKS: tuple[Callable[[ast.AST, Scope, TypeTable], Iterator[Fault]], ...] = (
    check_attribute,
    check_call,
    check_unbound,
    check_points,
    check_play,
    check_tex,
)
