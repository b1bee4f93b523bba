"""The request that the containers of a pod get: one short scene in draft quality."""

SCRIPT = """
from manim import *
from scenekit import NarratedScene

NARRATION = {
    "title": "Two parts",
    "language": "en",
    "sections": [{"scene": "Only", "title": "Only", "beats": ["Two is one and one."]}],
}


class Only(NarratedScene):
    def construct(self):
        with self.beat(1) as beat:
            self.play(Create(MathTex("1 + 1 = 2")), run_time=beat.duration / 2)
"""
REQUEST = {"script": SCRIPT, "quality": "draft"}
