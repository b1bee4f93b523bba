"""A chain asks its models in order, limits retries, and reports why a model did not answer."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.authors.models.base import ChatTurn, Completion, Prompt, Task
from runner.authors.models.chain import ModelChain, Unusable
from runner.authors.models.vendors.errors import FailureKind
from runner.concurrency.retry import Retry
from tests.fakes.clock import run_skipping
from tests.fakes.model_link import ScriptedLink

PROMPT = Prompt(Task.EXPLAIN, "Explain.", (ChatTurn("Why is the sky blue?"),))
LASTING = [kind for kind in FailureKind if kind is not FailureKind.PASSING]
# A script says how each call of a link ends: with an answer, or with this kind of failure.
SCRIPTS = st.lists(st.none() | st.sampled_from(FailureKind), max_size=8)


def links(*scripts: Sequence[FailureKind | None]) -> list[ScriptedLink]:
    return [ScriptedLink(f"{'abcdef'[number]}:m", list(script)) for number, script in enumerate(scripts)]


async def outcome(chain: ModelChain) -> Completion | PodreelError:
    try:
        return await chain.complete(PROMPT)
    except PodreelError as error:
        return error


def failure(chain: ModelChain) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        run_skipping(chain.complete(PROMPT))
    return caught.value


def test_the_first_model_answers_and_no_other_is_asked() -> None:
    first, second = links([], [])
    completion = run_skipping(ModelChain([first, second]).complete(PROMPT))
    assert completion == Completion(text="by a:m", model="a:m", seconds=1.0, tries=1, falls=())
    assert second.calls == 0


def test_a_temporary_failure_is_retried_and_counted() -> None:
    (only,) = links([FailureKind.PASSING] * 3)
    completion = run_skipping(ModelChain([only]).complete(PROMPT))
    assert (completion.tries, completion.falls, only.calls) == (4, (), 4)
    assert completion.seconds >= 4


def test_after_four_temporary_failures_the_next_model_is_asked() -> None:
    first, second = links([FailureKind.PASSING] * 9, [])
    completion = run_skipping(ModelChain([first, second]).complete(PROMPT))
    assert (completion.model, completion.tries, first.calls) == ("b:m", 5, 4)
    assert completion.falls == ("a:m is passing (4 tries)",)


@pytest.mark.parametrize("kind", LASTING)
def test_after_a_permanent_failure_the_next_model_is_asked_at_once(kind: FailureKind) -> None:
    first, second = links([kind], [])
    completion = run_skipping(ModelChain([first, second]).complete(PROMPT))
    assert (completion.model, first.calls) == ("b:m", 1)
    assert completion.falls == (f"a:m is {kind}",)


@pytest.mark.parametrize("kind", sorted(set(FailureKind) - {FailureKind.REJECTED}))
def test_a_model_that_failed_is_not_asked_again_while_another_answers(kind: FailureKind) -> None:
    first, second = links([kind] * 4, [])
    chain = ModelChain([first, second])
    run_skipping(chain.complete(PROMPT))
    before = first.calls
    completion = run_skipping(chain.complete(PROMPT))
    assert (completion.model, completion.tries, first.calls) == ("b:m", 1, before)
    assert completion.falls[0].startswith(f"a:m is {kind}")


def test_a_model_that_rejected_a_prompt_is_still_asked_the_next_one() -> None:
    first, second = links([FailureKind.REJECTED], [])
    chain = ModelChain([first, second])
    assert run_skipping(chain.complete(PROMPT)).model == "b:m"
    assert run_skipping(chain.complete(PROMPT)).model == "a:m"


def test_when_the_last_model_fails_one_with_a_temporary_failure_is_asked_again() -> None:
    first, second = links([FailureKind.PASSING] * 4, [None, FailureKind.NO_QUOTA])
    chain = ModelChain([first, second])
    assert run_skipping(chain.complete(PROMPT)).model == "b:m"
    completion = run_skipping(chain.complete(PROMPT))
    assert (completion.model, completion.falls) == ("a:m", ("b:m is no_quota",))


def test_a_model_that_answers_again_is_asked_before_those_that_failed() -> None:
    first, second = links([FailureKind.PASSING] * 8, [FailureKind.PASSING] * 4)
    chain = ModelChain([first, second])
    assert failure(chain).code is FailureCode.UNAVAILABLE
    assert run_skipping(chain.complete(PROMPT)).model == "b:m"
    assert run_skipping(chain.complete(PROMPT)).model == "b:m"
    assert first.calls == 8


def test_an_earlier_failure_of_a_later_model_is_not_reported() -> None:
    first, second = links([FailureKind.PASSING] * 4, [None, FailureKind.NO_QUOTA])
    chain = ModelChain([first, second])
    completions = [run_skipping(chain.complete(PROMPT)) for _ in range(3)]
    assert [completion.model for completion in completions] == ["b:m", "a:m", "a:m"]
    assert completions[-1].falls == ()


@pytest.mark.parametrize("kind", sorted(set(LASTING) - {FailureKind.REJECTED}))
def test_when_all_have_failed_only_those_with_a_temporary_failure_are_asked_again(
    kind: FailureKind,
) -> None:
    first, second = links([kind], [FailureKind.PASSING] * 4)
    chain = ModelChain([first, second])
    assert failure(chain).code is FailureCode.UNAVAILABLE
    assert run_skipping(chain.complete(PROMPT)).model == "b:m"
    assert first.calls == 1


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ([FailureKind.NO_ACCESS], FailureCode.NOT_CONFIGURED),
        ([FailureKind.NO_ACCESS, FailureKind.NO_ACCESS], FailureCode.NOT_CONFIGURED),
        ([FailureKind.NO_ACCESS, FailureKind.PASSING], FailureCode.UNAVAILABLE),
        ([FailureKind.NO_ACCESS, FailureKind.RETIRED], FailureCode.UNAVAILABLE),
        ([FailureKind.PASSING], FailureCode.UNAVAILABLE),
        ([FailureKind.NO_QUOTA, FailureKind.NO_QUOTA], FailureCode.UNAVAILABLE),
        ([FailureKind.RETIRED], FailureCode.UNAVAILABLE),
        ([FailureKind.REJECTED, FailureKind.PASSING], FailureCode.UNAVAILABLE),
        ([FailureKind.REJECTED, FailureKind.REJECTED], FailureCode.INVALID_REQUEST),
    ],
)
def test_when_no_model_answers_the_error_has_each_reason(kinds: list[FailureKind], code: FailureCode) -> None:
    error = failure(ModelChain(links(*([kind] * 4 for kind in kinds))))
    assert error.code is code
    for name, kind in zip("ab", kinds, strict=False):
        assert f"{name}:m is {kind}" in error.detail


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FailureKind.RETIRED, "doctor --online"),
        (FailureKind.NO_QUOTA, "credit"),
        (FailureKind.REJECTED, "Shorten"),
    ],
)
def test_the_next_step_fits_the_reason(kind: FailureKind, words: str) -> None:
    assert words in failure(ModelChain(links([kind]))).next_step


def test_a_model_that_is_not_configured_is_among_the_reasons() -> None:
    (second,) = links([])
    chain = ModelChain([Unusable("z:m", "z:m needs OPENAI_API_KEY"), second])
    assert chain.name == "z:m|a:m"
    completion = run_skipping(chain.complete(PROMPT))
    assert (completion.model, completion.tries) == ("a:m", 1)
    assert completion.falls == ("z:m needs OPENAI_API_KEY",)


def test_without_any_configured_model_the_error_is_not_configured() -> None:
    error = failure(ModelChain([Unusable("z:m", "z:m needs OPENAI_API_KEY")]))
    assert error.code is FailureCode.NOT_CONFIGURED
    assert "OPENAI_API_KEY" in error.detail


def test_a_missing_key_does_not_hide_that_the_prompt_was_rejected() -> None:
    (second,) = links([FailureKind.REJECTED])
    error = failure(ModelChain([Unusable("z:m", "z:m needs OPENAI_API_KEY"), second]))
    assert error.code is FailureCode.INVALID_REQUEST


def test_calls_that_a_link_made_by_itself_are_counted() -> None:
    (only,) = links([FailureKind.PASSING])
    only.tries = 2
    assert run_skipping(ModelChain([only]).complete(PROMPT)).tries == 3


def test_a_pause_that_a_vendor_asks_for_delays_other_calls_to_it() -> None:
    only = ScriptedLink("a:m", [FailureKind.PASSING], wait_seconds=40)
    chain = ModelChain([only])

    async def staggered() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(chain.complete(PROMPT))
                await asyncio.sleep(2)

    run_skipping(staggered())
    assert only.called_at[0] == 0
    assert len(only.called_at) == 4
    assert min(only.called_at[1:]) >= 41


def test_a_pause_that_a_vendor_asks_for_does_not_delay_another_vendor() -> None:
    first, second = ScriptedLink("a:m", [FailureKind.PASSING], wait_seconds=3600), ScriptedLink("b:m")
    completion = run_skipping(ModelChain([first, second]).complete(PROMPT))
    assert second.called_at == [1.0]
    assert completion.falls == ("a:m is passing (asks for a pause of 3600 s)",)


def test_a_model_that_never_answers_is_given_up_for_the_next() -> None:
    first, second = ScriptedLink("a:m", call_seconds=10_000), ScriptedLink("b:m")
    completion = run_skipping(ModelChain([first, second], Retry(total_seconds=60)).complete(PROMPT))
    assert (completion.model, second.called_at) == ("b:m", [60.0])


@given(st.integers(1, 5), st.lists(st.booleans(), min_size=1, max_size=12))
def test_never_more_calls_at_once_than_allowed(at_once: int, failing: list[bool]) -> None:
    only = ScriptedLink("a:m", [FailureKind.PASSING if fails else None for fails in failing])
    chain = ModelChain([only], at_once=at_once)

    async def all_at_once() -> None:
        await asyncio.gather(*(outcome(chain) for _ in failing))

    run_skipping(all_at_once())
    assert 1 <= only.max_at_once <= at_once


@pytest.mark.parametrize("wait_seconds", [None, 20])
def test_a_cancelled_call_ends_at_once_and_frees_its_slot(wait_seconds: float | None) -> None:
    only = ScriptedLink("a:m", [FailureKind.PASSING] if wait_seconds else [], wait_seconds, call_seconds=5)
    chain = ModelChain([only], at_once=1)

    async def cancel_then_ask() -> tuple[float, Completion]:
        task = asyncio.create_task(chain.complete(PROMPT))
        await asyncio.sleep(8 if wait_seconds else 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        cancelled_at = asyncio.get_running_loop().time()
        return cancelled_at, await chain.complete(PROMPT)

    cancelled_at, completion = run_skipping(cancel_then_ask())
    assert cancelled_at == (8 if wait_seconds else 1)
    assert completion.model == "a:m"
    assert only.at_once == 0


@given(st.lists(SCRIPTS, min_size=1, max_size=4), st.integers(1, 4))
def test_models_are_asked_in_order_within_limits_and_none_after_an_answer(
    scripts: list[list[FailureKind | None]], most: int
) -> None:
    chained = links(*scripts)
    result = run_skipping(outcome(ModelChain(chained, Retry(most))))
    assert all(link.calls <= most for link in chained)
    asked = [link for link in chained if link.calls]
    assert asked == chained[: len(asked)]
    assert [link.called_at[0] for link in asked] == sorted(link.called_at[0] for link in asked)
    failed = [link.name for link in asked]
    if isinstance(result, Completion):
        assert result.model == failed.pop()
        assert [fall.partition(" ")[0] for fall in result.falls] == failed
        assert result.tries == sum(link.calls for link in chained)
    else:
        assert failed == [link.name for link in chained]
        assert all(name in result.detail for name in failed)


@given(st.lists(SCRIPTS, min_size=1, max_size=4), st.integers(1, 6))
def test_a_model_with_a_permanent_failure_is_never_asked_again(
    scripts: list[list[FailureKind | None]], prompts: int
) -> None:
    chained = links(*scripts)
    chain = ModelChain(chained)

    async def one_after_the_other() -> None:
        for _ in range(prompts):
            await outcome(chain)

    run_skipping(one_after_the_other())
    lasting = {FailureKind.NO_ACCESS, FailureKind.NO_QUOTA, FailureKind.RETIRED}
    for link, script in zip(chained, scripts, strict=True):
        ended = [number for number, kind in enumerate(script) if kind in lasting]
        if ended:
            assert link.calls <= ended[0] + 1
