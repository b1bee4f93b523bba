"""Rules for arguments of the wrong kind: words for directions, methods that are not called. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText, in_list
from runner.script.rules.called import name_called
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule

_DIRECTIONS: Mapping[str, str] = MappingProxyType(
    {
        **{word: word.upper() for word in "up down left right in out".split()},
        **dict.fromkeys(("top", "above", "north"), "UP"),
        **dict.fromkeys(("bottom", "below", "south"), "DOWN"),
        "west": "LEFT",
        "east": "RIGHT",
        **dict.fromkeys(("center", "origin"), "ORIGIN"),
        **dict.fromkeys(("upper left", "top left", "ul", "top_left", "upper_left"), "UL"),
        **dict.fromkeys(("upper right", "top right", "ur", "top_right", "upper_right"), "UR"),
        **dict.fromkeys(("lower left", "bottom left", "dl", "bottom_left", "lower_left"), "DL"),
        **dict.fromkeys(("lower right", "bottom right", "dr", "bottom_right", "lower_right"), "DR"),
    }
)
_WORD_GIVEN = re.compile(r"ufunc|'str' and 'float'|'float' and 'str'|dtype\('<U")
_NOT_CALLED = re.compile(r"'(?:method|builtin_function_or_method|function)'|dtype\('O'\)|'method' object")
_NOT_CALLABLE = re.compile(r"'([\w.]+)' object is not callable")
_NO_TEXT = re.compile(
    r"'(?:int|float|NoneType|numpy\.\w+|float64|int64)' object has no attribute '(?:find|replace|strip)'"
)
_NO_TIME = re.compile(r"'<=?' not supported between instances of '(?:NoneType|str)' and 'int'")
_NO_POINT = re.compile(
    r"'(?:int|float)' object is not subscriptable|same number of dimensions"
    r"|object of type '(?:int|float)' has no len|ManimColor only accepts .*, not <class '(?:numpy\.)?float"
)
_OF_ONE_POINT = frozenset("move_to shift Point Vector Dot3D move_arc_center_to".split())
_TEXTS = frozenset("Text MarkupText Paragraph Title".split())


def write_directions(patient: Patient) -> Iterator[Proposal]:
    """Writes the vector for a direction that is given as a word."""
    if not _WORD_GIVEN.search(patient.failure.message):
        return
    for node in patient.failing_of(ast.Constant):
        name = _DIRECTIONS.get(node.value.lower().strip()) if isinstance(node.value, str) else None
        if name is not None:
            reason = f"Manim's directions are vectors, not words: {name}."
            edit = patient.source.replaced(node, name)
            yield Proposal(node.lineno, f"direction {node.col_offset}", reason, (edit,))


def call_what_is_meant_to_be_called(patient: Patient) -> Iterator[Proposal]:
    """Calls a method whose value is needed."""
    if not _NOT_CALLED.search(patient.failure.message):
        return
    for node in patient.failing_of(ast.Attribute):
        parent = patient.parents.get(node)
        is_called = isinstance(parent, ast.Call) and parent.func is node
        if node.attr.startswith("get_") and not is_called and not isinstance(parent, ast.Attribute):
            reason = f"{node.attr} is a method; it is called to get its value."
            edit = patient.source.added_after(node, "()")
            yield Proposal(node.lineno, f"call {node.end_col_offset}", reason, (edit,))


def read_what_is_no_method(patient: Patient) -> Iterator[Proposal]:
    """Reads a value that is called as if it were a method: `square.width()`."""
    if not _NOT_CALLABLE.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        if isinstance(call.func, ast.Attribute) and not call.args and not call.keywords:
            shown = patient.source.segment(call.func)
            reason = f"`{shown[-40:]}` is a value, not a method."
            yield Proposal(
                call.lineno, f"call {call.end_col_offset}", reason, (patient.source.replaced(call, shown),)
            )


def redraw_by_function(patient: Patient) -> Iterator[Proposal]:
    """Hands functions over where an object or a word is given: `always_redraw(Dot())`."""
    if not _NOT_CALLABLE.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        name = name_called(call)
        if name == "always_redraw" and len(call.args) == 1 and isinstance(call.args[0], ast.Call):
            edit = patient.source.added_before(call.args[0], "lambda: ")
            yield Proposal(
                call.lineno, "redraw", "always_redraw takes a function that makes the object.", (edit,)
            )
        for word in call.keywords:
            if word.arg == "rate_func" and isinstance(word.value, ast.Constant):
                known = patient.knowledge.imports.get(str(word.value.value))
                edit = patient.source.replaced(word.value, known or "smooth")
                reason = "A rate function is a function, not its name in quotes."
                yield Proposal(call.lineno, f"rate {call.col_offset}", reason, (edit,))
        first = next(iter(call.args), None)
        if name == "plot" and isinstance(first, ast.Constant) and isinstance(first.value, str):
            edit = patient.source.replaced(first, f"lambda x: {first.value.replace('^', '**')}")
            yield Proposal(call.lineno, "plot", "plot takes a function, not a formula in quotes.", (edit,))


def plot_values(patient: Patient) -> Iterator[Proposal]:
    """Draws a line through values, where `plot` is given lists in the place of a function."""
    if not re.search(r"'(?:list|tuple|numpy\.ndarray)' object is not callable", patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        inputs = CallText(patient.source, call).positional
        if name_called(call) != "plot" or not isinstance(call.func, ast.Attribute) or not inputs:
            continue
        first = patient.source.text[inputs[0].start : inputs[0].end]
        reason = "plot takes a function; plot_line_graph draws a line through values."
        edits = [patient.source.renamed(call.func, "plot_line_graph")]
        if len(inputs) == 1:
            edits.append(Edit(inputs[0].start, inputs[0].start, f"range(len({first})), "))
        color = CallText(patient.source, call).named("color")
        edits += [CallText(patient.source, call).renamed(color, "line_color")] if color else []
        yield Proposal(call.lineno, f"plot {call.col_offset}", reason, tuple(edits))


def write_numbers(patient: Patient) -> Iterator[Proposal]:
    """Makes a text of a number that is to be shown."""
    if not _NO_TEXT.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in _TEXTS and call.args:
            node = call.args[0]
            edit = patient.source.replaced(node, f"str({patient.source.segment(node)})")
            reason = "A text is made of a text; the number is written as one."
            yield Proposal(call.lineno, f"number {node.col_offset}", reason, (edit,))


def give_times(patient: Patient) -> Iterator[Proposal]:
    """Gives a time as a number."""
    if not _NO_TIME.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        times = [word.value for word in call.keywords if word.arg in {"run_time", "duration"}]
        times += call.args[:1] if isinstance(call.func, ast.Attribute) and call.func.attr == "wait" else []
        for node in times:
            text = f"float({patient.source.segment(node)} or 1)"
            edit = patient.source.replaced(node, text)
            yield Proposal(node.lineno, f"time {node.col_offset}", "A time is a number of seconds.", (edit,))


def join_coordinates(patient: Patient) -> Iterator[Proposal]:
    """Puts coordinates in a list, where a point is given number by number: `move_to(1, 2)`."""
    if not _NO_POINT.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        name = name_called(call)
        numbers = CallText(patient.source, call).positional
        if name in _OF_ONE_POINT and len(numbers) in {2, 3}:
            yield Proposal(
                call.lineno,
                f"numbers {call.col_offset}",
                f"{name} takes a point: its numbers stand in a list.",
                in_list(numbers, end=", 0]" if len(numbers) == 2 else "]"),
            )


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "direction-as-word": write_directions,
        "method-not-called": call_what_is_meant_to_be_called,
        "value-called": read_what_is_no_method,
        "function-wanted": redraw_by_function,
        "values-plotted": plot_values,
        "number-as-text": write_numbers,
        "time-as-number": give_times,
        "coordinates-in-a-list": join_coordinates,
    }
)
