"""Which pictures a section's text describes: the more explicit kinds are asked first. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from runner.script.storyboard.finders.causes import find_causes
from runner.script.storyboard.finders.conditions import find_conditions
from runner.script.storyboard.finders.contrasts import find_contrasts
from runner.script.storyboard.finders.definitions import find_definitions
from runner.script.storyboard.finders.equations import find_equations, without_bare_values
from runner.script.storyboard.finders.exhibits import find_exhibits
from runner.script.storyboard.finders.numbers import find_charts
from runner.script.storyboard.finders.quantities import find_big_numbers, find_quantities
from runner.script.storyboard.finders.quotations import find_quotations
from runner.script.storyboard.finders.sides import find_comparisons
from runner.script.storyboard.finders.steps import find_flows
from runner.script.storyboard.finders.symbols import with_symbols
from runner.script.storyboard.finders.wholes import find_wholes
from runner.script.storyboard.finders.years import find_timelines
from runner.script.storyboard.icon_lists import icon_for
from runner.script.storyboard.visuals import Visual, without_overlap
from runner.text.explanation import Section


def find_visuals(section: Section, language: str = "") -> tuple[Visual, ...]:
    """The section's pictures in the order of their beats, at most one a beat."""
    return without_overlap(_candidates(section, language))


def _candidates(section: Section, language: str) -> Iterator[Visual]:
    beats = section.beats
    yield from find_exhibits(section, language)
    yield from find_charts(beats)
    yield from find_flows(beats)
    yield from find_comparisons(section.title, beats)
    formulas = without_bare_values(list(find_equations(beats)))
    told = {formula.parts[0].beat for formula in formulas}
    yield from (with_symbols(formula, beats, told) for formula in formulas)
    yield from find_quantities(beats)
    yield from find_timelines(beats)
    yield from find_quotations(beats)
    yield from find_contrasts(beats)
    yield from find_wholes(beats)
    yield from (_with_icon(card, language) for card in find_definitions(beats))
    yield from find_conditions(beats)
    yield from find_causes(beats)
    yield from find_big_numbers(beats)


def _with_icon(card: Visual, language: str) -> Visual:
    icon = next((icon for part in card.parts if (icon := icon_for(part.text, language))), "")
    return replace(card, options=(("icon", icon),)) if icon else card
