"""The reviewer is told the code, the true times, what was measured, and what became of its change."""

from runner.authors.models.base import ShownPicture
from runner.authors.models.scripting.reviewing import review_prompt
from runner.script.draft import RefusedChange, SeenSection
from tests.runner.authors.models.scripting.briefs import BRIEF, DRAFT, OTHER, PACING, SCENE, SEEN


def request(**sections: SeenSection) -> str:
    (turn,) = review_prompt(BRIEF, DRAFT, sections).turns
    return turn.text


def test_a_reviewer_gets_the_code_and_the_true_times_of_what_it_is_shown_and_all_that_is_said() -> None:
    told = request(Section1=SeenSection(PACING))
    assert "beat 2 starts at 4.60 s: the voice speaks 2.34 s, its pictures end after 2.34 s" in told
    assert SCENE.strip() in told
    assert OTHER.strip() not in told
    assert "rollt" in told


def test_a_reviewer_gets_what_was_measured_in_each_section() -> None:
    told = request(
        Section1=SEEN["Section1"],
        Section2=SeenSection(PACING),
    )
    first, second = told.split("# Section1")[1].split("# Section2")
    assert "“wave” has size 12" in first
    assert "Nothing was found in its pictures." in second


def test_the_sheets_go_along_and_each_section_names_its_own() -> None:
    seen = {
        "Section1": SeenSection(PACING),
        "Section2": SeenSection(PACING, sheet=b"second"),
    }
    prompt = review_prompt(BRIEF, DRAFT, seen)
    (turn,) = prompt.turns
    assert turn.pictures == (ShownPicture(b"second", "image/jpeg"),)
    first, second = turn.text.split("# Section1")[1].split("# Section2")
    assert "Picture 1 shows" in second
    assert "Picture" not in first


def test_a_reviewer_whose_change_was_refused_is_told_why_and_what_it_was() -> None:
    told = request(Section1=SeenSection(PACING, refused=RefusedChange("class Mine: ...", "it does not run")))
    assert told.index("class Section1(NarratedScene)") < told.index("Your version of Section1 was not taken")
    assert "it does not run" in told
    assert "class Mine: ..." in told
