"""Which call of a script made an object, and which names stand for it. Pure."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.render.record import ShownObject
from runner.script.layout_rules.case import SceneText
from runner.script.rules.called import name_called

_TEXT_MAKERS = frozenset(
    {
        "BulletedList",
        "DecimalNumber",
        "Integer",
        "MarkupText",
        "MathTex",
        "Paragraph",
        "SingleStringMathTex",
        "Tex",
        "Text",
        "Title",
        "Variable",
        "equation",
        "label",
        "paragraph",
        "title",
    }
)
_GROUPS = frozenset({"VGroup", "Group", "VDict"})
_SHOWING = frozenset({"play", "add", "add_foreground_mobject", "add_fixed_in_frame_mobjects"})
_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class Name:
    """A variable or attribute such as `label` or `self.label`; a group's stands for more than the object.

    `statement` is the one that gives it its value.
    """

    text: str
    statement: ast.Assign
    is_group: bool


def making_calls(script: SceneText, shown: ShownObject) -> tuple[ast.Call, ...]:
    """The calls that may have made it; those that hold its words if any does."""
    for line in shown.lines:
        calls = [call for call in script.calls(line) if name_called(call) in _TEXT_MAKERS | {shown.kind}]
        quoting = [call for call in calls if _quotes(call, shown.text)]
        if calls:
            return tuple(quoting or calls)
    return ()


def chain_end(script: SceneText, call: ast.Call) -> ast.Call:
    """The whole chain that begins with this call: `Text("a").scale(2).to_edge(UP)`."""
    return (call, *chained_calls(script, call))[-1]


def chained_calls(script: SceneText, call: ast.Call) -> Iterator[ast.Call]:
    """The methods that are called on what it makes, in the same expression."""
    node: ast.AST = call
    while True:
        attribute = script.parents.get(node)
        if not isinstance(attribute, ast.Attribute) or attribute.attr == "animate":
            return
        method = script.parents.get(attribute)
        if not isinstance(method, ast.Call) or method.func is not attribute:
            return
        yield method
        node = method


def names_of(script: SceneText, shown: ShownObject) -> tuple[Name, ...]:
    """The names that stand for it, its own before those of groups that hold it."""
    found = [name for call in making_calls(script, shown) if (name := _name_of_call(script, call))]
    found.sort(key=lambda name: name.is_group)
    around = (group for name in found for group in _groups_of(script, name))
    return tuple(dict.fromkeys((*found, *around)))


def _name_of_call(script: SceneText, call: ast.Call) -> Name | None:
    end = chain_end(script, call)
    statement = next((node for node in script.ancestors(end) if isinstance(node, ast.stmt)), None)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    key = key_of(statement.targets[0])
    return Name(key, statement, is_group=statement.value is not end) if key else None


def key_of(node: ast.AST) -> str:
    """A variable or an attribute of one as it is written; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return f"{owner}.{name}"
    return ""


def _groups_of(script: SceneText, name: Name) -> Iterator[Name]:
    for node in script.nodes_around(name.statement):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or node.lineno < name.statement.lineno:
            continue
        key = key_of(node.targets[0])
        makes_group = any(isinstance(p, ast.Call) and name_called(p) in _GROUPS for p in ast.walk(node.value))
        if key and key != name.text and makes_group and mentions(node.value, [name.text]):
            yield Name(key, node, is_group=True)


def mentions(node: ast.AST, keys: Sequence[str]) -> bool:
    """Whether one of these variables or attributes occurs in it."""
    return any(key_of(part) in keys for part in ast.walk(node))


def calls_on(script: SceneText, name: Name) -> tuple[ast.Call, ...]:
    """The methods that statements of their own call on it: `label.scale(0.5).to_edge(UP)`."""
    calls = (node for node in script.nodes_around(name.statement) if isinstance(node, ast.Call))
    return tuple(call for call in calls if owner_of(call) == name.text)


def owner_of(call: ast.Call) -> str:
    """The variable or attribute that a chain of methods begins with; empty if there is none."""
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr != "animate":
        if key := key_of(node.func.value):
            return key
        node = node.func.value
    return ""


def first_shown(script: SceneText, name: Name) -> ast.stmt | None:
    """The statement that first brings it on screen, if it does so once for each value of the name."""
    keys = [name.text, *(group.text for group in _groups_of(script, name))]
    shows = (
        node
        for node in script.nodes_around(name.statement)
        if isinstance(node, ast.Call) and _is_showing(node) and mentions(node, keys)
    )
    later = (call for call in shows if call.lineno > (name.statement.end_lineno or 0))
    first = min(later, key=lambda call: (call.lineno, call.col_offset), default=None)
    if first is None:
        return None
    statement = next(node for node in script.ancestors(first) if isinstance(node, ast.stmt))
    around = set(script.ancestors(name.statement))
    between = (node for node in script.ancestors(statement) if node not in around)
    return None if any(isinstance(node, _LOOPS) for node in between) else statement


def last_placed(script: SceneText, name: Name, shows: ast.stmt) -> ast.stmt:
    """The last statement before `shows` that calls a method of it, or gives it its value."""
    block = script.parents[name.statement]
    own = [
        script.parents[call]
        for call in calls_on(script, name)
        if name.statement.lineno < call.lineno < shows.lineno
    ]
    # One in a loop or under a condition may run more often, or never.
    plain = [node for node in own if isinstance(node, ast.Expr) and script.parents[node] is block]
    return max(plain, key=lambda node: node.lineno, default=name.statement)


def _is_showing(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name in _SHOWING
    return False


def _quotes(call: ast.Call, text: str) -> bool:
    words = text.strip()
    return any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip() == words
        for node in ast.walk(call)
    )
