"""Describes scenekit and Manim to models, read from scenekit's sources so that it is always up to date."""

import ast
import sys
from collections.abc import Iterator
from copy import copy
from functools import cache
from importlib.metadata import version

from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.kit_sources import kit_tree, public_sources
from runner.authors.offline.lesson_book import all_lessons
from runner.script.parsing import bound_by

_PACKAGES = ("scenekit", "scenekit.templates")
_EXAMPLE = "pythagoras"
_MAX_EXAMPLE_CHARACTERS = 16_500


@cache
def kit_text() -> str:
    """The part of the instructions that all script tasks share."""
    major, minor, *_ = sys.version_info
    return load_prompt("script_kit").fill(
        manim_version=version("manim"),
        python_version=f"{major}.{minor}",
        scenekit=scenekit_interface(),
        example=example_script(),
    )


@cache
def scenekit_interface() -> str:
    """Every public name of scenekit and its templates: signatures, fields and docstrings."""
    return "\n\n".join(text for package in _PACKAGES for text in _package_interface(package))


def _package_interface(package: str) -> Iterator[str]:
    sources = public_sources(package)
    yield f"# from {package} import {', '.join(sorted(sources))}"
    for module in sorted(set(sources.values())):
        names = {name for name, source in sources.items() if source == module}
        yield from _stubs(kit_tree(module), names)


def example_script() -> str:
    """A lesson as an example, cut after a whole class if it is very long."""
    script = next(lesson.script for lesson in all_lessons() if lesson.name == _EXAMPLE)
    if len(script) <= _MAX_EXAMPLE_CHARACTERS:
        return script.strip()
    end = script.rfind("\n\n\nclass ", 0, _MAX_EXAMPLE_CHARACTERS)
    return script[:end].strip() + "\n\n\n# ... and so on"


def _stubs(tree: ast.Module, names: set[str]) -> Iterator[str]:
    names = names | _classes_of_constants(tree, names)
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) if name in names:
                yield ast.unparse(_stub(node))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if name in names:
                    yield ast.unparse(node)


def _classes_of_constants(tree: ast.Module, names: set[str]) -> set[str]:
    """Classes of public constants, such as the class of the font sizes."""
    return {
        node.value.func.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and bound_by(node) & names
        if isinstance(node.value.func, ast.Name)
    }


def _stub(node: ast.stmt) -> ast.stmt:
    """The definition with its docstring and public parts, but without code."""
    if isinstance(node, ast.FunctionDef):
        return _function_stub(node)
    if isinstance(node, ast.ClassDef):
        fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
        methods = [
            _function_stub(part)
            for part in node.body
            if isinstance(part, ast.FunctionDef)
            and (part.name == "__init__" or not part.name.startswith("_"))
        ]
        body: list[ast.stmt] = [*_documentation(node), *fields, *methods] or [_nothing()]
        stub = copy(node)
        stub.body = body
        return stub
    return node


def _function_stub(node: ast.FunctionDef) -> ast.FunctionDef:
    stub = copy(node)
    stub.body = _documentation(node) or [_nothing()]
    return stub


def _documentation(node: ast.FunctionDef | ast.ClassDef) -> list[ast.stmt]:
    return node.body[:1] if ast.get_docstring(node) else []


def _nothing() -> ast.stmt:
    return ast.Expr(ast.Constant(...))
