"""Writes values and calls as Python source, in the form that a person would write them. Pure."""

from collections.abc import Mapping, Sequence

from runner.script.storyboard.visuals import Argument

_WIDTH = 100
_EXACT = 1e15


def literal(text: str) -> str:
    """`text` as a Python literal in double quotes, with unprintable characters escaped."""
    escaped = (_escape(character) for character in text)
    return f'"{"".join(escaped)}"'


def value_literal(value: Argument) -> str:
    """Any value that a picture is made from as a Python literal."""
    match value:
        case str():
            return literal(value)
        case None | bool():
            return repr(value)
        case int() | float():
            is_whole = value == round(value) if abs(value) < _EXACT else False
            return repr(int(value)) if is_whole else repr(float(value))
        case Mapping():
            pairs = (f"{literal(name)}: {value_literal(each)}" for name, each in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(map(value_literal, value))}]"
        case _:
            inner = ", ".join(map(value_literal, value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"


def call_lines(function: str, arguments: Sequence[str], first: str = "self") -> list[str]:
    """A call on one line if it fits, else with one argument per line."""
    line = f"{function}({', '.join([first, *arguments])})"
    if len(line) <= _WIDTH:
        return [line]
    return [f"{function}(", *(f"    {argument}," for argument in [first, *arguments]), ")"]


def _escape(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    # Format characters, such as those that change the direction, would be invisible in the source.
    return character if character.isprintable() else repr(character)[1:-1]
