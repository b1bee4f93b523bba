"""Whatever colour of a theme a text has, it can be read."""

import pytest

from runner.layout.colours import contrast, parse_colour
from runner.layout.legibility import LEAST_CONTRAST
from scenekit.theme import THEMES, Theme

COLOURS = ("text", "muted", "primary", "secondary", "tertiary", "highlight", "red", "green", "blue")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_reads_on_the_background_and_on_panels(theme: Theme, name: str) -> None:
    for behind in (theme.background, theme.panel):
        colour, ground = parse_colour(getattr(theme, name)), parse_colour(behind)
        assert colour is not None
        assert ground is not None
        assert contrast(colour, ground) >= LEAST_CONTRAST
