"""Checks the texts that a script gives to LaTeX, as far as they are certain. Pure."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from runner.script.analysis.kinds import Scope
from runner.script.analysis.tex_text import tex_fault
from runner.script.analysis.types import TypeTable

Fault = tuple[ast.AST, str]
TEX_CLASSES: Mapping[str, bool] = MappingProxyType(
    {"MathTex": True, "SingleStringMathTex": True, "Tex": False, "Title": False}
)
"""Classes that hand their arguments to LaTeX, and whether they set them in math mode."""
TEX_METHODS: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {"equation": ("NarratedScene", True), "get_tex": ("Brace", True), "get_text": ("Brace", False)}
)
"""Methods that do so, with their class."""


@dataclass(frozen=True)
class _Known:
    """The beginning of a text, and whether that is all of it."""

    text: str
    is_whole: bool = True


def check_tex(node: ast.AST, scope: Scope, knowledge: TypeTable) -> Iterator[Fault]:
    """Reports texts that LaTeX will refuse."""
    # Where a script changes LaTeX's set-up, only LaTeX knows what is defined.
    if not isinstance(node, ast.Call) or knowledge.has_own_tex:
        return
    is_math = _is_math(node.func, scope, knowledge)
    if is_math is None or any(word.arg is None for word in node.keywords):
        return
    known = _joined([_known(argument) for argument in node.args], " " if is_math else "")
    if fault := tex_fault(known.text, is_math=is_math, is_whole=known.is_whole):
        yield node, fault


def _is_math(function: ast.expr, scope: Scope, knowledge: TypeTable) -> bool | None:
    """The mode in which the callee sets its texts; None if it sets none."""
    key = knowledge.library_key(function, scope)
    if key is not None and key in TEX_CLASSES:
        return TEX_CLASSES[key]
    if not isinstance(function, ast.Attribute) or function.attr not in TEX_METHODS:
        return None
    expected, is_math = TEX_METHODS[function.attr]
    owner = knowledge.type_of(function.value, scope)
    return is_math if owner is not None and knowledge.is_a(owner.key, expected) else None


def _known(node: ast.expr) -> _Known:
    match node:
        case ast.Constant(value=str(text)):
            return _Known(text)
        case ast.JoinedStr(values=parts):
            return _joined([_known(part) for part in parts], "")
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([_known(left), _known(right)], "")
    return _Known("", is_whole=False)


def _joined(parts: Sequence[_Known], separator: str) -> _Known:
    """All parts up to the first one that isn't wholly known."""
    texts: list[str] = []
    for part in parts:
        texts.append(part.text)
        if not part.is_whole:
            return _Known(separator.join(texts), is_whole=False)
    return _Known(separator.join(texts))
