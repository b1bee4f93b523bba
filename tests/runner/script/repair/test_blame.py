"""The shared code is blamed on evidence only, never since all sections fail with the same words."""

import pytest

from runner.script.assemble import assemble_script
from runner.script.draft import Draft, FailedRun
from runner.script.repair.blame import Blame, blame_preamble
from runner.text.explanation import Explanation, Section

PREAMBLE = """import colours

GAP = 1


def outline(shape):
    return shape.set_stroke(colours.BLUE)
"""
SOURCES = {
    f"Section{number}": (
        f"class Section{number}(NarratedScene):\n"
        "    def construct(self):\n"
        f"        self.play(Create(outline(Square({number}))))\n"
    )
    for number in (1, 2, 3)
}
DRAFT = Draft(PREAMBLE, SOURCES)


def failure(scene: str, line: str, error: str, draft: Draft = DRAFT) -> FailedRun:
    """A run of the scene that fails at the first line of its script with these words."""
    alone = Explanation(title="Waves", sections=(Section(title=scene, beats=("One.",)),))
    text = assemble_script(alone, draft.preamble, {scene: draft.sections[scene]})
    number = next(number for number, told in enumerate(text.split("\n"), 1) if line in told)
    log = f'Traceback (most recent call last):\n  File "/x/script.py", line {number}, in f\n{error}\n'
    return FailedRun(scene, text, f"line {number}: {error}", log)


def blamed(*failures: FailedRun, draft: Draft = DRAFT) -> tuple[str, ...] | None:
    blame = blame_preamble(draft, failures)
    return None if blame is None else blame.scenes


def test_nothing_is_blamed_where_nothing_fails() -> None:
    assert blame_preamble(DRAFT, []) is None


def test_it_is_blamed_where_two_sections_fail_within_the_same_code_of_it() -> None:
    wrong = "AttributeError: no stroke"
    both = [failure(scene, "set_stroke", wrong) for scene in ("Section1", "Section3")]
    blame = blame_preamble(DRAFT, both)
    assert blame == Blame("the line that fails stands in the shared code: outline", ("Section1", "Section3"))


def test_it_is_not_blamed_where_a_section_that_runs_uses_the_same_code() -> None:
    assert blamed(failure("Section1", "set_stroke", "TypeError: no")) is None


def test_it_is_blamed_by_the_only_section_that_uses_the_code() -> None:
    others = {scene: SOURCES[scene].replace("outline", "") for scene in ("Section2", "Section3")}
    draft = Draft(PREAMBLE, {**SOURCES, **others})
    assert blamed(failure("Section1", "set_stroke", "TypeError: no", draft), draft=draft) == ("Section1",)


def test_its_imports_count_as_its_code() -> None:
    wrong = "ModuleNotFoundError: No module named 'colours'"
    failing = [failure(scene, "import colours", wrong) for scene in SOURCES]
    assert blamed(*failing) == tuple(SOURCES)


def test_sections_that_fail_alike_in_their_own_lines_are_mended_by_themselves() -> None:
    alike = [failure(scene, "self.play", "TypeError: bad 'width'") for scene in SOURCES]
    assert blamed(*alike) is None


def test_a_name_that_two_sections_miss_is_wanted_from_the_shared_code() -> None:
    missing = "NameError: name 'frame_of' is not defined"
    failing = [failure(scene, "self.play", missing) for scene in ("Section1", "Section2")]
    blame = blame_preamble(DRAFT, [*failing, failure("Section3", "self.play", "TypeError: no")])
    assert blame == Blame(
        "Section1 and Section2 use the name 'frame_of', which nothing defines", ("Section1", "Section2")
    )


def test_a_name_that_one_section_misses_is_its_own_affair() -> None:
    failing = [
        failure(scene, "self.play", f"NameError: name '{name}' is not defined")
        for scene, name in (("Section1", "frame_of"), ("Section2", "glow"))
    ]
    assert blamed(*failing) is None


@pytest.mark.parametrize("preamble", ["GAP = (", "def outline(:\n    pass", "x = \x01"])
def test_code_that_does_not_parse_is_blamed(preamble: str) -> None:
    draft = Draft(preamble, SOURCES)
    failing = [FailedRun(scene, "", "line 3: SyntaxError", "") for scene in SOURCES]
    assert blamed(*failing, draft=draft) == tuple(SOURCES)


def test_a_section_that_does_not_parse_or_runs_too_long_is_no_evidence() -> None:
    broken = FailedRun("Section1", "class (", "line 1: SyntaxError", "")
    slow = FailedRun("Section2", PREAMBLE, "it took more than 30 s", "")
    assert blamed(broken, slow) is None
