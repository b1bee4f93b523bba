"""No failed idea is tried twice, and each is told to the next model."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from runner.script.repair.attempts import MAX_ROUNDS, Attempts
from tests.runner.script.analysis.sound_code import SOUND_BODIES

FIRST = "class A(Scene):\n    def construct(self):\n        self.play(Grow(x))\n"
SECOND = FIRST.replace("Grow(x)", "GrowFrom(x)")
BEGUN = Attempts.begin(FIRST, "line 9: NameError: Grow")


def test_an_equal_version_is_known_whatever_its_spaces_and_comments() -> None:
    tried = BEGUN.with_failure(SECOND, "NameError: GrowFrom")
    assert tried.knows(FIRST.replace("self.play", "# now\n        self.play"))
    assert tried.knows(SECOND.replace("(x)", "( x )"))
    assert not tried.knows(SECOND.replace("(x)", "(y)"))


def test_a_version_that_does_not_parse_is_known_by_its_words() -> None:
    tried = Attempts.begin("class A(:\n  pass", "SyntaxError")
    assert tried.knows("class A(:\n\n    pass\n")
    assert not tried.knows("class B(:\n  pass")


def test_each_failed_idea_is_told_by_its_change_and_its_error() -> None:
    assert BEGUN.told == ()
    (told,) = BEGUN.with_failure(SECOND, "line 9: NameError: GrowFrom at 0x7f01").told
    assert told == (
        "-        self.play(Grow(x))\n+        self.play(GrowFrom(x))\n"
        "failed with: line 9: NameError: GrowFrom at 0x…"
    )


def test_a_long_change_is_told_in_short() -> None:
    long = FIRST + "".join(f"        self.wait({number})\n" for number in range(200))
    (told,) = BEGUN.with_failure(long, "e" * 5_000).told
    assert len(told) < 1_500
    assert "186 more changed lines" in told


def test_the_last_request_goes_to_the_stronger_model() -> None:
    asked = []
    attempts = BEGUN
    while attempts.may_go_on:
        asked.append(attempts.asks_stronger)
        attempts = attempts.with_failure(f"{FIRST}x = {attempts.rounds}\n", "TypeError")
    assert asked == [False] * (MAX_ROUNDS - 1) + [True]


def test_after_an_answer_that_brings_nothing_new_the_stronger_model_is_asked_and_nobody_after_it() -> None:
    missed = BEGUN.with_miss(repeated=True)
    assert (missed.may_go_on, missed.asks_stronger, missed.rounds) == (True, True, 1)
    assert "Find another way" in missed.told[-1]
    assert not missed.with_miss(repeated=False).may_go_on
    assert missed.with_failure(SECOND, "TypeError").may_go_on


@given(st.lists(st.sampled_from(["new", "again", "none"]), max_size=9))
def test_mending_ends_whatever_models_answer(answers: list[str]) -> None:
    attempts = BEGUN
    for number, answer in enumerate(answers):
        if not attempts.may_go_on:
            break
        if answer == "new":
            attempts = attempts.with_failure(f"x = {number}", "TypeError")
        else:
            attempts = attempts.with_miss(repeated=answer == "again")
    assert attempts.rounds <= MAX_ROUNDS
    assert len(attempts.told) <= MAX_ROUNDS


@given(st.sampled_from(SOUND_BODIES))
def test_code_written_anew_from_its_tree_is_known(source: str) -> None:
    assert Attempts.begin(source, "").knows(ast.unparse(ast.parse(source)))
