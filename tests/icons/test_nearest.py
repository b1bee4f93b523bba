"""Whatever word a script asks for, there is an icon."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icons import icon_names, nearest_icon


@pytest.mark.parametrize(
    ("word", "icon"),
    [
        ("battery", "battery"),
        ("solar-panel", "solar-panel"),
        ("Solar Panels", "solar-panel"),
        ("swordfish sword", "sword"),
        ("president of the united states", "podium"),
        ("Wasserkraftwerk", "building-factory-2"),
        ("sadness", "mood-sad"),
        ("microscpe", "microscope"),
        ("bioelectricity", "bolt"),
    ],
)
def test_the_nearest_is_found_by_name_meaning_part_or_spelling(word: str, icon: str) -> None:
    assert nearest_icon(word, "de") == icon


@pytest.mark.parametrize("word", ["", "🙂", "xyzzy", "---", "\x00"])
def test_a_word_near_to_none_gives_a_dot(word: str) -> None:
    assert nearest_icon(word) == "point"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["en", "de", "ja"]))
def test_any_word_gives_an_icon_that_is_there(word: str, language: str) -> None:
    assert nearest_icon(word, language) in icon_names()
