"""The pictures of a section share no beat, whatever its text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from runner.script.storyboard.finding import find_visuals
from runner.script.storyboard.visuals import beats_of
from runner.text.explanation import Section


@given(st.lists(st.text(min_size=1, max_size=220), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_pictures_never_share_a_beat(beats: list[str]) -> None:
    taken = [
        number
        for visual in find_visuals(Section(title="T", beats=tuple(beats)))
        for number in beats_of(visual)
    ]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(range(1, len(beats) + 1))
