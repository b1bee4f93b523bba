"""Rules for places in lists, texts and groups that do not exist. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.patient import Patient, Proposal, Rule

_OUTSIDE = re.compile(r"index out of range|out of bounds for axis|tuple index|string index")
_NO_ITEMS = re.compile(r"'?(\w+)'? object is not subscriptable")


def stay_inside(patient: Patient) -> Iterator[Proposal]:
    """Takes the last part, or begins anew, where a number is larger than the number of parts."""
    if patient.failure.kind != "IndexError" or not _OUTSIDE.search(patient.failure.message):
        return
    found = [node for node in patient.failing_of(ast.Subscript) if isinstance(node.ctx, ast.Load)]
    for node in found:
        if isinstance(node.slice, ast.Slice | ast.Tuple):
            continue
        holder = patient.source.segment_of_value(node)
        number = patient.source.segment(node.slice)
        fault = f"place {node.col_offset}"
        if isinstance(node.slice, ast.Constant):
            reason = f"{holder} has fewer parts; the last one is taken."
            yield Proposal(node.lineno, fault, reason, (patient.source.replaced(node.slice, "-1"),))
        last = f"min({number}, len({holder}) - 1)"
        reason = f"{holder} may have fewer parts; then the last one is taken."
        yield Proposal(node.lineno, fault, reason, (patient.source.replaced(node.slice, last),))
        again = f"({number}) % len({holder})"
        reason = f"{holder} has fewer parts; after the last one it begins anew."
        yield Proposal(node.lineno, fault, reason, (patient.source.replaced(node.slice, again),))


def take_the_whole(patient: Patient) -> Iterator[Proposal]:
    """Takes a value itself where it has no parts."""
    if not _NO_ITEMS.search(patient.failure.message):
        return
    for node in list(patient.failing_of(ast.Subscript))[:1]:
        if isinstance(node.ctx, ast.Load):
            whole = patient.source.segment_of_value(node)
            reason = f"{whole} has no parts; it is taken itself."
            edit = patient.source.replaced(node, whole)
            yield Proposal(node.lineno, f"place {node.col_offset}", reason, (edit,))


RULES: Mapping[str, Rule] = MappingProxyType({"place-outside": stay_inside, "no-parts": take_the_whole})
