"""Rules for colours that Manim does not know by this name. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.nearness import misspelt, words
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import undefined_name, uses_of

# Collections of colours, the commonest names first.
_COLLECTIONS = ("SVGNAMES", "X11", "DVIPSNAMES", "XKCD")
_SHADES: Mapping[str, str] = MappingProxyType(
    {
        "LIGHTEST": "A",
        "PALE": "A",
        "LIGHT": "B",
        "BRIGHT": "C",
        "MEDIUM": "C",
        "DARK": "E",
        "DEEP": "E",
        "DARKER": "E",
    }
)
_NOT_FOUND = re.compile(r"Color .+ not found|could not convert string to float|invalid literal")


def take_a_known_colour(patient: Patient) -> Iterator[Proposal]:
    """Writes a colour that exists in the place of a name that does not."""
    name = undefined_name(patient)
    if name is None or not name.isupper() or not patient.failure.line:
        return
    uses = uses_of(name, patient)
    for colour in _colours_like(patient, name):
        edits = tuple(patient.source.replaced(use, colour) for use in uses)
        yield Proposal(patient.failure.line, f"name {name}", _reason(name, colour), edits)


def name_a_known_colour(patient: Patient) -> Iterator[Proposal]:
    """Writes a colour that exists in the place of a text that names none."""
    if not _NOT_FOUND.search(patient.failure.message):
        return
    for node in patient.failing_of(ast.Constant):
        name = str(node.value).strip().upper().replace(" ", "_").replace("-", "_")
        if isinstance(node.value, str) and re.fullmatch(r"[A-Z][A-Z_0-9]*", name):
            for colour in _colours_like(patient, name):
                edit = patient.source.replaced(node, colour)
                reason = _reason(str(node.value), colour)
                yield Proposal(node.lineno, f"colour at {node.col_offset}", reason, (edit,))


def _reason(name: str, colour: str) -> str:
    return f"Manim knows no colour {name}; {colour} is the nearest."


def _colours_like(patient: Patient, name: str) -> Iterator[str]:
    """Colours as they are written in a script, the most alike first."""
    known = set(patient.interface.entries["color"].members) if "color" in patient.interface.entries else set()
    if name in known and name in patient.knowledge.imports:
        yield name
    yield from _shades(name, known & patient.knowledge.imports.keys())
    joined = name.replace("_", "")
    for collection in _COLLECTIONS:
        entry = patient.interface.entries.get(collection)
        if collection in patient.knowledge.imports and entry and joined in entry.members:
            yield f"{collection}.{joined}"
    yield from (colour for colour in misspelt(name, known) if colour in patient.knowledge.imports)


def _shades(name: str, known: set[str]) -> Iterator[str]:
    """`BLUE_E` for `DARK_BLUE`, and `BLUE` for what has no such shade, like `BLUE_F`."""
    parts = [word.upper() for word in words(name)]
    for part in parts:
        if part in known:
            letters = [_SHADES[other] for other in parts if other in _SHADES]
            yield from (f"{part}_{letter}" for letter in letters if f"{part}_{letter}" in known)
            yield part


RULES: Mapping[str, Rule] = MappingProxyType(
    {"unknown-colour": take_a_known_colour, "colour-as-text": name_a_known_colour}
)
