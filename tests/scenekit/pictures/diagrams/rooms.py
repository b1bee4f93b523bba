"""The frames, themes and regions in which diagrams are tried."""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import strategies as st

from scenekit import THEMES, BeatPlan, NarratedScene, SectionPlan
from scenekit.layout import Region
from tests.scenekit.pictures.frames import ASPECTS, LABELS, scene_in

aspects = st.sampled_from(tuple(ASPECTS))
themes = st.sampled_from(tuple(THEMES))
labels = st.sampled_from(LABELS)
# Which part of the body a picture gets.
parts = st.sampled_from(("body", "half", "upper"))


@contextmanager
def room_in(aspect: str, theme: str, part: str = "body") -> Iterator[tuple[NarratedScene, Region]]:
    """A scene with a beat of six seconds, and a part of its body."""
    with scene_in(aspect, SectionPlan((BeatPlan(6.0),) * 2, theme=theme)) as scene:
        body = scene.layout.body
        regions = {"body": body, "half": body.columns(1, 1)[0], "upper": body.rows(7, 3)[0]}
        yield scene, regions[part]


def unlike(texts: list[str]) -> list[str]:
    """The texts, each once."""
    return list(dict.fromkeys(texts))
