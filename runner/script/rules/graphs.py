"""Rules for graphs, axes, tables and codes whose arguments have changed or have another form. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import Argument, CallText, in_list
from runner.script.rules.called import name_called
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule

_NO_KEYWORD = re.compile(r"got an unexpected keyword argument '(\w+)'")
_NO_GRAPH = re.compile(r"'(?:function|numpy\.ufunc|builtin_function_or_method)' object has no attribute")
_OF_GRAPHS = frozenset(
    """get_area get_riemann_rectangles get_vertical_lines_to_graph get_graph_label input_to_graph_point i2gp
    get_secant_slope_group slope_of_tangent angle_of_tangent get_t_label plot_derivative_graph get_derivative
    plot_antiderivative_graph TangentLine get_line_graph input_to_graph_coords""".split()
)
_RANGES = ("x", "y", "z", "u", "v", "t")
_KEYWORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("Code", "code"): "code_string",
        ("Code", "file_name"): "code_file",
        ("Code", "insert_line_no"): "add_line_numbers",
        ("Code", "line_no_from"): "line_numbers_from",
        ("Code", "style"): "formatter_style",
        ("Code", "line_numbers"): "add_line_numbers",
        ("Sector", "outer_radius"): "radius",
        ("arrange_in_grid", "n_rows"): "rows",
        ("arrange_in_grid", "n_cols"): "cols",
        ("Arrow", "tip_width"): "tip_length",
        ("FadeIn", "direction"): "shift",
        ("FadeOut", "direction"): "shift",
        ("FadeIn", "scale_factor"): "scale",
        ("FadeOut", "scale_factor"): "scale",
        ("FadeIn", "lag"): "lag_ratio",
        ("SurroundingRectangle", "padding"): "buff",
    }
)
"""Keywords of classes and methods that have been renamed."""
_IN_PARAGRAPH = frozenset(("font", "font_size", "line_spacing"))


def take_todays_keyword(patient: Patient) -> Iterator[Proposal]:
    """Renames keywords that an older version had."""
    found = _NO_KEYWORD.search(patient.failure.message)
    for node, _ in patient.places:
        if not isinstance(node, ast.Call):
            continue
        callee = name_called(node)
        text = CallText(patient.source, node)
        for argument in text.arguments if any(key[0] == callee for key in _KEYWORDS) else ():
            name = _KEYWORDS.get((callee, str(argument.name)))
            is_known = patient.library_key(node.func) == callee or (found and found[1] == argument.name)
            if name is not None and is_known and text.named(name) is None:
                reason = f"{callee} calls {argument.name} {name} today."
                fault = f"keyword {argument.name} {node.col_offset}"
                yield Proposal(argument.node.lineno, fault, reason, (text.renamed(argument, name),))


def put_code_in_a_paragraph(patient: Patient) -> Iterator[Proposal]:
    """Hands the font of a code to the paragraph that sets it."""
    for node, _ in patient.places:
        if isinstance(node, ast.Call) and patient.library_key(node.func) == "Code":
            text = CallText(patient.source, node)
            found = [argument for argument in text.arguments if argument.name in _IN_PARAGRAPH]
            if found and text.named("paragraph_config") is None:
                inner = ", ".join(f'"{argument.name}": {text.text(argument)}' for argument in found)
                first, *others = found
                edits = (
                    Edit(first.start, first.end, f"paragraph_config={{{inner}}}"),
                    *(text.without(argument) for argument in others),
                )
                reason = "Code hands its font to the paragraph that sets it."
                yield Proposal(node.lineno, f"code {node.col_offset}", reason, edits)


def join_ranges(patient: Patient) -> Iterator[Proposal]:
    """Writes `x_range=[0, 1]` for `x_min=0, x_max=1`."""
    for node, _ in patient.places:
        if not isinstance(node, ast.Call) or not any(word.arg in _ENDS for word in node.keywords):
            continue
        text = CallText(patient.source, node)
        for axis in _RANGES:
            first, last = text.named(f"{axis}_min"), text.named(f"{axis}_max")
            if first is None or last is None or text.named(f"{axis}_range") is not None:
                continue
            if not _is_librarys(patient, node):
                continue
            edits = (
                Edit(first.start, first.end, f"{axis}_range=[{text.text(first)}, {text.text(last)}]"),
                text.without(last),
            )
            reason = f"Manim takes both ends of an axis together, as {axis}_range."
            yield Proposal(node.lineno, f"range {axis} {node.col_offset}", reason, edits)


_ENDS = frozenset(f"{axis}_min" for axis in _RANGES)


def _is_librarys(patient: Patient, call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        return not patient.knowledge.is_own_member(call.func.attr)
    return patient.library_key(call.func) is not None or name_called(call) in {"ParametricSurface", "Surface"}


def join_positional_range(patient: Patient) -> Iterator[Proposal]:
    """Puts the ends of a range in a list, where they are given one by one."""
    if not re.search(r"object of type '(?:int|float)' has no len\(\)", patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        numbers = CallText(patient.source, call).positional[1:3]
        if len(numbers) == 2 and name_called(call) in {"plot", "FunctionGraph", "ParametricFunction"}:
            reason = "Manim takes both ends of a range together, in a list."
            yield Proposal(call.lineno, "range", reason, in_list(numbers))


def plot_before_measuring(patient: Patient) -> Iterator[Proposal]:
    """Hands the graph of a function to methods that measure graphs, where they are given the function."""
    if not _NO_GRAPH.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _OF_GRAPHS:
            continue
        axes = patient.source.segment_of_value(call.func)
        graph = next((word.value for word in call.keywords if word.arg == "graph"), None)
        node = graph or next(iter(call.args), None)
        if node is not None:
            reason = (
                f"{call.func.attr} measures a graph, and is given a function; its graph is plotted for it."
            )
            edit = patient.source.replaced(node, f"{axes}.plot({patient.source.segment(node)})")
            yield Proposal(call.lineno, f"graph {call.col_offset}", reason, (edit,))


def divide_points(patient: Patient) -> Iterator[Proposal]:
    """Hands over the x and the y of points separately, where `plot_line_graph` is given points."""
    if "plot_line_graph() missing" not in patient.failure.message:
        return
    for call in patient.failing_of(ast.Call):
        positional = [
            part for part in CallText(patient.source, call).arguments if part.name in {None, "x_values"}
        ]
        if name_called(call) == "plot_line_graph" and len(positional) == 1:
            reason = "plot_line_graph takes the x and the y of the points separately."
            inner = CallText(patient.source, call).text(positional[0])
            edit = Edit(positional[0].start, positional[0].end, f"*zip(*[point[:2] for point in {inner}])")
            yield Proposal(call.lineno, "points", reason, (edit,))


def write_cells(patient: Patient) -> Iterator[Proposal]:
    """Makes texts of the numbers in a table, and rows of the numbers in a matrix."""
    message = patient.failure.message
    for call in patient.failing_of(ast.Call):
        first = next(iter(CallText(patient.source, call).arguments), None)
        if first is None or first.name is not None:
            continue
        inner = patient.source.text[first.start : first.end]
        if name_called(call).endswith("Table") and "expected str instance" in message:
            reason = "A table takes texts; numbers are written as texts."
            yield _replaced(call, first, f"[[str(cell) for cell in row] for row in {inner}]", reason)
        if name_called(call).endswith("Matrix") and "is not iterable" in message:
            yield _replaced(call, first, f"[[entry] for entry in {inner}]", "A matrix takes rows of entries.")


def _replaced(call: ast.Call, argument: Argument, text: str, reason: str) -> Proposal:
    return Proposal(
        call.lineno, f"cells {call.col_offset}", reason, (Edit(argument.start, argument.end, text),)
    )


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "todays-keyword": take_todays_keyword,
        "font-of-code": put_code_in_a_paragraph,
        "range-of-ends": join_ranges,
        "range-in-a-list": join_positional_range,
        "graph-of-measured-function": plot_before_measuring,
        "points-of-line-graph": divide_points,
        "cells": write_cells,
    }
)
