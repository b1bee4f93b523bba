"""Texts and circles that were stretched in one direction: they are scaled in both alike. Pure."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.layout.finding import FindingKind
from runner.script.layout_rules.case import LayoutRule, PictureCase
from runner.script.layout_rules.making import owner_of
from runner.script.rules.arguments import CallText
from runner.script.rules.called import name_called
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Proposal

_EVEN: Mapping[str, str] = MappingProxyType(
    {
        "stretch": "scale",
        "stretch_to_fit_width": "scale_to_fit_width",
        "stretch_to_fit_height": "scale_to_fit_height",
    }
)
_REASON = "What is stretched in one direction is squashed: it is scaled in both alike."


def scale_evenly(case: PictureCase) -> Iterator[Proposal]:
    """`stretch_to_fit_width` becomes `scale_to_fit_width`; of a pair, either one decides the size."""
    lines = {each.squash_line for each in case.finding.objects if each.squash_line}
    if case.finding.kind is not FindingKind.SQUASHED or len(lines) != 1:
        return
    line = lines.pop()
    calls = [call for call in case.script.calls(line) if name_called(call) in _EVEN]
    all_of_it = dict.fromkeys((*calls, *(other for call in calls for other in _others_on_it(case, call))))
    last_first = sorted(all_of_it, key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0))[::-1]
    for kept in (last_first, last_first[1:]):
        edits = [edit for call in kept for edit in _evened(case, call)]
        edits += [edit for call in all_of_it if call not in kept for edit in _cut_from_chain(case, call)]
        if kept and edits:
            yield Proposal(line, "squashed", _REASON, tuple(edits))


def _cut_from_chain(case: PictureCase, call: ast.Call) -> Iterator[Edit]:
    """The edit that takes a method out of a chain: what comes before it is left."""
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        yield Edit(case.script.source.end(call.func.value), case.script.source.end(call), "")


def _others_on_it(case: PictureCase, call: ast.Call) -> Iterator[ast.Call]:
    """Calls of other statements that stretch the same variable."""
    key = owner_of(call)
    for node in case.script.nodes_around(call) if key else ():
        if isinstance(node, ast.Call) and name_called(node) in _EVEN and owner_of(node) == key:
            yield node


def _evened(case: PictureCase, call: ast.Call) -> Iterator[Edit]:
    if not isinstance(call.func, ast.Attribute):
        return
    yield case.script.source.renamed(call.func, _EVEN[call.func.attr])
    if call.func.attr == "stretch":
        text = CallText(case.script.source, call)
        direction = text.named("dim") or next(iter(text.positional[1:2]), None)
        if direction is not None:
            yield text.without(direction)


RULES: Mapping[str, LayoutRule] = MappingProxyType({"squashed": scale_evenly})
