"""Rules for braces of LaTeX that Python reads as fields of an f-string. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import undefined_name

_FIELD = re.compile(r"(\{+)(\w+)(\}+)")


def double_the_braces(patient: Patient) -> Iterator[Proposal]:
    r"""Doubles the braces around words that no name stands for: `f"\text{Sick} = {share}"`."""
    name = undefined_name(patient)
    if name is None:
        return
    known = patient.known_names - {name}
    for node in patient.failing_of(ast.JoinedStr):
        fields = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        unknown = {part.id for part in fields if isinstance(part, ast.Name) and part.id not in known}
        if name not in unknown:
            continue
        text = _FIELD.sub(partial(_literal, unknown), patient.source.segment(node))
        edit = patient.source.replaced(node, text)
        reason = f"Python reads {{{name}}} as a value in an f-string; doubled braces are LaTeX's own."
        yield Proposal(node.lineno, f"braces {node.col_offset}", reason, (edit,))


def _literal(unknown: set[str], field: re.Match[str]) -> str:
    is_field = len(field[1]) % 2 == 1 and len(field[3]) % 2 == 1
    return f"{{{field[0]}}}" if is_field and field[2] in unknown else field[0]


RULES: Mapping[str, Rule] = MappingProxyType({"formula-in-f-string": double_the_braces})
