"""Regions, themes and texts to try cards with."""

from collections.abc import Callable

from hypothesis import strategies as st
from manim import Mobject, Scene

from scenekit.layout import Layout, Region
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ASPECTS, LABELS

ROOMS: dict[str, Callable[[Layout], Region]] = {
    "body": lambda layout: layout.body,
    "half": lambda layout: layout.body.columns(1, 1)[0],
    "upper": lambda layout: layout.body.rows(7, 3)[0],
}
SENTENCES = (
    "a protein that speeds up reactions in cells without being used up",
    "A house divided against itself cannot stand.",
    "العملية التي تحول بها النباتات ضوء الشمس إلى طاقة كيميائية",
    "光合作用是绿色植物利用光能把二氧化碳和水转化为有机物并释放氧气的过程",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    *LABELS[:8],
)
aspects = st.sampled_from(sorted(ASPECTS))
themes = st.sampled_from(sorted(THEMES))
rooms = st.sampled_from(sorted(ROOMS))
labels = st.sampled_from(LABELS)
sentences = st.sampled_from(SENTENCES)


def is_seen(scene: Scene, mobject: Mobject) -> bool:
    """Whether all that it is drawn with is on screen."""
    return set(mobject.family_members_with_points()) <= set(scene.get_mobject_family_members())
