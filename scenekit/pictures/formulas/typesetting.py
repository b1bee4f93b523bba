"""Sets a formula into a region: in one line, else broken at its signs, else as text; marks its symbols."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from manim import MathTex, VGroup, VMobject

from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.pictures.formulas.symbols import find_symbol
from scenekit.theme import TYPE_SCALE

LARGEST = 150.0
_ROOMY = 60.0
_RELATION = re.compile(r"=|<|>|\\(?:approx|leq?|geq?|neq?|to|rightarrow|Rightarrow|propto|sim)(?![A-Za-z])")
_TERM = re.compile(r"(?<=[\w}\)])\s*(?:\+|-|\\pm(?![A-Za-z]))")
_UNBREAKABLE = re.compile(r"\\\\|&|\\begin|\\left|\\right(?![a-z])")
_OPEN, _CLOSE = "<g id='symbol{}'>", "</g>"


@dataclass(frozen=True, eq=False)
class SetFormula:
    """A formula as it stands on screen, and where each symbol stands in it."""

    mobject: VMobject
    places: Mapping[str, list[VMobject]] = field(default_factory=dict)

    @property
    def size(self) -> float:
        """The font size as LaTeX has set it; 0 of plain text."""
        return float(getattr(self.mobject, "font_size", 0.0))


def set_formula(
    tex: str, plain: str, region: Region, style: Style, symbols: Sequence[str] = ()
) -> SetFormula:
    """`tex` as large as the region allows, broken into lines where one would be small; `plain` as text if
    LaTeX can't set it, or it can't be read.
    """
    best: SetFormula | None = None
    for form in _forms(tex):
        made = _typeset(form, style, symbols)
        if made is None:
            break
        region.place(made.mobject, style.largest / made.size, smallest_text=0)
        if best is None or made.size > 1.15 * best.size:
            best = made
        if best.size >= _ROOMY:
            break
    if best is None or best.size < TYPE_SCALE.small:
        as_text = Style(style.color, TYPE_SCALE.title, align="center", smallest=style.smallest)
        return SetFormula(typeset(plain, region, as_text))
    return best


def math(tex: str, size: float, color: str) -> MathTex | None:
    """`tex` as LaTeX sets it; None where it can't."""
    try:
        made = MathTex(tex, font_size=size, color=color)
    except (ValueError, RuntimeError, OSError):
        return None
    return made if made.width > 0 else None


def set_line(tex: str, size: float, color: str) -> tuple[MathTex | None, VMobject | None]:
    """`tex` as LaTeX sets it, and the sign of its first relation; None for what there isn't."""
    found = next((each for each in _RELATION.finditer(tex) if _is_outside(tex, each.start())), None)
    if found is None:
        return math(tex, size, color), None
    start, end = found.span()
    mark = _special("<g id='relation'>") + tex[start:end] + _special(_CLOSE)
    made = math(tex[:start] + mark + tex[end:], size, color)
    if made is None:
        return math(tex, size, color), None
    made.tex_string = tex
    group = made.id_to_vgroup_dict.get("relation", VGroup())
    return made, group if group.has_points() or len(group) else None


def _typeset(tex: str, style: Style, symbols: Sequence[str]) -> SetFormula | None:
    """With its symbols marked; without, if LaTeX can't set these marks."""
    spans = _spans(tex, symbols)
    marked = math(_mark(tex, spans), TYPE_SCALE.title, style.color) if spans else None
    made = marked or math(tex, TYPE_SCALE.title, style.color)
    if made is None:
        return None
    made.tex_string = tex
    places: dict[str, list[VMobject]] = {}
    for number, (_, _, symbol) in enumerate(spans if marked else ()):
        group = made.id_to_vgroup_dict.get(f"symbol{number}", VGroup())
        letters = (part for part in group.family_members_with_points() if isinstance(part, VMobject))
        places.setdefault(symbol, []).extend(letters)
    return SetFormula(made, places)


def _spans(tex: str, symbols: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where the symbols stand, in order, none inside another: the longer one counts."""
    found = sorted(
        ((start, end, symbol) for symbol in symbols for start, end in find_symbol(tex, symbol)),
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[tuple[int, int, str]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _mark(tex: str, spans: Sequence[tuple[int, int, str]]) -> str:
    pieces, place = [], 0
    for number, (start, end, _) in enumerate(spans):
        pieces += [
            tex[place:start],
            "{",
            _special(_OPEN.format(number)),
            tex[start:end],
            _special(_CLOSE),
            "}",
        ]
        place = end
    return "".join([*pieces, tex[place:]])


def _special(raw: str) -> str:
    return rf"\special{{dvisvgm:raw {raw}}}"


def _forms(tex: str) -> Iterator[str]:
    """The formula in one line, then broken before its relations, then also before the middle of long sums."""
    yield tex
    if _UNBREAKABLE.search(tex):
        return
    relations = [found for found in _RELATION.finditer(tex) if _is_outside(tex, found.start())]
    relations = [found for found in relations if found.start() > 0]
    if not relations:
        if broken := _middle_broken(tex):
            yield _aligned(broken)
        return
    ends = [*(found.start() for found in relations[1:]), len(tex)]
    sides = [tex[found.start() : end] for found, end in zip(relations, ends, strict=True)]
    left = tex[: relations[0].start()]
    if len(sides) > 1:
        yield _aligned([f"{left} &{sides[0]}", *(f"&{side}" for side in sides[1:])])
    lines: list[str] = []
    for side in sides:
        first, *second = _middle_broken(side) or [side]
        lines += [f"&{first}", *(rf"&\quad {half}" for half in second)]
    yield _aligned([left + lines[0], *lines[1:]])
    yield _aligned([left + "&", *lines])


def _middle_broken(tex: str) -> list[str]:
    """The two halves of a long sum; nothing if it is short, or no sum."""
    places = [found.end() - len(found[0].strip()) for found in _TERM.finditer(tex)]
    places = [place for place in places if _is_outside(tex, place)]
    if len(tex) < 24 or not places:
        return []
    middle = min(places, key=lambda place: abs(place - len(tex) / 2))
    return [tex[:middle], tex[middle:]]


def _is_outside(tex: str, place: int) -> bool:
    before = tex[:place]
    return all(before.count(one) == before.count(other) for one, other in ("{}", "()", "[]"))


def _aligned(lines: Sequence[str]) -> str:
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"
