"""What a rule of the layout sees: a scene's text, a fault of its pictures, and its dry run. Pure."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from runner.layout.finding import LayoutFinding
from runner.render.record import DryRunRecord, Moment, Regions
from runner.script.parsing import is_star_import, tree_of
from runner.script.rules.edits import Source
from runner.script.rules.patient import Proposal, own_nodes, statement_at

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINITIONS = (*_FUNCTIONS, ast.ClassDef)


@dataclass(frozen=True)
class SceneText:
    """A script that parses, and the class of the scene that is mended."""

    text: str
    tree: ast.Module
    owner: ast.ClassDef

    @cached_property
    def source(self) -> Source:
        return Source(self.text)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def imports_all(self) -> bool:
        """Whether the names of Manim are at hand: `UP`, `WHITE`."""
        stars = (node for node in self.tree.body if isinstance(node, ast.ImportFrom) and is_star_import(node))
        return any((node.module or "").partition(".")[0] == "manim" for node in stars)

    def statement(self, line: int) -> ast.stmt | None:
        """The innermost statement on this line, if it defines nothing."""
        found = statement_at(self.tree, line)
        return None if isinstance(found, _DEFINITIONS) else found

    def calls(self, line: int) -> tuple[ast.Call, ...]:
        """The calls of the statement on this line that reach over it, outer ones first."""
        statement = self.statement(line)
        nodes = own_nodes(statement) if statement is not None else ()
        return tuple(
            node
            for node in nodes
            if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or node.lineno)
        )

    def nodes_around(self, node: ast.AST) -> tuple[ast.AST, ...]:
        """All nodes of the innermost function that it stands in; none outside of functions."""
        function = self.function_of(node)
        if function is None:
            return ()
        if function not in self._known_nodes:
            self._known_nodes[function] = tuple(ast.walk(function))
        return self._known_nodes[function]

    @cached_property
    def _known_nodes(self) -> dict[ast.AST, tuple[ast.AST, ...]]:
        return {}

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """From the node's parent up to the module."""
        while (parent := self.parents.get(node)) is not None:
            yield parent
            node = parent

    def function_of(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The innermost function that it stands in."""
        return next((each for each in self.ancestors(node) if isinstance(each, _FUNCTIONS)), None)

    def knows_self(self, node: ast.AST) -> bool:
        """Whether `self` is the scene there."""
        around = list(self.ancestors(node))
        methods = [each for each in around if isinstance(each, _FUNCTIONS)]
        is_own = self.owner in around and bool(methods) and bool(methods[-1].args.args)
        return is_own and methods[-1].args.args[0].arg == "self"


@dataclass(frozen=True)
class PictureCase:
    """One fault of a scene that runs."""

    script: SceneText
    finding: LayoutFinding
    record: DryRunRecord

    @property
    def regions(self) -> Regions | None:
        return self.record.regions

    @property
    def is_of_kit(self) -> bool:
        """Whether the scene has a theme and a layout."""
        return self.regions is not None and self.regions.title is not None

    @cached_property
    def moment(self) -> Moment | None:
        """What was on screen when the fault was worst."""
        frame = self.finding.frame if self.finding.worst_frame is None else self.finding.worst_frame
        return next((each for each in self.record.moments if each.frame == frame), None)


LayoutRule = Callable[[PictureCase], Iterable[Proposal]]


def scene_text(text: str, scene: str) -> SceneText | None:
    """None if the text doesn't parse, or the scene is no class of it, or several."""
    tree = tree_of(text)
    owners = [
        node for node in (tree.body if tree else ()) if isinstance(node, ast.ClassDef) and node.name == scene
    ]
    return SceneText(text, tree, owners[0]) if tree is not None and len(owners) == 1 else None
