"""The gateway to the vendors' models: answers of all vendors, through the real SDKs."""

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.authors.models.base import ChatTurn, Finish
from runner.authors.models.scripting.prompts import plan_prompt, section_prompt
from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.errors import KEY_VARIABLES, CallFailed, FailureKind
from runner.authors.models.vendors.gateway import MAX_CHARACTERS, open_link
from runner.authors.models.vendors.openai import server_api_url
from tests.fakes import openai_api
from tests.fakes.answering import TEXT, Said, say
from tests.fakes.web import Trouble
from tests.runner.authors.models.scripting.briefs import BRIEF, PLAN
from tests.runner.authors.models.vendors.places import MODELS, PROMPT, Place, only


async def test_an_answer_has_its_full_text_link_and_time(place: Place) -> None:
    completion = await place.ask()
    assert completion.text == TEXT
    assert completion.model == place.link
    assert completion.finish is Finish.COMPLETE
    assert completion.seconds > 0


async def test_instructions_and_turns_arrive_in_order_and_nothing_else(place: Place) -> None:
    await place.ask()
    (asked,) = place.web.asked
    assert asked.model == MODELS[place.provider]
    assert asked.instructions == PROMPT.instructions
    assert asked.turns == (("user", "What is a square?"), ("assistant", "A shape."), ("user", "Go on."))
    assert asked.max_output_tokens == 321
    assert "temperature" not in json.dumps(place.web.orders)


async def test_tokens_are_counted_and_cached_ones_count_as_input(place: Place) -> None:
    place.answers(lambda asked: Said(TEXT, input_tokens=900, output_tokens=70, cached_tokens=400))
    usage = (await place.ask()).usage
    assert (usage.input_tokens, usage.output_tokens, usage.cached_tokens) == (900, 70, 400)


@only("openai", "anthropic", "bedrock")
async def test_the_cost_of_a_known_model_grows_with_its_tokens(place: Place) -> None:
    place.answers(lambda asked: Said(TEXT, "complete", 1000, 100, cached_tokens=0))
    small = (await place.ask()).cost_usd
    place.answers(lambda asked: Said(TEXT, "complete", 10_000, 1000, cached_tokens=0))
    large = (await place.ask()).cost_usd
    assert small is not None
    assert small > 0
    assert large == pytest.approx(small * 10)


@only("anthropic")
async def test_cached_tokens_make_a_call_cheaper(place: Place) -> None:
    place.answers(lambda asked: Said(TEXT, "complete", 9000, 10, cached_tokens=0))
    full = (await place.ask()).cost_usd or 0
    place.answers(lambda asked: Said(TEXT, "complete", 9000, 10, cached_tokens=8000))
    assert 0 < ((await place.ask()).cost_usd or 0) < full / 2


@only("openai")
async def test_a_self_hosted_server_has_no_price_even_for_a_known_model_name(place: Place) -> None:
    model = open_link(f"server:{MODELS['openai']}", place.access)
    async with model:
        assert (await model.complete_once(PROMPT)).cost_usd is None


@only("openai")
async def test_the_cost_of_a_model_without_a_known_price_is_unknown(place: Place) -> None:
    place.web.models.append("brand-new")
    async with open_link("openai:brand-new", place.access) as model:
        completion = await model.complete_once(PROMPT)
    assert completion.cost_usd is None
    assert completion.usage.output_tokens > 0


async def test_an_answer_at_the_limit_of_tokens_is_cut(place: Place) -> None:
    place.answers(lambda asked: Said("A square has", finish="cut"))
    completion = await place.ask()
    assert (completion.text, completion.finish) == ("A square has", Finish.CUT)


async def test_a_refusal_is_recognised(place: Place) -> None:
    place.answers(lambda asked: Said("I can't help with that.", finish="refused"))
    assert (await place.ask()).finish is Finish.REFUSED


async def test_an_empty_answer_is_an_answer(place: Place) -> None:
    place.answers(say(""))
    completion = await place.ask()
    assert (completion.text, completion.finish) == ("", Finish.COMPLETE)


async def test_an_answer_of_a_megabyte_is_cut_at_the_limit_and_still_counted(place: Place) -> None:
    place.answers(say("0123456789" * 100_000))
    completion = await place.ask()
    assert len(completion.text) == MAX_CHARACTERS
    assert completion.finish is Finish.CUT
    assert completion.usage.output_tokens >= MAX_CHARACTERS // 4
    assert completion.usage.input_tokens > 0


async def test_characters_of_all_scripts_are_received_unchanged(place: Place) -> None:
    text = "π ≈ 3,14 \N{SNOWMAN} 漢字 👩🏽‍🚀\n\n```python\nx = '\\n'\n```\r\n\u2028 end"
    place.answers(say(text))
    assert (await place.ask(replace(PROMPT, turns=(ChatTurn(text),)))).text == text
    assert place.web.asked[-1].turns == (("user", text),)


