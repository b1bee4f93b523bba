"""Changes of a script that move an object after it was placed, before it is shown. Pure."""

import ast
from collections.abc import Iterator

from runner.layout.geometry import width
from runner.render.record import BoundingBox, ShownObject
from runner.script.layout_rules.case import PictureCase
from runner.script.layout_rules.making import (
    Name,
    chain_end,
    first_shown,
    last_placed,
    making_calls,
    names_of,
)
from runner.script.rules.patient import Proposal


def movable_names(case: PictureCase, shown: ShownObject) -> tuple[Name, ...]:
    """The names that may be moved: of an object that is a part of a picture, first those of the picture."""
    names = names_of(case.script, shown)
    return names if shown.group == shown.number else tuple(sorted(names, key=lambda name: not name.is_group))


def moved(case: PictureCase, name: Name, across: float, up: float, reason: str) -> Iterator[Proposal]:
    """A line that shifts it."""
    yield from in_a_line(case, name, f"{name.text}.shift({_vector(case, across, up)})", reason)


def fitted(case: PictureCase, name: Name, room: BoundingBox) -> Iterator[Proposal]:
    """Lines that make it as large as there is room, in the middle of where it has to be."""
    reason = "The text is larger than the safe part of the frame: it is made as large as there is room."
    line = f"{name.text}.scale_to_fit_width({width(room):.2f}).set_x({(room.left + room.right) / 2:.2f})"
    yield from in_a_line(case, name, line, reason)


def shifted(
    case: PictureCase, shown: ShownObject, across: float, up: float, reason: str
) -> Iterator[Proposal]:
    """The expression that makes an object without a name, shifted."""
    calls = making_calls(case.script, shown)
    if len(calls) == 1 and not names_of(case.script, shown):
        end = chain_end(case.script, calls[0])
        edit = case.script.source.added_after(end, f".shift({_vector(case, across, up)})")
        yield Proposal(calls[0].lineno, "moved", reason, (edit,))


def in_a_line(case: PictureCase, name: Name, line: str, reason: str) -> Iterator[Proposal]:
    """A line of its own, behind the statement that places it: what is placed beside it later comes along.

    Or else before the statement that first shows it.
    """
    script = case.script
    shows = first_shown(script, name)
    if shows is None:
        return
    places = last_placed(script, name, shows)
    end, margin = script.source.end(places), _margin(case, places)
    if margin is not None and script.text[end : end + 1] in {"", "\n"}:
        edit = script.source.added_after(places, f"\n{margin}{line}")
        yield Proposal(places.lineno, "moved", reason, (edit,))
    margin = _margin(case, shows)
    if margin is not None:
        edit = script.source.added_before(shows, f"{line}\n{margin}")
        yield Proposal(shows.lineno, "moved", reason, (edit,))


def _margin(case: PictureCase, statement: ast.stmt) -> str | None:
    """What stands before the statement on its line; None if it is more than space."""
    source = case.script.source
    margin = case.script.text[source.line_starts[statement.lineno - 1] : source.start(statement)]
    return margin if not margin.strip(" \t") else None


def _vector(case: PictureCase, across: float, up: float) -> str:
    if not case.script.imports_all:
        return f"[{across:.2f}, {up:.2f}, 0]"
    named = (("LEFT" if across < 0 else "RIGHT", abs(across)), ("DOWN" if up < 0 else "UP", abs(up)))
    return " + ".join(f"{name} * {length:.2f}" for name, length in named if length >= 0.005) or "ORIGIN"
