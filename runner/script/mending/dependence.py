"""Which scenes a change of a script concerns. Pure."""

import ast
from collections.abc import Collection

from runner.script.parsing import is_scene_class, tree_of
from runner.script.scene_source import SceneSources


def changed_scenes(before: str, after: str, scenes: Collection[str]) -> tuple[str, ...]:
    """Those of the scenes whose code differs, with all that it uses; all if a text can't be taken apart."""
    sources = [_sources(text) for text in (before, after)]
    old, new = ({scene: part.of(scene) if part else None for scene in scenes} for part in sources)
    return tuple(scene for scene in scenes if old[scene] is None or old[scene] != new[scene])


def _sources(text: str) -> SceneSources | None:
    tree = tree_of(text)
    if tree is None:
        return None
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and is_scene_class(node)]
    return SceneSources(tree.body, names)
