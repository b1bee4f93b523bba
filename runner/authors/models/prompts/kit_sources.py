"""scenekit's sources as text and trees, because importing scenekit would load Manim."""

import ast
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def kit_tree(module: str) -> ast.Module:
    """The tree of a module or package of scenekit, such as `scenekit.layout`."""
    path = _folder().joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def public_sources(package: str) -> Mapping[str, str]:
    """The module that defines each public name of a package of scenekit."""
    return {
        alias.name: node.module
        for node in kit_tree(package).body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _folder() -> Path:
    # Finding a top-level package imports nothing.
    spec = find_spec("scenekit")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("scenekit is missing from this installation")
    return Path(spec.submodule_search_locations[0])
