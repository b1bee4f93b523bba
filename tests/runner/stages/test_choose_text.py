"""A corrected text speaks what was wrong as refined, and leaves all else as it was first said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.result_parts import Correction
from contract.video import Narration
from runner.authors.base import ExplainedVideo
from runner.stages.choose_text import SpokenText, choose_text
from runner.text.explanation import Explanation, Section

SENTENCES = (
    "Leaves are green in summer.",
    "Cold nights destroy the green dye.",
    "Yellow dye was there all along.",
    "Red dye is made in autumn.",
)
TRUE = "Sunlight destroys the green dye."


def told(*sections: tuple[str, ...], title: str = "Leaves") -> Explanation:
    return Explanation(
        title=title, sections=tuple(Section(title="A part", beats=beats) for beats in sections)
    )


FIRST = told(SENTENCES, ("The sap sinks.",))


def corrected(refined: Explanation, *found: tuple[str, tuple[int, ...]]) -> SpokenText:
    corrections = tuple(Correction(section_id=name, text="untrue", beats=beats) for name, beats in found)
    return choose_text(Narration.CORRECTED, FIRST, ExplainedVideo(refined, "fake", corrections=corrections))


def test_the_first_and_the_refined_text_are_spoken_as_they_are() -> None:
    refined = ExplainedVideo(told(SENTENCES[:1], ("So.",)), "fake")
    assert choose_text(Narration.INITIAL, FIRST, refined) == SpokenText(FIRST)
    assert choose_text(Narration.REFINED, FIRST, refined) == SpokenText(refined.explanation)


def test_only_the_wrong_beat_is_spoken_as_refined() -> None:
    reworded = ("In summer, leaves are green.", TRUE, "Yellow dye was always there.", "Autumn makes red dye.")
    spoken = corrected(told(reworded, ("Sap sinks.",), title="Of leaves"), ("section-1", (2,)))
    assert spoken.explanation == told((SENTENCES[0], TRUE, *SENTENCES[2:]), ("The sap sinks.",))
    assert (spoken.corrected, spoken.notes) == ({"section-1": (2,)}, ())


def test_a_text_in_which_nothing_was_wrong_is_spoken_as_first_said() -> None:
    spoken = corrected(told(("All in other words.",), ("Sap sinks.",)))
    assert spoken == SpokenText(FIRST)


@pytest.mark.parametrize(
    ("beats", "named", "numbers"),
    [
        ((SENTENCES[0], TRUE, *SENTENCES[2:]), (), (2,)),
        ((SENTENCES[0], TRUE, *SENTENCES[2:]), (3,), (2,)),
        ((SENTENCES[0], TRUE, "It fades.", *SENTENCES[2:]), (2,), (2, 3)),
        ((SENTENCES[0], *SENTENCES[2:]), (2,), ()),
        ((TRUE, SENTENCES[0], *SENTENCES[2:]), (2,), (1,)),
        (
            (f"{SENTENCES[0]} {TRUE}", SENTENCES[2], SENTENCES[3], "It falls."),
            (2, 3),
            (1, 4),
        ),
    ],
    ids=["no number", "an unchanged beat", "one more", "one less", "another order", "shifted"],
)
def test_a_section_is_refined_as_a_whole_if_its_beats_are_not_surely_told_apart(
    beats: tuple[str, ...], named: tuple[int, ...], numbers: tuple[int, ...]
) -> None:
    spoken = corrected(told(beats, ("Sap sinks.",)), ("section-1", named))
    assert spoken.explanation == told(beats, ("The sap sinks.",))
    assert spoken.corrected == {"section-1": numbers}


def test_without_a_list_of_what_was_wrong_all_is_spoken_as_refined() -> None:
    refined = told((SENTENCES[0], TRUE, *SENTENCES[2:]), ("Sap sinks.",))
    spoken = choose_text(Narration.CORRECTED, FIRST, ExplainedVideo(refined, "fake", corrections=None))
    assert spoken.explanation == refined
    assert spoken.corrected == {"section-1": (2,), "section-2": (1,)}
    assert "did not say" in spoken.notes[0]


def test_an_explanation_that_was_not_refined_is_spoken_as_first_said() -> None:
    unrefined = ExplainedVideo(FIRST, "none", ("No refinement model is configured.",))
    assert choose_text(Narration.CORRECTED, FIRST, unrefined) == SpokenText(FIRST)


BEAT = st.text("abc 中", min_size=1, max_size=12)
BEATS = st.lists(BEAT, min_size=1, max_size=5).map(tuple)
TEXTS = st.integers(1, 4).flatmap(
    lambda count: st.tuples(*(st.lists(BEATS, min_size=count, max_size=count) for _ in range(2)))
)


@given(TEXTS, st.data())
def test_what_is_named_is_refined_and_what_is_in_no_list_stays(
    texts: tuple[list[tuple[str, ...]], list[tuple[str, ...]]], data: st.DataObject
) -> None:
    first, refined = told(*texts[0]), told(*texts[1])
    found = []
    for number, beats in enumerate(texts[0], start=1):
        named = st.lists(st.integers(1, len(beats)), max_size=3).map(tuple)
        found += [(f"section-{number}", one) for one in data.draw(st.lists(named, max_size=2))]
    corrections = tuple(Correction(section_id=name, text="untrue", beats=beats) for name, beats in found)
    video = ExplainedVideo(refined, "fake", corrections=corrections)
    spoken = choose_text(Narration.CORRECTED, first, video).explanation
    for number, (old, new, said) in enumerate(zip(*texts, spoken.sections, strict=True), start=1):
        named_here = [beats for name, beats in found if name == f"section-{number}"]
        if not named_here:
            assert said.beats == old
        elif said.beats != new:
            wrong = {beat for beats in named_here for beat in beats}
            assert len(old) == len(new)
            assert said.beats == tuple(new[at] if at + 1 in wrong else beat for at, beat in enumerate(old))
