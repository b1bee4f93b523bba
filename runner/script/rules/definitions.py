"""Rules for what is used where it is not defined: too early, or in another method. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.bindings import bound_names
from runner.script.parsing import bound_by, mentioned_in
from runner.script.rules.called import block_around
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule, statement_at
from runner.script.rules.reaching import function_around
from runner.script.rules.undefined import undefined_name

_UNBOUND = re.compile(r"cannot access local variable '(\w+)'|local variable '(\w+)' referenced before")
_WANTED = re.compile(r"(\w+)\.__init__\(\) missing \d+ required positional arguments?: (.*)")
_MOST_CHARACTERS = 120


def define_before_use(patient: Patient) -> Iterator[Proposal]:
    """Moves the statement that defines a name before the one that uses it."""
    found = _UNBOUND.search(patient.failure.message)
    if found is None or patient.failure.line is None:
        return
    name = found[1] or found[2]
    using = statement_at(patient.tree, patient.failure.line)
    if using is None:
        return
    block = block_around(patient, using)
    rest = block[block.index(using) :]
    place = next((place for place, other in enumerate(rest) if _defines(other, name)), 0)
    between = {word for part in rest[:place] for word in bound_by(part)}
    if place and not between & mentioned_in(rest[place]):
        reason = f"{name} is used before it is defined, so its definition comes first."
        yield Proposal(patient.failure.line, "order", reason, _moved(patient, rest[place], using))


def _defines(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and name in bound_by(node) and name not in mentioned_in(node.value)


def _moved(patient: Patient, statement: ast.stmt, before: ast.stmt) -> tuple[Edit, ...]:
    """The edits that move a statement's lines before another statement of its block."""
    source = patient.source
    start = source.place(statement.lineno, 0)
    end = source.text.find("\n", source.end(statement)) + 1 or len(source.text)
    place = source.place(before.lineno, 0)
    return (Edit(place, place, source.text[start:end].rstrip("\n") + "\n"), Edit(start, end, ""))


def know_constants_everywhere(patient: Patient) -> Iterator[Proposal]:
    """Writes the value of a name that another method defines as a constant."""
    name = undefined_name(patient)
    if name is None:
        return
    values = {
        patient.source.segment(node.value): isinstance(node.value, ast.BinOp | ast.UnaryOp | ast.Tuple)
        for node in ast.walk(patient.tree)
        if isinstance(node, ast.Assign) and any(_is_name(target, name) for target in node.targets)
        if _is_constant(node.value)
    }
    if len(values) != 1:
        return
    value, is_sum = values.popitem()
    for node in patient.failing_of(ast.Name):
        if node.id == name and len(value) <= _MOST_CHARACTERS and "\n" not in value:
            reason = f"{name} is known in another method only; its value stands here."
            edit = patient.source.replaced(node, f"({value})" if is_sum else value)
            yield Proposal(node.lineno, f"name {name} {node.col_offset}", reason, (edit,))


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_constant(node: ast.expr) -> bool:
    """Whether the value is written without anything that only one method knows."""
    allowed = (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.USub, ast.Load, ast.BinOp, ast.operator)
    return all(
        isinstance(part, allowed) or (isinstance(part, ast.Name) and part.id.isupper())
        for part in ast.walk(node)
    )


def share_with_the_function_around(patient: Patient) -> Iterator[Proposal]:
    """Writes `nonlocal` for `global`, where a name belongs to the function around."""
    name = undefined_name(patient)
    if name is None:
        return
    for node in ast.walk(patient.tree):
        if not isinstance(node, ast.Global) or name not in node.names:
            continue
        inner = function_around(patient, node)
        outer = function_around(patient, inner)
        if isinstance(outer, ast.FunctionDef) and set(node.names) <= bound_names(outer).keys():
            start = patient.source.start(node)
            reason = f"{name} belongs to the function around, not to the whole script."
            edit = Edit(start, start + len("global"), "nonlocal")
            yield Proposal(node.lineno, f"global {node.lineno}", reason, (edit,))


def make_scenes_without_arguments(patient: Patient) -> Iterator[Proposal]:
    """Gives the arguments of a scene's `__init__` the values that a name in the script suggests, or none."""
    found = _WANTED.search(patient.failure.message)
    names = re.findall(r"'(\w+)'", found[2]) if found else []
    for node in ast.walk(patient.tree):
        if not (isinstance(node, ast.FunctionDef) and node.name == "__init__" and names):
            continue
        owner = patient.parents.get(node)
        given = [argument for argument in node.args.args if argument.arg in names]
        if not isinstance(owner, ast.ClassDef) or not found or owner.name != found[1] or not given:
            continue
        edits = tuple(
            patient.source.added_after(argument, f"={_value_for(patient, owner.name, place, argument.arg)}")
            for place, argument in enumerate(node.args.args[1:])
            if argument in given
        )
        reason = f"Manim makes {owner.name} without arguments, so they have values of their own."
        yield Proposal(node.lineno, "init", reason, edits)


def _value_for(patient: Patient, owner: str, place: int, name: str) -> str:
    """What the script gives where it makes the object itself; else what the name suggests."""
    for node in ast.walk(patient.tree):
        match node:
            case ast.Call(func=ast.Name(id=found), args=inputs) if found == owner:
                if place < len(inputs) and _is_constant(inputs[place]):
                    return patient.source.segment(inputs[place])
    return "((2, 1), (1, 2))" if "matrix" in name else "None"


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "defined-before-use": define_before_use,
        "constant-of-another-method": know_constants_everywhere,
        "nonlocal": share_with_the_function_around,
        "scene-without-arguments": make_scenes_without_arguments,
    }
)
