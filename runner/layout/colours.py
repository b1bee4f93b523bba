"""Colours as the eye compares them: WCAG's contrast, and one colour seen through another."""

import re

Colour = tuple[float, float, float]
_HEX = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})(?:[0-9A-Fa-f]{2})?")


def parse_colour(text: str) -> Colour | None:
    """Red, green and blue from 0 to 1; None for what is no colour such as `#58C4DD`."""
    match = _HEX.fullmatch(text)
    if match is None:
        return None
    red, green, blue = (int(part, 16) / 255 for part in match.groups())
    return red, green, blue


def laid_over(colour: Colour, opacity: float, behind: Colour) -> Colour:
    """What is seen where `colour` of this opacity lies over another one."""
    red, green, blue = (
        opacity * upper + (1 - opacity) * lower for upper, lower in zip(colour, behind, strict=True)
    )
    return red, green, blue


def contrast(first: Colour, second: Colour) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
