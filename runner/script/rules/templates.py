"""Calls written anew: the arguments of a call, bound to names, and put into a template. Pure."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from runner.script.rules.arguments import Argument, CallText
from runner.script.rules.edits import Edit

_FIELD = re.compile(r"(?:, )?<(\w+|\*)>")


@dataclass(frozen=True)
class Template:
    """How a call is written instead.

    `parameters` names what the old call takes, in order: `mobject direction=DOWN`. In `text`, `<direction>`
    stands for that argument, `<*>` for all arguments that have no parameter, and `<owner>` for what stands
    before the dot of a method.
    """

    parameters: str
    text: str

    def fill(self, call: CallText) -> Edit | None:
        """The edit that writes the call anew, in as many lines; None if an argument is missing or unclear."""
        values, rest = self._bind(call)
        node = call.call
        if values is None:
            return None
        if isinstance(node.func, ast.Attribute):
            values["owner"] = call.source.segment_of_value(node.func)
        try:
            text = _FIELD.sub(lambda found: _filled(found, values, rest), self.text)
        except KeyError:
            return None
        missing = call.source.segment(node).count("\n") - text.count("\n")
        text = text[:-1] + "\n" * missing + text[-1] if text.endswith(")") else text + "\n" * missing
        return call.source.replaced(node, text) if missing == 0 or text.endswith(")") else None

    def _bind(self, call: CallText) -> tuple[dict[str, str] | None, list[str]]:
        """The values of the parameters, and the other arguments as they are written."""
        names = [word.partition("=") for word in self.parameters.split()]
        values = {name: default for name, sign, default in names if sign}
        order = [name for name, _, _ in names]
        rest: list[str] = []
        if len(call.arguments) != len(call.call.args) + len(call.call.keywords):
            return None, rest
        for number, argument in enumerate(call.arguments):
            name = argument.name or (order[number] if number < len(order) and not _is_open(argument) else "")
            if name in order:
                values[name] = call.text(argument)
            else:
                rest.append(call.source.text[argument.start : argument.end])
        return values, rest


def _is_open(argument: Argument) -> bool:
    """Whether it stands for any number of arguments."""
    return isinstance(argument.node, ast.Starred) or (
        isinstance(argument.node, ast.keyword) and argument.node.arg is None
    )


def _filled(found: re.Match[str], values: Mapping[str, str], rest: list[str]) -> str:
    comma = ", " if found[0].startswith(",") else ""
    if found[1] == "*":
        return comma + ", ".join(rest) if rest else ""
    return comma + values[found[1]]
