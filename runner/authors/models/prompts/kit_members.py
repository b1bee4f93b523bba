"""Classes and methods of scenekit as lines of text, read from their sources."""

import ast
from copy import deepcopy

from runner.authors.models.prompts.kit_sources import kit_tree

# Parameters that explain themselves; a script's scene is its `self`.
_PLAIN = {"scene": "self", "beat": "beat", "region": "region"}


def class_of_kit(name: str, module: str) -> ast.ClassDef:
    """The class of this name in a module such as `scenekit.layout`. Raises ValueError if it is no class."""
    for node in kit_tree(module).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return node
    raise ValueError(f"{module} has no class {name}")


def methods_of(node: ast.ClassDef) -> list[ast.FunctionDef]:
    """Its public methods, without properties."""
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    return [each for each in methods if not each.name.startswith("_") and not each.decorator_list]


def initialiser_of(node: ast.ClassDef) -> ast.FunctionDef:
    """Its `__init__`. Raises ValueError if it inherits one."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return each
    raise ValueError(f"{node.name} has no __init__ of its own, so nobody could tell how to make one")


def arguments_of(method: ast.FunctionDef) -> str:
    """The parameters of a picture's method, as a script would write them."""
    arguments = deepcopy(method.args)
    arguments.args = arguments.args[1:]
    for each in (*arguments.args, *arguments.kwonlyargs):
        if each.arg in _PLAIN:
            each.arg, each.annotation = _PLAIN[each.arg], None
    return ast.unparse(arguments)


def documented(node: ast.ClassDef | ast.FunctionDef) -> str:
    """The docstring on one line; without what it shows as an example."""
    prose = [each for each in _paragraphs(node) if "\n    " not in f"\n{each}"]
    return " ".join(" ".join(prose).split())


def example_of(node: ast.ClassDef) -> str:
    """The code that the docstring shows; empty if it shows none."""
    code = [each for each in _paragraphs(node) if each.startswith("    ")]
    return "\n\n".join("\n".join(line[4:] for line in each.splitlines()) for each in code)


def _paragraphs(node: ast.ClassDef | ast.FunctionDef) -> list[str]:
    return (ast.get_docstring(node) or "").split("\n\n")
