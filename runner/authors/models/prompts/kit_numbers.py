"""The numbers of a video's pictures: regions, colours and sizes of text, from scenekit's own constants."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from runner.authors.models.prompts.kit_sources import kit_tree

# Of Noto Sans, in em: from the top of an `A` to the foot of a `g`, and how wide a letter is on average.
_LINE_HEIGHT = 0.96
_LETTER_WIDTH = 0.49
# Of LaTeX's letters: a line with powers, a fraction, and how wide a letter or sign is on average.
_FORMULA_HEIGHT, _FRACTION_HEIGHT = 0.69, 1.36
_SIGN_WIDTH = 0.58
FORMULA_SIZE = 52


@dataclass(frozen=True)
class KitRegion:
    """A rectangle of the frame, in Manim's units."""

    left: float
    right: float
    bottom: float
    top: float


def frame_numbers(theme: str, width: float, height: float) -> str:
    """All numbers of a frame of this size in Manim's units, as lines of text."""
    colours = ", ".join(f"{name} {value}" for name, value in theme_colours(theme).items())
    sizes = "; ".join(
        f"{name} {size:g}: {text_height(size):.2f} high, {letter_width(size):.2f} a letter"
        for name, size in type_sizes().items()
    )
    lines = [
        f"Theme: {theme}. Its colours: {colours}.",
        f"The frame: {width:.2f} units wide, {height:.2f} high, (0, 0) in its middle. Its regions:",
        *(f"- {name}: {_told(region)}" for name, region in frame_regions(width, height).items()),
        "  Captions are a track of their own, which few viewers turn on: shapes may reach down there to "
        f"y {margin() - height / 2:.2f}, text may not.",
        f"Text in units, by TYPE_SCALE: {sizes}.",
        f"Formulas in units, of size {FORMULA_SIZE}: {formula_height():.2f} high, with a fraction "
        f"{formula_height(is_fraction=True):.2f}, {sign_width():.2f} a letter or sign.",
    ]
    return "\n".join(lines)


def frame_regions(width: float, height: float) -> Mapping[str, KitRegion]:
    """The regions of a layout by name, and where captions are drawn."""
    layout = _constants("scenekit.layout")
    left, right, top = margin() - width / 2, width / 2 - margin(), height / 2 - margin()
    bottom = layout["CAPTION_MARGIN"] - height / 2
    title_bottom = top - layout["TITLE_HEIGHT"]
    return {
        "safe": KitRegion(left, right, bottom, top),
        "title": KitRegion(left, right, title_bottom, top),
        "body": KitRegion(left, right, bottom, title_bottom - layout["TITLE_GAP"]),
        "captions": KitRegion(-width / 2, width / 2, -height / 2, bottom),
    }


def margin() -> float:
    """What is left free at the edges of a frame."""
    return _constants("scenekit.layout")["SAFE_MARGIN"]


@cache
def theme_colours(theme: str) -> Mapping[str, str]:
    """The hexadecimal value of each colour of a theme, by its name in the theme."""
    for call in ast.walk(kit_tree("scenekit.theme")):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Theme":
            values = {each.arg or "": ast.literal_eval(each.value) for each in call.keywords}
            if values.pop("name") == theme:
                return values
    raise ValueError(f"scenekit has no theme {theme!r}")


@cache
def type_sizes() -> Mapping[str, float]:
    """The font sizes by name, the largest first."""
    for node in kit_tree("scenekit.theme").body:
        if isinstance(node, ast.ClassDef) and node.name == "TypeScale":
            return dict(_fields(node))
    raise ValueError("scenekit has no TypeScale")


def text_height(size: float) -> float:
    """The units from the top of a line's capitals to the foot of its letters."""
    return size * _em() * _LINE_HEIGHT


def letter_width(size: float) -> float:
    """The units that a letter of an alphabet needs on average, with the spaces between words."""
    return size * _em() * _LETTER_WIDTH


def formula_height(*, is_fraction: bool = False) -> float:
    """The height of a line of a formula of the usual size, or of one with a fraction."""
    return FORMULA_SIZE * _em() * (_FRACTION_HEIGHT if is_fraction else _FORMULA_HEIGHT)


def sign_width() -> float:
    """The units that a letter or sign of a formula of the usual size needs on average."""
    return FORMULA_SIZE * _em() * _SIGN_WIDTH


def _em() -> float:
    return _constants("scenekit.lettering")["EM"]


def _told(region: KitRegion) -> str:
    return f"x {region.left:.2f} to {region.right:.2f}, y {region.bottom:.2f} to {region.top:.2f}"


@cache
def _constants(module: str) -> Mapping[str, float]:
    """The numbers that a module names."""
    return {
        node.targets[0].id: float(node.value.value)
        for node in kit_tree(module).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int | float)
    }


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, float]]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.value:
            yield part.target.id, float(ast.literal_eval(part.value))
