"""Rules for texts that LaTeX refuses. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from runner.script.analysis.tex_calls import TEX_CLASSES, TEX_METHODS, check_tex
from runner.script.rules.arguments import CallText
from runner.script.rules.edits import Edit
from runner.script.rules.literals import FIELD, Literal, literals_in
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.tex_repair import Repair, as_formula, as_text, is_formula

_IN_MATH: Mapping[str, bool] = MappingProxyType(
    {
        **TEX_CLASSES,
        **{name: is_math for name, (_, is_math) in TEX_METHODS.items()},
        "BulletedList": False,
    }
)
_TEX_ONLY = frozenset(
    "tex_template tex_environment substrings_to_isolate tex_to_color_map arg_separator isolate".split()
)
# A comment sign may hide so much that what is left can't be drawn.
_ERROR = re.compile("latex error converting to dvi|does not support converting")
_CONTEXT = "Context of error"
_MARGIN = re.compile(
    r"^\[[\d/]+ [\d:]+\]|\b(?:ERROR|INFO|WARNING)\b|tex_file_writing\.py:\d+|^ *-> ?", re.MULTILINE
)
_LEAST_CHARACTERS = 2


@dataclass(frozen=True)
class _TexCall:
    """A call that sets its texts by LaTeX."""

    patient: Patient
    call: ast.Call
    name: ast.Name | ast.Attribute
    is_math: bool

    @property
    def callee(self) -> str:
        return self.name.id if isinstance(self.name, ast.Name) else self.name.attr

    @property
    def fault(self) -> str:
        return f"tex {self.call.col_offset} {self.call.end_col_offset}"

    @cached_property
    def literals(self) -> Sequence[Literal]:
        return [literal for argument in self.call.args for literal in _literals(self.patient, argument)]

    def renamed(self, name: str) -> Edit:
        source = self.patient.source
        if isinstance(self.name, ast.Name):
            return source.replaced(self.name, name)
        return source.renamed(self.name, name)


def mend_tex(patient: Patient) -> Iterator[Proposal]:
    """Mends texts that LaTeX refuses: the one that failed, and those of which it is certain."""
    has_failed = bool(_ERROR.search(patient.failure.message))
    failing = list(_tex_calls(patient, patient.failing)) if has_failed else []
    mended = [proposal for call in failing for proposal in _mended(call)]
    yield from mended
    if has_failed and not mended:
        yield from _mended_by_log(patient, failing)
    certain = (node for node, scope in patient.places for _ in check_tex(node, scope, patient.knowledge))
    yield from (
        proposal
        for call in _tex_calls(patient, certain)
        if call.call not in [other.call for other in failing]
        for proposal in _mended(call)[:1]
    )
    for call in failing:
        yield from _as_plain_text(call)


def _tex_calls(patient: Patient, nodes: Iterator[ast.AST] | Sequence[ast.AST]) -> Iterator[_TexCall]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in _IN_MATH:
                yield _TexCall(patient, node, node.func, _IN_MATH[name])


def _mended(call: _TexCall) -> list[Proposal]:
    """The call with its texts mended, in its own mode or in the other one, the likelier first."""
    whole = "".join(literal.value for literal in call.literals)
    in_math = _rewritten(call, as_formula), "a formula, in math mode"
    in_text = _rewritten(call, as_text), "a text, with its formulas between $ and its signs escaped"
    own, other = (in_math, in_text) if call.is_math else (in_text, in_math)
    partner = {"Tex": "MathTex", "MathTex": "Tex"}.get(call.callee) if call.literals else None
    changed = (*(other[0] or ()), call.renamed(partner)) if partner and other[0] is not None else None
    is_other = _has_words_around(whole) if call.is_math else is_formula(whole) and "$" not in whole
    ways = [(own[0], own[1]), (changed, f"{other[1]}: {partner}")]
    return [
        Proposal(
            call.call.lineno,
            call.fault,
            f"LaTeX refuses this {call.callee}; it is set as {how}.",
            tuple(edits),
        )
        for edits, how in (reversed(ways) if is_other else ways)
        if edits
    ]


def _has_words_around(text: str) -> bool:
    """Whether a text for math mode is meant for text mode: it has formulas between `$`, and words outside."""
    outside = re.sub(r"\$[^$]*\$", " ", text)
    return (
        outside != text and bool(re.search(r"(?<![\\a-zA-Z])[A-Za-z]{3,}", outside)) and "\\" not in outside
    )


def _rewritten(call: _TexCall, repair: Repair) -> tuple[Edit, ...] | None:
    edits: list[Edit] = []
    for literal in call.literals:
        changed = literal.rewritten(repair(literal.value))
        if changed is None:
            return None
        edits += changed
    return tuple(edits)


def _literals(patient: Patient, node: ast.expr) -> Sequence[Literal]:
    """The literals of an expression, also those that are added up."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return literals_in(patient.text, patient.source.start(node), patient.source.end(node))
        case ast.BinOp(left=left, right=right):
            return [*_literals(patient, left), *_literals(patient, right)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(patient, body), *_literals(patient, orelse)]
    return ()


def _mended_by_log(patient: Patient, failing: Sequence[_TexCall]) -> Iterator[Proposal]:
    """The literals, anywhere in the script, of which LaTeX's message shows that they are the refused text."""
    shown = _refused(patient.failure.log)
    is_math = r"\begin{center}" not in shown
    own = {id(node) for call in failing for node in ast.walk(call.call)}
    for node, _ in patient.places:
        if not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        if isinstance(patient.parents.get(node), ast.JoinedStr) or id(node) in own:
            continue
        for literal in _literals(patient, node):
            if not _is_shown(literal.value, shown):
                continue
            edits = literal.rewritten((as_formula if is_math else as_text)(literal.value))
            if edits:
                reason = "LaTeX refuses this text; its signs are written as LaTeX wants them."
                yield Proposal(node.lineno, f"tex {node.col_offset}", reason, edits)


def _refused(log: str) -> str:
    """What LaTeX was given when it failed last, without spaces."""
    behind = log.rpartition(_CONTEXT)[2].partition("Traceback")[0]
    return "".join(_MARGIN.sub("", behind).split())


def _is_shown(value: str, shown: str) -> bool:
    parts = ["".join(part.split()) for part in value.split(FIELD)]
    return all(part in shown for part in parts) and max(map(len, parts)) >= _LEAST_CHARACTERS


def _as_plain_text(call: _TexCall) -> Iterator[Proposal]:
    """The call as `Text`, which sets any sign, but no formula."""
    text = CallText(call.patient.source, call.call)
    if call.callee not in {"Tex", "MathTex"} or len(call.call.args) != 1:
        return
    dropped = [text.without(argument) for argument in text.arguments if argument.name in _TEX_ONLY]
    reason = "LaTeX refuses this text; it is set as plain text, sign by sign."
    yield Proposal(call.call.lineno, call.fault, reason, (call.renamed("Text"), *dropped))


RULES: Mapping[str, Rule] = MappingProxyType({"tex": mend_tex})