async def test_many_calls_run_in_parallel_over_one_client(place: Place) -> None:
    place.web.lasting = Trouble(delay_seconds=0.2)
    place.answers(lambda asked: Said(f"about {asked.turns[0][1]}"))
    async with place.open() as model:
        prompts = [replace(PROMPT, turns=(ChatTurn(str(number)),)) for number in range(8)]
        completions = await asyncio.gather(*map(model.complete_once, prompts))
    assert [completion.text for completion in completions] == [f"about {number}" for number in range(8)]
    assert place.web.max_at_once > 1


async def test_a_closed_model_opens_again(place: Place) -> None:
    model = place.open()
    async with model:
        await model.complete_once(PROMPT)
    async with model:
        assert (await model.complete_once(PROMPT)).text == TEXT


async def test_no_connection_is_made_before_the_first_call(place: Place) -> None:
    async with place.open():
        pass
    assert place.web.calls == []


@pytest.mark.parametrize("provider", ["openai", "anthropic", "server"])
async def test_a_missing_key_or_address_is_reported(provider: str) -> None:
    with pytest.raises(CallFailed) as caught:
        await open_link(f"{provider}:{MODELS[provider]}", VendorAccess()).complete_once(PROMPT)
    assert caught.value.kind is FailureKind.NO_ACCESS
    named = "MODEL_SERVER_URL" if provider == "server" else KEY_VARIABLES[provider]
    assert named in caught.value.message


@only("bedrock")
async def test_a_missing_profile_is_reported(place: Place) -> None:
    access = replace(place.access, aws_access_key_id=None, aws_profile="no-such-profile")
    with pytest.raises(CallFailed) as caught:
        await open_link(place.link, access).complete_once(PROMPT)
    assert caught.value.kind is FailureKind.NO_ACCESS
    assert "no-such-profile" in caught.value.message


@pytest.mark.parametrize("link", ["", "openai", "openai:", ":gpt", "offline:lessons", "Openai:gpt"])
def test_an_invalid_link_is_rejected(link: str) -> None:
    with pytest.raises(PodreelError) as caught:
        open_link(link, VendorAccess())
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert repr(link) in caught.value.detail


def test_a_model_may_have_colons_in_its_name() -> None:
    assert open_link("bedrock:amazon.nova-pro-v1:0", VendorAccess()).name == "bedrock:amazon.nova-pro-v1:0"


@only("openai")
async def test_openai_is_asked_to_store_nothing(place: Place) -> None:
    await place.ask()
    assert place.web.orders[0]["store"] is False
    assert place.web.calls[0].path == "/v1/responses"


@only("anthropic", "bedrock")
async def test_prompt_caching_is_requested_from_vendors_that_require_it(place: Place) -> None:
    async with place.open() as model:
        await model.complete_once(PROMPT)
        again = await model.complete_once(PROMPT)
    assert again.usage.cached_tokens > 0


@only("anthropic", "bedrock")
async def test_a_section_is_written_with_what_the_plans_call_has_cached(place: Place) -> None:
    async with place.open() as model:
        planned = await model.complete_once(plan_prompt(BRIEF))
        written = await model.complete_once(section_prompt(BRIEF, PLAN, 1))
    assert planned.usage.cached_tokens == 0
    assert written.usage.cached_tokens > 0.7 * written.usage.input_tokens


@only("server")
async def test_a_server_without_keys_is_sent_no_real_key(place: Place) -> None:
    place.web.keys.clear()
    access = replace(place.access, server_key=None)
    async with open_link(place.link, access) as model:
        assert (await model.complete_once(PROMPT)).text == TEXT
    assert openai_api.KEY not in place.web.calls[0].headers["authorization"]


@given(st.sampled_from(["http://h", "https://h:1234", "http://h/openai"]), st.sampled_from(["", "/", "//"]))
def test_an_address_means_the_same_with_and_without_its_version(url: str, end: str) -> None:
    assert server_api_url(url + end) == server_api_url(f"{url}/v1{end}") == f"{url}/v1"


def test_another_version_in_an_address_is_kept() -> None:
    assert server_api_url("https://h/api/v3/") == "https://h/api/v3"


@only("server")
@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (f"<think>The user wants a square.</think>{TEXT}", TEXT),
        (f"The user wants a square.\n</think>\n\n{TEXT}", TEXT),
        ("<think>The user wants", ""),
        (f"{TEXT} Write <think> and </think> so.", f"{TEXT} Write <think> and </think> so."),
    ],
)
async def test_thoughts_in_a_servers_text_are_removed_from_its_answer(
    place: Place, sent: str, text: str
) -> None:
    place.answers(say(sent))
    assert (await place.ask()).text == text


@only("anthropic")
async def test_a_vendors_answer_may_contain_think_tags(place: Place) -> None:
    text = f"So.</think>{TEXT}"
    place.answers(say(text))
    assert (await place.ask()).text == text
