"""Which classes of a script are scenes to render, in source order. Pure; for any library's scenes."""

import ast
from collections import ChainMap, deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from runner.script.parsing import is_scene_class

# What scenes of every library call on themselves; a subclass may have a method of its own of that name.
_OF_EVERY_SCENE = frozenset(
    (
        "__init__ setup construct tear_down render play wait add remove clear pause bring_to_front"
        " bring_to_back add_sound wait_until next_section begin_ambient_camera_rotation embed"
    ).split()
)
# A class has fewer relatives than this in any real script; a chain of thousands must not take minutes.
_MAX_RELATIVES = 40


def scenes_of(tree: ast.Module) -> tuple[ast.ClassDef, ...]:
    """The classes to render; of two with one name the later, as Python sees it.

    A scene defines or inherits `construct`, or extends a class called a scene. A class that only others can
    complete is none: it has no `construct` of its own, or calls methods that only its subclasses have.
    """
    found = list(_classes(tree.body))
    last = {node.name: node for node in found}
    classes = {node.name: node for node in found if last[node.name] is node}
    family = _Family(classes)
    return tuple(node for name, node in classes.items() if family.is_scene(name))


def _classes(body: list[ast.stmt]) -> Iterator[ast.ClassDef]:
    """The module's classes, also those inside `if`, `try` and `with`."""
    waiting: list[ast.AST] = list(reversed(body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ClassDef):
            yield node
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.ExceptHandler):
            waiting += reversed([part for part in ast.iter_child_nodes(node) if _may_hold_classes(part)])


def _may_hold_classes(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt | ast.ExceptHandler)


class _Family:
    """The classes of a module, and who extends whom."""

    def __init__(self, classes: Mapping[str, ast.ClassDef]) -> None:
        self._classes = classes
        self._bases = {name: _base_names(node) for name, node in classes.items()}
        self._methods = {name: _methods(node) for name, node in classes.items()}
        self._heirs: dict[str, list[str]] = {}
        for name, bases in self._bases.items():
            for base in bases:
                self._heirs.setdefault(base, []).append(name)

    def is_scene(self, name: str) -> bool:
        lineage = self._reached(name, self._bases)
        own = [self._classes[known] for known in lineage if known in self._classes]
        heirs = self._reached(name, self._heirs).keys() - {name}
        if not any(map(is_scene_class, own)):
            return not heirs and any(_is_called_scene(base) for base in lineage.keys() - self._classes.keys())
        return not (heirs and self._is_unfinished(lineage, heirs))

    def _is_unfinished(self, lineage: Iterable[str], heirs: Collection[str]) -> bool:
        """Whether its `construct` does nothing, or needs methods that only classes that extend it have."""
        methods = dict(ChainMap(*(self._methods.get(known, {}) for known in lineage)))
        wanted = {part for node in methods.values() for part in _called_on_self(node)}
        of_heirs = {method for heir in heirs for method in self._methods.get(heir, {})}
        missing = wanted & of_heirs - methods.keys() - _OF_EVERY_SCENE
        return bool(missing) or _does_nothing(methods["construct"])

    @staticmethod
    def _reached(name: str, links: Mapping[str, list[str]]) -> dict[str, None]:
        """The name and all that it leads to, the nearest first."""
        reached, waiting = {name: None}, deque((name,))
        while waiting and len(reached) < _MAX_RELATIVES:
            for other in links.get(waiting.popleft(), []):
                if other not in reached:
                    reached[other] = None
                    waiting.append(other)
        return reached


def _base_names(node: ast.ClassDef) -> list[str]:
    """The last parts of the bases' names: `Scene` of `manim.Scene`."""
    names = (getattr(base, "id", None) or getattr(base, "attr", None) for base in node.bases)
    return [name for name in names if isinstance(name, str) and name != node.name]


def _is_called_scene(name: str) -> bool:
    return name.endswith(("Scene", "Slide"))


def _methods(node: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    return {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}


def _called_on_self(node: ast.FunctionDef) -> set[str]:
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return {
        call.attr
        for call in calls
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id == "self"
    }


def _does_nothing(node: ast.FunctionDef) -> bool:
    """Whether it is a placeholder: `pass`, `...`, a text or `raise`."""
    return all(
        isinstance(part, ast.Pass | ast.Raise)
        or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
        for part in node.body
    )
