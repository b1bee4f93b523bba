"""What cards share: the surface that texts stand on, and an icon that is drawn stroke by stroke."""

from typing import Any

from manim import Create, LaggedStart, RoundedRectangle, VGroup

from scenekit.icon import Icon
from scenekit.layout import Region
from scenekit.scene import NarratedScene
from scenekit.theme import Theme

_CORNER = 0.2


def surface(region: Region, theme: Theme) -> RoundedRectangle:
    """A card that fills the region."""
    card = RoundedRectangle(
        width=region.width,
        height=region.height,
        corner_radius=min(_CORNER, region.height / 4),
        stroke_width=0,
        fill_color=theme.panel,
        fill_opacity=1,
    )
    return card.move_to(region.center)


def icon_in(scene: NarratedScene, name: str, region: Region, largest: float) -> Icon:
    """The icon in the middle of the region, as large as it allows."""
    return scene.icon(name, min(region.width, region.height, largest)).move_to(region.center)


def drawing(icon: VGroup) -> Any:
    """An animation that draws the strokes of an icon, one after the other."""
    return LaggedStart(*(Create(stroke) for stroke in icon), lag_ratio=0.5 / len(icon))
