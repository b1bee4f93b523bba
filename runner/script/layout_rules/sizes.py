"""Texts that are too small: the number that makes them so is raised. Pure."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.layout.finding import FindingKind
from runner.layout.legibility import SMALLEST_TEXT, least_size
from runner.render.record import ShownObject
from runner.script.layout_rules.case import LayoutRule, PictureCase
from runner.script.layout_rules.making import (
    calls_on,
    chained_calls,
    making_calls,
    names_of,
)
from runner.script.layout_rules.numbers import at_least, number_of
from runner.script.rules.called import name_called
from runner.script.rules.patient import Proposal

_SIZES = frozenset({"font_size", "size"})
_SCALING = frozenset({"scale", "scale_to_fit_width", "scale_to_fit_height"})


def raise_the_size(case: PictureCase) -> Iterator[Proposal]:
    """`font_size=18` becomes the least size that a phone shows."""
    for shown, factor in _small(case):
        calls = making_calls(case.script, shown)
        others = tuple(call for line in shown.lines for call in case.script.calls(line))
        for literal in dict.fromkeys(each for call in calls or others for each in _sizes(call)):
            size = number_of(literal)
            # What is large by itself was made small by something else.
            if size is not None and size < SMALLEST_TEXT:
                reason = f"Text of size {size:g} is too small for a phone: it gets a size that can be read."
                yield _raised(case, literal, at_least(size * factor), reason)


def shrink_less(case: PictureCase) -> Iterator[Proposal]:
    """`.scale(0.4)` becomes as much as leaves the text readable."""
    for shown, factor in _small(case):
        for call in _scalings(case, shown):
            amount = number_of(call.args[0])
            if amount is not None and (name_called(call) != "scale" or amount < 1):
                reason = (
                    f"`{name_called(call)}({amount:g})` makes text too small for a phone: it shrinks less."
                )
                yield _raised(case, call.args[0], at_least(amount * factor, 2), reason)


def _small(case: PictureCase) -> Iterator[tuple[ShownObject, float]]:
    """The text that is too small, and how much larger it must be: for words, or just for its own signs."""
    if case.finding.kind is FindingKind.SMALL:
        for shown in case.finding.objects:
            sizes = dict.fromkeys((SMALLEST_TEXT, least_size(shown)))
            yield from ((shown, size / shown.font_size) for size in sizes if shown.font_size)


def _sizes(call: ast.Call) -> Iterator[ast.expr]:
    """The values of `font_size` in the call, also those for its parts: `axis_config={"font_size": 20}`."""
    for node in ast.walk(call):
        match node:
            case ast.keyword(arg=str(name), value=value) if name in _SIZES:
                yield value
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "font_size":
                        yield value
    # The kit's functions take the size behind the text.
    if name_called(call) == "label" and len(call.args) > 1:
        yield call.args[1]


def _scalings(case: PictureCase, shown: ShownObject) -> Iterator[ast.Call]:
    """The calls that scale it, or a group that it is in, before it is shown."""
    chained = (each for call in making_calls(case.script, shown) for each in chained_calls(case.script, call))
    by_name = (call for name in names_of(case.script, shown) for call in calls_on(case.script, name))
    # A helper's whole picture may be scaled where the helper is called.
    around = (call for line in shown.lines for call in case.script.calls(line))
    for call in dict.fromkeys((*chained, *by_name, *around)):
        if name_called(call) in _SCALING and len(call.args) == 1:
            yield call


def _raised(case: PictureCase, literal: ast.expr, text: str, reason: str) -> Proposal:
    return Proposal(literal.lineno, "small", reason, (case.script.source.replaced(literal, text),))


RULES: Mapping[str, LayoutRule] = MappingProxyType(
    {"small-text": raise_the_size, "scaled-down-text": shrink_less}
)
