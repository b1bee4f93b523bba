"""A link gets the pictures that its model can take; a model that refuses them is asked once more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.authors.models.base import ChatTurn, Completion, Prompt, Task
from runner.authors.models.chain import ModelChain
from runner.authors.models.pictures import PictureLimits, pictures_of, without_pictures
from runner.authors.models.sighted_link import SightedLink
from runner.authors.models.vendors.errors import CallFailed, FailureKind
from tests.fakes.clock import run_skipping
from tests.fakes.model_link import ScriptedLink
from tests.fakes.pictures import picture

LIMITS = PictureLimits(pictures=2)
ONE, TWO = picture(10), picture(20)
PROMPT = Prompt(Task.REVIEW, "Review.", (ChatTurn("Look.", pictures=(ONE, TWO)),))
PLAIN = replace(PROMPT, turns=(ChatTurn("Look."),))
REJECTED, PASSING = FailureKind.REJECTED, FailureKind.PASSING


def asked(link: ScriptedLink, prompt: Prompt = PROMPT, limits: PictureLimits | None = LIMITS) -> Completion:
    return run_skipping(SightedLink(link, limits).complete_once(prompt))


def test_a_model_that_sees_gets_the_pictures() -> None:
    link = ScriptedLink("a:m")
    completion = asked(link)
    assert link.prompts == [PROMPT]
    assert (completion.pictures, completion.unseen, completion.tries) == (2, (), 1)


def test_a_model_that_sees_none_gets_the_words_and_a_sentence() -> None:
    link = ScriptedLink("a:m")
    completion = asked(link, limits=None)
    assert link.prompts == [without_pictures(PROMPT)]
    assert (completion.pictures, completion.unseen) == (0, ("a:m sees none",))


def test_for_a_server_the_reason_names_the_setting() -> None:
    (reason,) = asked(ScriptedLink("server:m"), limits=None).unseen
    assert "MODEL_SERVER_SEES" in reason


@pytest.mark.parametrize("limits", [LIMITS, None])
def test_a_prompt_without_pictures_stays_as_it_is(limits: PictureLimits | None) -> None:
    link = ScriptedLink("a:m")
    assert asked(link, PLAIN, limits).unseen == ()
    assert link.prompts == [PLAIN]


def test_pictures_beyond_the_limit_are_left_out_and_named() -> None:
    link = ScriptedLink("a:m")
    completion = asked(link, replace(PROMPT, turns=(ChatTurn("Look.", pictures=(ONE, TWO, ONE)),)))
    assert pictures_of(link.prompts[0]) == (ONE, TWO)
    assert link.prompts[0].turns[0].text.startswith("Look.\n\nPicture 3 of 3 can't be shown")
    assert completion.pictures == 2
    assert completion.unseen == ("1 of 3 pictures are too many, too large or unreadable for a:m",)


def test_after_a_refusal_the_model_is_asked_once_more_without_pictures() -> None:
    link = ScriptedLink("a:m", [REJECTED])
    completion = asked(link)
    assert link.prompts == [PROMPT, without_pictures(PROMPT)]
    assert (completion.text, completion.pictures, completion.tries) == ("by a:m", 0, 2)
    assert completion.unseen == ("a:m is rejected",)


@pytest.mark.parametrize("kind", sorted(set(FailureKind) - {REJECTED}))
def test_after_another_failure_it_is_not(kind: FailureKind) -> None:
    link = ScriptedLink("a:m", [kind])
    with pytest.raises(CallFailed) as caught:
        asked(link)
    assert (caught.value.kind, link.calls) == (kind, 1)


def test_what_is_rejected_without_pictures_too_is_not_the_pictures_fault() -> None:
    link = ScriptedLink("a:m", [REJECTED, REJECTED])
    sighted = SightedLink(link, LIMITS)
    with pytest.raises(CallFailed):
        run_skipping(sighted.complete_once(PROMPT))
    assert run_skipping(sighted.complete_once(PROMPT)).pictures == 2


def test_refused_pictures_are_not_sent_to_that_model_again_but_others_are() -> None:
    link = ScriptedLink("a:m", [REJECTED])
    sighted = SightedLink(link, LIMITS)
    run_skipping(sighted.complete_once(PROMPT))
    again = run_skipping(sighted.complete_once(replace(PROMPT, task=Task.MEND)))
    assert (link.calls, again.pictures, again.unseen) == (3, 0, ("a:m is rejected",))
    other = replace(PROMPT, turns=(ChatTurn("Look.", pictures=(TWO,)),))
    assert run_skipping(sighted.complete_once(other)).pictures == 1


def test_in_a_chain_a_refusal_takes_no_retry_and_no_other_model_is_asked() -> None:
    first, second = ScriptedLink("a:m", [REJECTED, PASSING, PASSING, PASSING]), ScriptedLink("b:m")
    chain = ModelChain([SightedLink(link, LIMITS) for link in (first, second)])
    completion = run_skipping(chain.complete(PROMPT))
    assert (completion.model, completion.falls, second.calls) == ("a:m", (), 0)
    assert completion.unseen == ("a:m is rejected",)
    assert [len(pictures_of(prompt)) for prompt in first.prompts] == [2, 0, 0, 0, 0]


def test_in_a_chain_each_link_gets_what_it_can_take() -> None:
    first, second = ScriptedLink("a:m", [FailureKind.NO_QUOTA]), ScriptedLink("b:m")
    chain = ModelChain([SightedLink(first, LIMITS), SightedLink(second, None)])
    completion = run_skipping(chain.complete(PROMPT))
    assert (first.prompts, second.prompts) == ([PROMPT], [without_pictures(PROMPT)])
    assert (completion.model, completion.unseen) == ("b:m", ("b:m sees none",))
    assert completion.falls == ("a:m is no_quota",)


@given(st.lists(st.none() | st.sampled_from(FailureKind), max_size=4), st.integers(0, 4), st.booleans())
def test_an_answer_tells_truly_what_its_model_was_shown(
    script: list[FailureKind | None], pictures: int, is_seeing: bool
) -> None:
    link = ScriptedLink("a:m", list(script))
    prompt = replace(PROMPT, turns=(ChatTurn("Look.", pictures=(ONE,) * pictures),))
    try:
        completion = asked(link, prompt, LIMITS if is_seeing else None)
    except CallFailed:
        assert link.calls <= 2
        return
    assert completion.pictures <= len(pictures_of(link.prompts[-1])) <= LIMITS.pictures
    assert bool(completion.unseen) is (len(pictures_of(link.prompts[-1])) < pictures)
    assert completion.tries == link.calls
