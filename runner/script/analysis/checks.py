"""Checks for misuse of the library: attributes, arguments, 2-D points, `play` without animations. Pure."""

import ast
from collections.abc import Callable, Iterator

from runner.script.analysis.signatures import EntryKind, Form, near_names, read_form
from runner.script.analysis.types import Scope, TypeTable

Fault = tuple[ast.AST, str]
_POINT_METHODS = frozenset("move_to shift next_to".split())
_POINT_CLASSES = frozenset("Line Arrow DashedLine DoubleArrow Dot Polygon Arrow3D Line3D Dot3D".split())
_POINT_KEYWORDS = frozenset("about_point arc_center point start end".split())


def check_attribute(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports attributes that the object, class or module before the dot doesn't have."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return
    owner = knowledge.type_of(node.value, scope)
    if owner is not None:
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
    """Name and signature of the callee, if it is the library's or a method of an object of known type."""
    key = knowledge.library_key(function, scope)
    if key is not None:
        entry = knowledge.interface.entries[key]
        form = read_form(entry.signature) if entry.signature else None
        if form is None:
            return None
        keywords = frozenset(entry.keywords)
        return f"{key}()", Form(
            form.positional, form.required, form.most, keywords, entry.takes_any_keyword, form.returns
        )
    if not isinstance(function, ast.Attribute):
        return None
    owner = knowledge.type_of(function.value, scope)
    text = knowledge.member(owner.key, function.attr) if owner else None
    if owner is None or text is None or not text.startswith("(") or function.attr in knowledge.stored:
        return None
    form = read_form(text)
    return (f"{owner.key.removeprefix('script.')}.{function.attr}()", form) if form else None


def check_points(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports points of two numbers where Manim needs three."""
    if not isinstance(node, ast.Call):
        return
    points: list[ast.expr] = []
    key = knowledge.library_key(node.func, scope)
    if key in _POINT_CLASSES:
        points = [*node.args, *(word.value for word in node.keywords if word.arg in _POINT_KEYWORDS)]
    elif isinstance(node.func, ast.Attribute) and node.func.attr in _POINT_METHODS:
        points = node.args[:1] if _may_be_mobject(node.func, scope, knowledge) else []
    for point in points:
        if _is_flat(point):
            shown = ast.unparse(point)[:60]
            yield point, f"{shown} is a point of two numbers; points have three: [x, y, 0]"


def _may_be_mobject(method: ast.Attribute, scope: Scope, knowledge: TypeTable) -> bool:
    """Whether the method is a mobject's. Only classes of the script itself may have others of its name."""
    owner = knowledge.type_of(method.value, scope)
    if owner is not None:
        return knowledge.is_a(owner.key, "Mobject")
    is_own = any(method.attr in own.members for own in knowledge.classes.values())
    return method.attr != "shift" and not is_own


def _is_flat(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="array"), args=[inner, *_]):
            return _is_flat(inner)
        case ast.List(elts=[first, second]) | ast.Tuple(elts=[first, second]):
            return _is_number(first) and _is_number(second)
    return False


def _is_number(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.BinOp(left=left, right=right):
            return _is_number(left) and _is_number(right)
    return False


def check_play(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports `self.play` without arguments, or with one that isn't an animation."""
    match node:
        case ast.Call(func=ast.Attribute(attr="play", value=ast.Name() as owner), args=arguments):
            kind = knowledge.type_of(owner, scope)
        case _:
            return
    if kind is None or not knowledge.is_a(kind.key, "Scene") or not isinstance(node, ast.Call):
        return
    if not arguments and all(keyword.arg for keyword in node.keywords):
        yield node, "play() needs at least one animation"
    for argument in arguments:
        if reason := _not_played(argument, scope, knowledge):
            yield argument, reason


def _not_played(node: ast.expr, scope: Scope, knowledge: TypeTable) -> str:
    if isinstance(node, ast.Constant):
        return f"play() is given {node.value!r}, which is no animation"
    kind = knowledge.type_of(node, scope)
    if kind is None or kind.is_animate or not knowledge.is_a(kind.key, "Mobject"):
        return ""
    shown = ast.unparse(node)[:60]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return f"play({shown}) is given a mobject: write .animate.{node.func.attr}(...) in its place"
    return f"play({shown}) is given a mobject, not an animation such as Create(...) or FadeIn(...)"


CHECKS: tuple[Callable[[ast.AST, Scope, TypeTable], Iterator[Fault]], ...] = (
    check_attribute,
    check_call,
    check_points,
    check_play,
)
