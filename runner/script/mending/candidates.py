"""Which repairs to try together, in which order. Pure."""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence

from runner.script.mending.rewrites import Rewritten, rewrite
from runner.script.parsing import tree_of
from runner.script.rules.patient import Patient, Repair, Rule, statement_at

_SHOWING = frozenset(("play", "wait", "add"))
_Fault = tuple[int, str]


def candidates(patient: Patient, rules: Mapping[str, Rule], running: Collection[str]) -> Iterator[Rewritten]:
    """Mended texts, the most promising first: all faults' best repairs together, then alternatives.

    Nothing is changed inside the classes of the scenes that are `running`.
    """
    kept = _extents(patient, running)
    repairs = [repair for repair in _proposed(patient, rules) if not _changes(repair, kept)]
    shown, told = shown_calls(patient.tree), {patient.text}
    for combination in _combinations(_by_fault(repairs), _failing_lines(patient)):
        rewritten = rewrite(patient.text, combination)
        tree = None if rewritten.text in told else tree_of(rewritten.text)
        told.add(rewritten.text)
        # What cuts something out mends nothing.
        if tree is not None and shown_calls(tree) >= shown:
            yield rewritten


def _extents(patient: Patient, classes: Collection[str]) -> Sequence[range]:
    """The characters of these classes."""
    nodes = (
        node for node in ast.walk(patient.tree) if isinstance(node, ast.ClassDef) and node.name in classes
    )
    return [range(patient.source.start(node), patient.source.end(node)) for node in nodes]


def _changes(repair: Repair, extents: Sequence[range]) -> bool:
    return any(edit.start in extent for edit in repair.proposal.edits for extent in extents)


def _proposed(patient: Patient, rules: Mapping[str, Rule]) -> Iterator[Repair]:
    for name, rule in rules.items():
        try:
            proposals = tuple(rule(patient))
        except RecursionError:  # a long sum is a deeply nested tree
            continue
        yield from (Repair(name, proposal) for proposal in proposals)


def _by_fault(repairs: Sequence[Repair]) -> Mapping[_Fault, Sequence[Repair]]:
    faults: dict[_Fault, list[Repair]] = {}
    for repair in repairs:
        faults.setdefault((repair.proposal.line, repair.proposal.fault), []).append(repair)
    return faults


def _failing_lines(patient: Patient) -> range:
    line = patient.failure.line
    statement = statement_at(patient.tree, line) if line else None
    if line is None or statement is None:
        return range(0)
    last = max(getattr(node, "end_lineno", None) or 0 for node in patient.failing)
    return range(statement.lineno, last + 1)


def _combinations(
    faults: Mapping[_Fault, Sequence[Repair]], failing: Collection[int]
) -> Iterator[list[Repair]]:
    here = {fault: choices for fault, choices in faults.items() if fault[0] in failing}
    # What is certain elsewhere is mended in the same go, which saves a run for each.
    elsewhere = [choices[0] for fault, choices in faults.items() if fault[0] not in failing]
    best = [choices[0] for choices in here.values()]
    yield [*best, *elsewhere]
    if not here:
        return
    if elsewhere:
        yield elsewhere
    for fault, choices in here.items():
        others = [first for first in best if first is not here[fault][0]]
        for choice in choices[1:]:
            yield [choice, *others, *elsewhere]
    yield best
    for choices in here.values():
        for choice in choices:
            yield [choice]


def shown_calls(tree: ast.Module) -> int:
    """The number of calls that show something."""
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SHOWING
        for node in ast.walk(tree)
    )
