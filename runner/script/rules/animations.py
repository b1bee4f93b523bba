"""Rules for calls of `play` and `wait`, and for animations, that Manim refuses. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.called import block_around, failing_calls, name_called
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule

_NOTHING = re.compile(
    r"Called Scene\.play with no animations|At least one mobject must be passed"
    r"|without animations, this is not supported|has a total run_time of 0 <= 0"
)
_NO_ANIMATION = re.compile(
    r"Unexpected argument .* passed to Scene\.play|cannot be converted to an animation"
    r"|object has no attribute '(?:begin|_setup_scene)'"
)
_NO_TARGET = re.compile(
    r"without attribute 'target'|has no attribute 'target'|get_point_mobject not implemented"
)
_NOT_CURVES = re.compile(
    r"only works for (?:VMobjects|vectorized Mobjects)|object has no attribute 'pointwise_become_partial'"
)
_NOT_LONG = re.compile(r"run_time|duration of|Run time|shorter than|must be a positive|negative")
_MAKES_ANIMATIONS = frozenset(
    """Create Write FadeIn FadeOut Transform ReplacementTransform Uncreate Indicate GrowFromCenter
    DrawBorderThenFill Unwrite FadeTransform Circumscribe Flash Wiggle AnimationGroup LaggedStart Succession
    ShowPassingFlash Rotate MoveAlongPath""".split()
)
_DRAWN = frozenset("Create Write Uncreate Unwrite DrawBorderThenFill ShowPassingFlash".split())
_SHORTEST = "1 / config.frame_rate"


def play_something(patient: Patient) -> Iterator[Proposal]:
    """Waits where a list of animations is empty."""
    if not _NOTHING.search(patient.failure.message):
        return
    for call in failing_calls(patient, {"play"}):
        text = CallText(patient.source, call)
        reason = "There is nothing to animate here when it runs; the scene waits then."
        positional = text.positional
        if not positional:
            edit = _first_argument(patient, call, "Wait()")
            yield Proposal(call.lineno, "nothing", reason, (edit,))
        elif text.named("run_time"):
            continue
        elif len(positional) == 1 and isinstance(positional[0].node, ast.Starred):
            inner = patient.source.segment(positional[0].node.value)
            edit = Edit(positional[0].start, positional[0].end, f"*([*{_closed(inner)}] or [Wait()])")
            yield Proposal(call.lineno, "nothing", reason, (edit,))
        else:
            edits = tuple(_if_any(patient, node) for node in _fades(call))
            yield Proposal(call.lineno, "nothing", reason, edits)


def _closed(text: str) -> str:
    return text if text[0] in "[(" or text.replace(".", "").replace("_", "").isalnum() else f"({text})"


def _fades(call: ast.Call) -> Iterator[ast.Call]:
    """Animations of a list of mobjects that may be empty: `FadeOut(*dots)`."""
    for part in call.args:
        if isinstance(part, ast.Call) and len(part.args) == 1 and isinstance(part.args[0], ast.Starred):
            yield part


def _if_any(patient: Patient, node: ast.Call) -> Edit:
    starred = node.args[0]
    inner = patient.source.segment(starred.value) if isinstance(starred, ast.Starred) else ""
    return patient.source.replaced(node, f"({patient.source.segment(node)} if {_closed(inner)} else Wait())")


def _first_argument(patient: Patient, call: ast.Call, text: str) -> Edit:
    place = patient.source.end(call.func)
    place = patient.text.index("(", place) + 1
    comma = ", " if call.keywords else ""
    return Edit(place, place, f"{text}{comma}")


def animate_what_is_played(patient: Patient) -> Iterator[Proposal]:
    """Makes animations of what `play` is given: of a method's change, of a mobject, of a list."""
    if not _NO_ANIMATION.search(patient.failure.message):
        return
    for call in list(failing_calls(patient, {"play", "AnimationGroup", "LaggedStart", "Succession"}))[:2]:
        for node in call.args:
            if isinstance(node, ast.Call) and name_called(node) in _MAKES_ANIMATIONS | {"play"}:
                continue
            yield from _animated(patient, node)


def _animated(patient: Patient, node: ast.expr) -> Iterator[Proposal]:
    source, fault = patient.source, f"played {node.col_offset}"
    match node:
        case ast.List() | ast.Tuple() | ast.ListComp() | ast.GeneratorExp():
            reason = "play takes animations one by one, not in a list."
            star = "*" if patient.text[source.start(node)] in "[(" else "*("
            edits = (
                source.added_before(node, star),
                *((source.added_after(node, ")"),) if star == "*(" else ()),
            )
            yield Proposal(node.lineno, fault, reason, edits)
        case ast.Call(func=ast.Attribute(value=owner)) if not _has_animate(node):
            first = _innermost(owner)
            if not isinstance(first, ast.Call):
                reason = "play takes animations; .animate makes one of a method's change."
                yield Proposal(node.lineno, fault, reason, (source.added_after(first, ".animate"),))
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call) and not _has_animate(node):
        reason = "play takes animations, not objects; FadeIn shows this one."
        yield Proposal(
            node.lineno, fault, reason, (source.replaced(node, f"FadeIn({source.segment(node)})"),)
        )
        reason = "play takes animations one by one; these come in a list."
        yield Proposal(node.lineno, fault, reason, (source.added_before(node, "*"),))
        if "argument None" in patient.failure.message:
            text = f"({source.segment(node)} or Wait())"
            reason = "What is played may be nothing; the scene waits then."
            yield Proposal(node.lineno, fault, reason, (source.replaced(node, text),))


