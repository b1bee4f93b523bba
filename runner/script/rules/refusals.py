"""Which keywords of a script's calls are refused: by the run that failed, or certainly. Pure."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from runner.script.analysis.callees import Callee
from runner.script.analysis.signatures import form_of
from runner.script.rules.arguments import Argument, CallText
from runner.script.rules.calls import callee_of
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal

_REFUSED = re.compile(r"^(.*)\(\) got an unexpected keyword argument '(\w+)'")


@dataclass(frozen=True)
class RefusedKeyword:
    """A keyword that its call does not take. `callee` is None if only the run tells that it is refused.

    `keywords` are those that the call takes, as far as they are known.
    """

    call: CallText
    argument: Argument
    callee: Callee | None
    keywords: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return str(self.argument.name)

    @property
    def value(self) -> str:
        """The keyword's value as it is written."""
        return self.call.text(self.argument)

    @property
    def key(self) -> str:
        """The library's key of the class that is called, or whose method is called; empty if unknown."""
        return self.callee.key if self.callee else ""

    @property
    def makes_object(self) -> bool:
        """Whether the call makes an object of the library's, as far as it is known."""
        return self.callee is not None and not self.callee.method

    @property
    def shown(self) -> str:
        """What is called, as the script's author knows it."""
        return self.callee.shown if self.callee else ast.unparse(self.call.call.func)[:60]

    def mended(self, reason: str, *edits: Edit) -> Proposal:
        """The proposal that mends this refusal; the reason says what is done, after what is wrong."""
        node = self.call.call
        fault = f"keyword {self.name} at {node.col_offset}"
        return Proposal(node.lineno, fault, f"{self.shown} takes no keyword {self.name}; {reason}.", edits)

    @property
    def free_keywords(self) -> frozenset[str]:
        """Those that are not given yet, by name or by place."""
        given = {other.name for other in self.call.arguments}
        places = self.callee.form.positional[: len(self.call.call.args)] if self.callee else ()
        return self.keywords - given - {*places}


def refusals(patient: Patient) -> Iterator[RefusedKeyword]:
    """The keyword that the failed run tells of, and all others that certainly are not taken."""
    failing = _failing(patient)
    if failing is not None:
        yield failing
    for node, _ in patient.places:
        callee = callee_of(patient, node) if isinstance(node, ast.Call) else None
        if not isinstance(node, ast.Call) or callee is None or callee.form.takes_any_keyword:
            continue
        if {keyword.arg for keyword in node.keywords} <= {None, *callee.form.keywords}:
            continue  # taking a call apart takes long where calls stand in calls
        call = CallText(patient.source, node)
        for argument in call.arguments:
            is_told = failing and (failing.call.call is node and failing.name == argument.name)
            if argument.name and argument.name not in callee.form.keywords and not is_told:
                yield RefusedKeyword(call, argument, callee, callee.form.keywords)


def _failing(patient: Patient) -> RefusedKeyword | None:
    found = _REFUSED.match(patient.failure.message) if patient.failure.kind == "TypeError" else None
    if found is None:
        return None
    for node in patient.failing_of(ast.Call):
        call = CallText(patient.source, node)
        argument = call.named(found[2])
        if argument is not None:
            callee = callee_of(patient, node)
            keywords = callee.form.keywords if callee else _own_keywords(patient, found[1])
            return RefusedKeyword(call, argument, callee, keywords - {found[2]})
    return None


def _own_keywords(patient: Patient, qualified: str) -> frozenset[str]:
    """The parameters of a function of the script, by the name that Python tells."""
    name = qualified.rpartition(".")[2]
    for node in ast.walk(patient.tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return form_of(node, is_method=False).keywords - {"self"}
    return frozenset()
