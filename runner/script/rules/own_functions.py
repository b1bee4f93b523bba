"""Rules for functions of the script that Manim calls with other arguments. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from runner.script.rules.edits import Edit, Placed
from runner.script.rules.patient import Patient, Proposal, Rule

_TOO_MANY = re.compile(
    r"([\w.<>]+)\(\) takes (?:from \d+ to )?\d+ positional arguments? but \d+ (?:was|were) given"
)
_MISSING = re.compile(r"([\w.<>]+)\(\) missing \d+ required positional arguments?: (.*)")
_TIME = frozenset("dt delta delta_time time t elapsed".split())
_Function = ast.FunctionDef | ast.Lambda


def hand_over_the_scene(patient: Patient) -> Iterator[Proposal]:
    """Calls a scene's updater, which gets the time only, with the scene too, if it wants two arguments."""
    found = _MISSING.search(patient.failure.message)
    if found is None:
        return
    for node in ast.walk(patient.tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="self"), attr="add_updater"),
                args=[ast.Name(id=name) as given],
            ) if found[1].endswith(name):
                reason = "A scene's updater gets the time only; the scene is handed to it too."
                edit = patient.source.replaced(given, f"lambda dt: {name}(self, dt)")
                yield Proposal(node.lineno, f"updater {node.lineno}", reason, (edit,))


def take_more_arguments(patient: Patient) -> Iterator[Proposal]:
    """Lets a function ignore arguments that Manim hands to it."""
    found = _TOO_MANY.search(patient.failure.message)
    for node in _functions(patient, found[1]) if found else ():
        if node.args.vararg is None and not node.args.kwonlyargs and node.args.kwarg is None:
            reason = "Manim hands more to this function than it takes; the rest is ignored."
            yield Proposal(node.lineno, f"function {node.lineno}", reason, (_added(patient, node, "*_"),))


def take_fewer_arguments(patient: Patient) -> Iterator[Proposal]:
    """Gives values of their own to arguments that Manim does not hand to a function."""
    found = _MISSING.search(patient.failure.message)
    names = re.findall(r"'(\w+)'", found[2]) if found else []
    for node in _functions(patient, found[1]) if found else ():
        inputs = [*node.args.posonlyargs, *node.args.args]
        wanted = [place for place, argument in enumerate(inputs) if argument.arg in names]
        if not wanted or wanted[-1] != len(inputs) - len(node.args.defaults) - 1:
            continue
        edits = tuple(
            patient.source.added_after(inputs[place], f"={_value(inputs[place].arg)}") for place in wanted
        )
        reason = f"Manim calls this function without {', '.join(names)}; it has a value of its own then."
        yield Proposal(node.lineno, f"function {node.lineno}", reason, edits)


def _value(name: str) -> str:
    return "1 / 60" if name in _TIME else "1"


def _functions(patient: Patient, path: str) -> Sequence[_Function]:
    """The script's functions of this name, or the lambdas of the failing statement."""
    name = path.rpartition(".")[2]
    if name == "<lambda>":
        return list(patient.failing_of(ast.Lambda))
    found = [node for node in ast.walk(patient.tree) if isinstance(node, ast.FunctionDef)]
    return [node for node in found if node.name == name and not node.decorator_list and name != "__init__"]


def _added(patient: Patient, node: _Function, text: str) -> Edit:
    """The edit that adds a parameter behind the others."""
    inputs = [*node.args.posonlyargs, *node.args.args]
    source = patient.source
    if not inputs:
        start = source.start(node)
        word = "lambda" if isinstance(node, ast.Lambda) else "("
        place = source.text.index(word, start) + len(word)
        return Edit(place, place, f" {text}" if isinstance(node, ast.Lambda) else text)
    written: list[Placed] = [*inputs, *node.args.defaults]
    last = max(map(source.end, written))
    return Edit(last, last, f", {text}")


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "scene-updater": hand_over_the_scene,
        "more-arguments": take_more_arguments,
        "fewer-arguments": take_fewer_arguments,
    }
)
