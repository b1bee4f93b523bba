"""Line icons, and which of them a word means. Scripts draw them, storyboards choose them; no Manim here."""

from icons.drawings import DRAWN_IN, icon_names, strokes_of
from icons.meaning import find_icon, find_icon_in
from icons.nearest import nearest_icon

__all__ = ["DRAWN_IN", "find_icon", "find_icon_in", "icon_names", "nearest_icon", "strokes_of"]
