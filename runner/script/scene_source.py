"""The part of a script that each scene depends on. Pure; for all scenes linear in the script's length."""

import ast
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from runner.script.parsing import line_range, mentioned_in
from runner.script.relevance import relevant_statements

_IMPORTS = ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class _Statement:
    """A top-level statement. `source` is None if it is nested too deeply to be written out."""

    node: ast.stmt
    mentions: frozenset[str]
    source: str | None


class SceneSources:
    """The top-level statements of a script; `scenes` are the names of its scenes' classes."""

    def __init__(self, body: Iterable[ast.stmt], scenes: Collection[str]) -> None:
        self._statements = [_statement(node) for node in body]
        self._scenes = frozenset(scenes)
        self._classes: dict[str, list[int]] = {}
        self._shared: list[int] = []
        for position, statement in enumerate(self._statements):
            node = statement.node
            if isinstance(node, ast.ClassDef) and node.name in self._scenes:
                self._classes.setdefault(node.name, []).append(position)
            else:
                self._shared.append(position)

    def of(self, scene: str) -> str | None:
        """The source without scenes that `scene` and the shared statements don't use, also indirectly.

        None if a statement is nested too deeply to be written out.
        """
        return _joined([self._statements[position] for position in self._kept(scene)])

    def drawn_by(self, scene: str) -> str | None:
        """The same without what can't show in its pictures: imports and definitions that nothing uses."""
        kept = [self._statements[position] for position in self._kept(scene)]
        used = relevant_statements([statement.node for statement in kept], scene)
        known = {id(statement.node): statement for statement in kept}
        return _joined([known.get(id(node)) or _statement(node) for node in used])

    def positions_of(self, scene: str) -> list[range]:
        """The lines of the statements that `drawn_by` keeps."""
        kept = [self._statements[position].node for position in self._kept(scene)]
        names = {id(node) for node in relevant_statements(kept, scene)}
        return [line_range(node) for node in kept if id(node) in names or isinstance(node, _IMPORTS)]

    def _kept(self, scene: str) -> list[int]:
        kept = list(self._shared)
        needed = {scene}.union(*(self._needs(position) for position in self._shared))
        waiting = list(needed)
        while waiting:
            classes = self._classes.get(waiting.pop(), [])
            kept += classes
            added = frozenset().union(*(self._needs(position) for position in classes)) - needed
            needed |= added
            waiting += added
        return sorted(kept)

    def _needs(self, position: int) -> frozenset[str]:
        return self._statements[position].mentions & self._scenes


def _statement(node: ast.stmt) -> _Statement:
    return _Statement(node, mentioned_in(node), _source(node))


def _source(node: ast.stmt) -> str | None:
    try:
        return ast.unparse(node)
    except RecursionError:  # a long sum is a deeply nested tree
        return None


def _joined(statements: Sequence[_Statement]) -> str | None:
    """The statements as `ast.unparse` writes a module of them."""
    lines: list[str] = []
    for index, statement in enumerate(statements):
        if statement.source is None:
            return None
        if index == 0:
            lines.append(ast.unparse(ast.Module(body=[statement.node], type_ignores=[])))
            continue
        if isinstance(statement.node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            lines.append("")
        lines.append(statement.source)
    return "\n".join(lines)
