"""Rules mend the layout of what runs, one dry run after the other, and keep what is better only."""

import asyncio
import re
import threading

from hypothesis import given
from hypothesis import strategies as st

from runner.script.layout_rules.case import PictureCase
from runner.script.mending.by_layout import LayoutMender, MendedLayout
from runner.script.mending.by_rule import Limits
from runner.script.rules.patient import Proposal
from tests.runner.layout.sections import FRAME_RATE
from tests.runner.script.mending.toy_pictures import ToyPictures, ToyScreen, toy_script, toy_text

SHOW = "self.add(first, second, third)"
FINE = toy_text("first", 32, "#FFFFFF", 0, 1)
SMALL = toy_text("second", 18, "#FFFFFF", 0, 0)
FAINT = toy_text("third", 32, "#333333", 0, -1)
LOW = toy_text("third", 32, "#FFFFFF", 0, -3.6)
ENOUGH = Limits(runs=500, seconds=1e9)
texts = st.builds(
    toy_text,
    st.just("NAME"),
    st.sampled_from([14, 20, 26, 40]),
    st.sampled_from(["#FFFFFF", "#333333", "#FF0000"]),
    st.integers(-7, 7).map(float),
    st.integers(-16, 16).map(lambda place: place / 4),
)


def mend(text: str, limits: Limits = ENOUGH) -> tuple[MendedLayout[ToyPictures], ToyScreen]:
    screen = ToyScreen()
    mender = LayoutMender(screen.try_scene, FRAME_RATE, limits=limits)

    async def run() -> MendedLayout[ToyPictures]:
        return await mender.mend(text, "S1", await ToyScreen().try_scene(text, "S1"))

    return asyncio.run(run()), screen


def count(mended: MendedLayout[ToyPictures]) -> int:
    mender = LayoutMender(ToyScreen().try_scene, FRAME_RATE)
    judgement = asyncio.run(mender.judge(mended.text, mended.run))
    return len(judgement.findings) if judgement else -1


def test_what_has_no_fault_is_left_alone_without_a_run() -> None:
    text = toy_script(FINE, "self.add(first)")
    mended, screen = mend(text)
    assert (mended.text, mended.rewrites, screen.texts) == (text, (), [])


def test_a_scene_that_fails_is_left_alone() -> None:
    text = toy_script(SMALL, "bad")
    mended, screen = mend(text)
    assert (mended.text, screen.texts) == (text, [])


def test_all_faults_are_mended_in_one_run_and_each_has_its_reason() -> None:
    mended, screen = mend(toy_script(FINE, SMALL, FAINT, SHOW))
    assert count(mended) == 0
    assert len(screen.texts) == 1
    assert {rewrite.rule for rewrite in mended.rewrites} == {"small-text", "faint-text"}
    assert all(rewrite.reason.endswith(".") for rewrite in mended.rewrites)


def test_what_makes_nothing_better_is_left_out_and_the_rest_is_kept() -> None:
    # Above captions there is no room: another text stands there.
    taken = toy_text("first", 32, "#FFFFFF", 0, -2.9)
    mended, screen = mend(toy_script(taken, SMALL, LOW, SHOW))
    assert [rewrite.rule for rewrite in mended.rewrites] == ["small-text"]
    assert count(mended) == 1
    assert len(screen.texts) > 1


def test_rules_search_a_script_in_a_thread_of_their_own() -> None:
    threads: set[threading.Thread] = set()

    def spy(_: PictureCase) -> tuple[Proposal, ...]:
        threads.add(threading.current_thread())
        return ()

    text = toy_script(SMALL, SHOW)
    mender = LayoutMender(ToyScreen().try_scene, FRAME_RATE, {"spy": spy})
    asyncio.run(mender.mend(text, "S1", asyncio.run(ToyScreen().try_scene(text, "S1"))))
    assert threads
    assert threading.current_thread() not in threads


def test_mending_stops_at_its_limit() -> None:
    _, screen = mend(toy_script(FINE, SMALL, FAINT, SHOW), Limits(runs=0))
    assert screen.texts == []


def test_code_that_another_scene_uses_is_left_alone() -> None:
    helper = '\n\ndef aid():\n    first = Text("first", font_size=18, color="#FFFFFF").move_to([0, 0, 0])\n'
    other = "\n\nclass S2(Scene):\n    def construct(self):\n        aid()\n"
    text = toy_script("aid()") + helper + other
    mended, screen = mend(text)
    assert (mended.text, screen.texts) == (text, [])
    assert mend(toy_script("aid()") + helper)[0].rewrites


@given(st.lists(texts, min_size=1, max_size=4))
def test_there_are_never_more_faults_and_what_was_mended_stays_as_it_is(lines: list[str]) -> None:
    named = [re.sub("NAME", f"text{'abcd'[number]}", line) for number, line in enumerate(lines)]
    names = ", ".join(line.partition(" ")[0] for line in named)
    text = toy_script(*named, f"self.add({names})")
    mended, _ = mend(text)
    before = MendedLayout(text, asyncio.run(ToyScreen().try_scene(text, "S1")))
    assert count(mended) <= count(before)
    assert (count(mended) < count(before)) == bool(mended.rewrites)
    assert mend(mended.text)[0].text == mended.text
