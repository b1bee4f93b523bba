"""The library that generated scripts import: narrated scenes, themes, layout. Imports no runner code."""

from scenekit.equation import equation, equation_or_text
from scenekit.layout import Layout, Region
from scenekit.lettering import paragraph
from scenekit.narration import Beat
from scenekit.plan import BeatPlan, SectionPlan, WordCue, current_plan, use_plan
from scenekit.scene import NarratedScene
from scenekit.text import label
from scenekit.theme import THEMES, TYPE_SCALE, Theme

__all__ = [
    "THEMES",
    "TYPE_SCALE",
    "Beat",
    "BeatPlan",
    "Layout",
    "NarratedScene",
    "Region",
    "SectionPlan",
    "Theme",
    "WordCue",
    "current_plan",
    "equation",
    "equation_or_text",
    "label",
    "paragraph",
    "use_plan",
]
