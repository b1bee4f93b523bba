"""What a rule sees, and what it proposes. Pure."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from runner.script.analysis.bindings import SCOPES, bound_names
from runner.script.analysis.bounds import may_be_searched
from runner.script.analysis.collect import collect_types
from runner.script.analysis.kinds import InstanceOf, Scope
from runner.script.analysis.scopes import visit
from runner.script.analysis.signatures import LibraryInterface
from runner.script.analysis.types import TypeTable
from runner.script.parsing import tree_of
from runner.script.rules.edits import Edit, Source
from runner.script.rules.failure import SceneFailure

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Proposal:
    """One way to mend one fault. `reason` is a sentence for the script's author.

    `line` is that of the fault, from 1. Proposals of the same line and `fault` are alternatives, the best
    first; those of different faults are made together.
    """

    line: int
    fault: str
    reason: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Repair:
    """A proposal, with the name of the rule that makes it."""

    rule: str
    proposal: Proposal


@dataclass(frozen=True)
class Patient:
    """A script that parses, of which a scene failed, and what is known about it without running it."""

    text: str
    tree: ast.Module
    interface: LibraryInterface
    failure: SceneFailure

    @cached_property
    def source(self) -> Source:
        return Source(self.text)

    @cached_property
    def knowledge(self) -> TypeTable:
        return collect_types(self.tree, self.interface)

    @cached_property
    def places(self) -> tuple[tuple[ast.AST, Scope], ...]:
        """Every node of the script, with the names that hold there."""
        return tuple(visit(self.tree, self.knowledge))

    @cached_property
    def known_names(self) -> frozenset[str]:
        """Every name that the script binds anywhere, or imports from the library."""
        scopes = (node for node in ast.walk(self.tree) if isinstance(node, (ast.Module, *SCOPES)))
        return frozenset(self.knowledge.imports).union(*map(bound_names, scopes))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def scopes(self) -> dict[ast.AST, Scope]:
        return dict(self.places)

    def type_of(self, node: ast.expr) -> InstanceOf | None:
        """The node's type, as far as it is certain."""
        return self.knowledge.type_of(node, self.scopes[node])

    def library_key(self, node: ast.expr) -> str | None:
        """The library's key for a name such as `Circle`, or None."""
        return self.knowledge.library_key(node, self.scopes[node])

    @cached_property
    def failing(self) -> tuple[ast.AST, ...]:
        """Nodes of the statement that failed, those that Python marks first; empty if none is known."""
        if self.failure.line is None:
            return ()
        statement = statement_at(self.tree, self.failure.line)
        if statement is None:
            return ()
        nodes = list(own_nodes(statement))
        return tuple(sorted(nodes, key=self._distance))

    def _distance(self, node: ast.AST) -> tuple[bool, int]:
        """How far a node is from what Python marks: not exactly there, and further outside or inside."""
        frame = self.failure.frames[-1]
        if not isinstance(node, ast.expr):
            return (True, 1_000_000)
        start, end = self.source.start(node), self.source.end(node)
        first = self.source.line_starts[frame.line - 1]
        if frame.marked is None:
            return (node.lineno != frame.line, start - first)
        line = self.text[first:].split("\n", 1)[0]
        left = first + len(line) - len(line.lstrip())
        marked_start, marked_end = left + frame.marked[0], left + frame.marked[1]
        return (node.lineno != frame.line, abs(start - marked_start) + abs(end - marked_end))

    def failing_of(self, kind: type[Node]) -> Iterator[Node]:
        """The nodes of this kind in the statement that failed, those that Python marks first."""
        return (node for node in self.failing if isinstance(node, kind))


Rule = Callable[[Patient], Iterable[Proposal]]


def patient_of(text: str, interface: LibraryInterface, failure: SceneFailure) -> Patient | None:
    """None if the script does not parse, or would keep the rules busy for minutes."""
    tree = tree_of(text)
    if tree is None or not may_be_searched(text, tree):
        return None
    return Patient(text, tree, interface, failure)


def own_nodes(statement: ast.AST) -> Iterator[ast.AST]:
    """A statement's nodes without those of the statements inside it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting += (part for part in ast.iter_child_nodes(node) if not isinstance(part, ast.stmt))


def statement_at(tree: ast.Module, line: int) -> ast.stmt | None:
    """The innermost statement on this line."""
    found = None
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno):
            found = node
    return found
