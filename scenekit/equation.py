"""Equations typeset by LaTeX, with plain text if LaTeX can't."""

from collections.abc import Mapping

from manim import MathTex, Text, VMobject

from scenekit.text import label


def equation(
    *parts: str, font_size: float = 52, color: str = "#FFFFFF", colors: Mapping[str, str] | None = None
) -> MathTex:
    r"""An equation of LaTeX parts; `colors` gives parts their own colour, by the part's text.

    `equation("a^2", "+", "b^2", "=", "c^2")[4]` is its last part, so parts can be moved on their own.
    """
    formula = MathTex(*parts, font_size=font_size, color=color)
    for part, part_color in (colors or {}).items():
        formula.set_color_by_tex(part, part_color, substring=False)
    return formula


def equation_or_text(tex: str, plain: str, font_size: float, color: str) -> VMobject:
    """`tex` as an equation; `plain` as text where LaTeX can't set it."""
    try:
        return MathTex(tex, font_size=font_size * 1.35, color=color)
    except (ValueError, RuntimeError, OSError):
        return _plain(plain, font_size, color)


def _plain(text: str, font_size: float, color: str) -> Text:
    return label(text, font_size, color)
