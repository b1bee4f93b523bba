"""Rules mend what fails, one dry run after the other, and touch nothing that runs."""

import asyncio
import re
from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from runner.script.analysis.signatures import LibraryInterface
from runner.script.mending.by_rule import Limits, MendedScript, RuleMender
from tests.runner.script.mending.toys import ToyHost, ToyRun, mender, replacing, script


def mend(mending: RuleMender, text: str) -> MendedScript:
    return asyncio.run(mending.mend(text, re.findall(r"class (\w+)", text)))


def test_a_script_that_runs_is_left_alone() -> None:
    host = ToyHost()
    text = script("play(0)", "wait()")
    done = mend(mender(host, rename=replacing("play", "wait")), text)
    assert (done.text, done.rewrites, done.failing) == (text, (), ())
    assert len(host.texts) == 2


def test_the_scene_that_runs_is_left_alone_when_another_fails() -> None:
    text = script("keep = 1", "keep = bad_1")
    done = mend(mender(ToyHost(), rename=replacing("bad_1", "2"), other=replacing("keep", "kept")), text)
    assert done.text == script("keep = 1", "kept = 2")
    assert done.failing == ()


def test_all_faults_are_mended_in_one_run() -> None:
    host = ToyHost()
    done = mend(mender(host, rename=replacing("bad_1", "1")), script("a = bad_1\nb = bad_1\nc = bad_1"))
    assert done.failing == ()
    assert len(host.texts) == 2
    assert [(rewrite.rule, rewrite.line) for rewrite in done.rewrites] == [
        ("rename", line) for line in (3, 4, 5)
    ]
    assert done.rewrites[0].before == ("        a = bad_1",)
    assert done.rewrites[0].after == ("        a = 1",)
    assert done.rewrites[0].reason == "bad_1 is bad"


def test_alternatives_are_tried_until_one_gets_further() -> None:
    host = ToyHost()
    done = mend(
        mender(host, rename=replacing("bad_1", "bad_1 * 2", "bad_1 + 0", "good")), script("a = bad_1")
    )
    assert done.text == script("a = good")
    assert len(done.rewrites) == 1


def test_what_gets_further_is_kept_though_the_scene_still_fails() -> None:
    done = mend(mender(ToyHost(), rename=replacing("bad_1", "1")), script("a = bad_1\nb = bad_2"))
    assert done.text == script("a = 1\nb = bad_2")
    assert done.failing == ("S1",)


def test_another_error_of_the_same_statement_is_kept_only_if_it_is_mended_too() -> None:
    first = replacing("bad_1", "bad_2")
    text = script("a = bad_1\nb = bad_3")
    assert mend(mender(ToyHost(), first=first), text).text == text
    both = mend(mender(ToyHost(), first=first, second=replacing("bad_2", "2")), text)
    assert both.text == script("a = 2\nb = bad_3")
    assert [rewrite.rule for rewrite in both.rewrites] == ["first", "second"]


def test_no_call_that_shows_something_is_cut_out() -> None:
    text = script("self.play(bad_1)\nself.wait()")
    cutting = mender(ToyHost(), cut=replacing("self.play\\(bad_1\\)", "pass"))
    assert mend(cutting, text).text == text


def test_shared_code_is_mended_only_if_the_other_scenes_still_run() -> None:
    text = script("a = tool", "b = tool + bad_1", head="tool = 1")
    harmful = mender(ToyHost(), shared=replacing("tool = 1", "tool = bad_9"), own=replacing("bad_1", "1"))
    done = mend(harmful, text)
    assert done.outcomes["S1"].reason == ""
    assert "bad_9" not in done.text


def test_shared_code_is_mended_once_for_all_scenes() -> None:
    host = ToyHost()
    done = mend(mender(host, rename=replacing("bad_1", "1")), script("a = t", "b = t", head="t = bad_1"))
    assert (done.failing, len(done.rewrites)) == ((), 1)
    assert done.text == script("a = t", "b = t", head="t = 1")


def test_lines_that_a_repair_adds_are_no_progress() -> None:
    text = script("a = bad_1")
    padding = mender(ToyHost(), pad=replacing("bad_1", "bad_2"), more=replacing("class S1", "\n\nclass S1"))
    assert mend(padding, text).text == text


def test_it_ends_at_its_limit_of_runs() -> None:
    host = ToyHost()
    rename = replacing("bad_1", "bad_2", "bad_3", "bad_4", "good")
    done = mend(replace(mender(host, rename=rename), limits=Limits(runs=3)), script("a = bad_1"))
    assert len(host.texts) == 1 + 3
    assert done.failing == ("S1",)


def test_it_ends_at_its_limit_of_seconds() -> None:
    host = ToyHost()
    rules = {"rename": replacing("bad_1", "bad_2", "bad_3", "bad_4")}
    mending = RuleMender(
        LibraryInterface(modules={}), host.try_scene, rules, Limits(seconds=2.0), clock=count().__next__
    )
    assert mend(mending, script("a = bad_1")).failing == ("S1",)
    assert len(host.texts) == 3


def test_known_runs_are_not_repeated() -> None:
    host = ToyHost()
    text = script("a = 1")
    asyncio.run(mender(host).mend(text, ["S1"], {"S1": ToyRun()}))
    assert host.texts == []


BODIES = st.lists(
    st.sampled_from(
        ["a = bad_1", "b = bad_2 + bad_1", "c = bad_3", "self.play(bad_4)", "self.wait()", "t = 1"]
    ),
    min_size=1,
    max_size=5,
).map("\n".join)
RULES = {
    "one": replacing("bad_1", "bad_3", "1"),
    "two": replacing("bad_2", "good", "bad_1"),
    "four": replacing("bad_4", "bad_5", "t"),
}


@given(st.lists(BODIES, min_size=1, max_size=3), st.sampled_from(["", "t = bad_1", "t = 0"]))
def test_mending_twice_is_mending_once(bodies: list[str], head: str) -> None:
    once = mend(mender(ToyHost(), **RULES), script(*bodies, head=head))
    twice = mend(mender(ToyHost(), **RULES), once.text)
    assert (twice.text, twice.rewrites) == (once.text, ())


@given(st.lists(BODIES, min_size=1, max_size=3), st.sampled_from(["", "t = bad_1", "t = 0"]))
def test_what_ran_runs_and_its_code_is_the_same(bodies: list[str], head: str) -> None:
    text = script(*bodies, head=head)
    before = asyncio.run(mender(ToyHost()).mend(text, [f"S{number + 1}" for number in range(len(bodies))]))
    done = mend(mender(ToyHost(), **RULES), text)
    assert set(done.failing) <= set(before.failing)
    for number, body in enumerate(bodies, 1):
        if f"S{number}" not in before.failing:
            assert script(body).partition("\n")[2] in done.text


@given(st.lists(BODIES, min_size=1, max_size=3))
def test_the_rewrites_made_in_turn_give_the_text(bodies: list[str]) -> None:
    text = script(*bodies)
    done = mend(mender(ToyHost(), **RULES), text)
    for rewrite in done.rewrites:
        lines = text.split("\n")
        start = rewrite.line - 1
        assert tuple(lines[start : start + len(rewrite.before)]) == rewrite.before
        text = "\n".join([*lines[:start], *rewrite.after, *lines[start + len(rewrite.before) :]])
    assert text == done.text