def _innermost(node: ast.expr) -> ast.expr:
    """What the first method of a chain of calls is called on."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node


def _has_animate(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "animate" for part in ast.walk(node))


def target_before_moving(patient: Patient) -> Iterator[Proposal]:
    """Lets `MoveToTarget` move to where the object is put just before, or else stay."""
    if not _NO_TARGET.search(patient.failure.message):
        return
    for call in failing_calls(patient, {"MoveToTarget"}):
        if not call.args:
            continue
        owner = patient.source.segment(call.args[0])
        changes = _changes_before(patient, call, owner)
        reason = f"{owner} has no target to move to; the changes before make one."
        if changes:
            first, *others = changes
            edits = [patient.source.added_after(first, ".generate_target()")]
            edits += [patient.source.added_after(other, ".target") for other in others]
            yield Proposal(call.lineno, "target", reason, tuple(edits))
        reason = f"{owner} has no target to move to; it is pointed out where it is."
        name = next(node for node in ast.walk(call.func) if isinstance(node, ast.Name | ast.Attribute))
        yield Proposal(call.lineno, "target", reason, (patient.source.replaced(name, "Indicate"),))


def _changes_before(patient: Patient, call: ast.Call, owner: str) -> list[ast.expr]:
    """The object, where statements of the same block change it, since the last `play`."""
    statement: ast.AST = call
    while not isinstance(statement, ast.stmt):
        statement = patient.parents[statement]
    block = list(block_around(patient, statement))
    found: list[ast.expr] = []
    for other in reversed(block[: block.index(statement)]):
        match other:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="play" | "wait"))):
                break
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=value))):
                first = _innermost(value)
                if patient.source.segment(first) == owner:
                    found.insert(0, first)
    return found


def last_a_frame(patient: Patient) -> Iterator[Proposal]:
    """Gives what would last no time the time of one frame at least."""
    failure = patient.failure
    is_division = failure.kind == "ZeroDivisionError" and any(failing_calls(patient, {"play"}))
    if not is_division and not (failure.kind == "ValueError" and _NOT_LONG.search(failure.message)):
        return
    reason = "Manim shows nothing that lasts no time; it lasts a frame at least."
    for call in patient.failing_of(ast.Call):
        name = name_called(call)
        if name == "Add" and is_division and not call.keywords:
            edit = CallText(patient.source, call).added(f"run_time={_SHORTEST}")
            yield Proposal(call.lineno, f"time {call.col_offset}", reason, (edit,) if edit else ())
        times = [word.value for word in call.keywords if word.arg in {"run_time", "duration"}]
        times += call.args[:1] if name in {"wait", "Wait", "pause"} else []
        for node in times:
            text = f"max({patient.source.segment(node)}, {_SHORTEST})"
            yield Proposal(
                node.lineno, f"time {node.col_offset}", reason, (patient.source.replaced(node, text),)
            )


def fade_what_has_no_outline(patient: Patient) -> Iterator[Proposal]:
    """Fades in what can't be drawn line by line."""
    if not _NOT_CURVES.search(patient.failure.message):
        return
    for call in failing_calls(patient, _DRAWN):
        if isinstance(call.func, ast.Name):
            name = "FadeOut" if call.func.id in {"Uncreate", "Unwrite"} else "FadeIn"
            reason = f"{call.func.id} draws lines, and this object has none to draw; {name} shows it."
            edit = patient.source.replaced(call.func, name)
            yield Proposal(call.lineno, f"drawn {call.col_offset}", reason, (edit,))


def animate_old_methods(patient: Patient) -> Iterator[Proposal]:
    """Writes `play(x.animate.shift(UP))` for `play(x.shift, UP)`."""
    if "Passing Mobject methods to Scene.play" not in patient.failure.message:
        return
    for call in list(failing_calls(patient, {"play"}))[:1]:
        heads = [place for place, node in enumerate(call.args) if _is_method(patient, node)]
        edits: list[Edit] = []
        for head, following in pairwise([*heads, len(call.args)]):
            end = next(
                (place for place in range(head + 1, following) if isinstance(call.args[place], ast.Call)),
                following,
            )
            method, inputs = call.args[head], call.args[head + 1 : end]
            given = ", ".join(map(patient.source.segment, inputs))
            if isinstance(method, ast.Attribute):
                text = f"{patient.source.segment_of_value(method)}.animate.{method.attr}({given})"
                last = inputs[-1] if inputs else method
                edits.append(Edit(patient.source.start(method), patient.source.end(last), text))
        if edits:
            reason = "play takes animations; .animate makes one of a method and its arguments."
            yield Proposal(call.lineno, "method", reason, tuple(edits))


def _is_method(patient: Patient, node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and any(
        entry.members.get(node.attr, "").startswith("(") for entry in patient.interface.entries.values()
    )


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "nothing-to-play": play_something,
        "method-to-animate": animate_old_methods,
        "no-outline": fade_what_has_no_outline,
        "played-object": animate_what_is_played,
        "missing-target": target_before_moving,
        "no-time": last_a_frame,
    }
)
