"""Small scripts with a scene `A`: a good one, and pieces to make bad ones of."""

import textwrap

HEAD = """
from manim import *
from scenekit import NarratedScene
"""


def scene(body: str, head: str = "", base: str = "NarratedScene") -> str:
    """A script whose scene `A` constructs itself by `body`."""
    lines = textwrap.indent(textwrap.dedent(body).strip() or "pass", "        ")
    return f"{HEAD}\n{textwrap.dedent(head)}\n\nclass A({base}):\n    def construct(self):\n{lines}\n"


GOOD = scene(
    """
    with self.beat(1) as beat:
        self.play(Create(Square()), run_time=beat.duration * 0.8)
    with self.beat(2):
        self.play(FadeIn(Circle()), run_time=0.3)
    """
)
