"""Pictures that models are shown: how they arrive at each vendor, through the real SDKs."""

import base64
from dataclasses import replace

from runner.authors.models.base import ChatTurn, ShownPicture
from runner.authors.models.vendors.errors import FailureKind
from tests.fakes.answering import TEXT, Shown, say
from tests.fakes.pictures import picture
from tests.runner.authors.models.vendors.places import PROMPT, Place, only

PNG, JPEG = picture(kind="png"), picture(kind="jpeg")
REVIEW = replace(PROMPT, turns=(ChatTurn("Look at both.", pictures=(PNG, JPEG)),))


async def test_pictures_arrive_before_the_text_unchanged_and_in_order(place: Place) -> None:
    assert (await place.ask(REVIEW)).text == TEXT
    (asked,) = place.web.asked
    assert asked.pictures == (Shown(0, "image/png", PNG.data), Shown(0, "image/jpeg", JPEG.data))
    assert asked.turns == (("user", "Look at both."),)
    assert asked.instructions == PROMPT.instructions


async def test_pictures_stay_with_their_turn_when_the_conversation_goes_on(place: Place) -> None:
    later = (ChatTurn("A shape.", is_answer=True), ChatTurn("And this?", pictures=(JPEG,)))
    await place.ask(replace(REVIEW, turns=(*REVIEW.turns, *later)))
    (asked,) = place.web.asked
    assert [shown.turn for shown in asked.pictures] == [0, 0, 2]
    assert [role for role, _ in asked.turns] == ["user", "assistant", "user"]


async def test_no_other_address_is_asked_for_a_picture(place: Place) -> None:
    await place.ask(REVIEW)
    assert len(place.web.calls) == 1


@only("anthropic")
async def test_anthropic_gets_image_blocks(place: Place) -> None:
    await place.ask(REVIEW)
    source = place.web.orders[0]["messages"][0]["content"][0]["source"]
    assert source == {"type": "base64", "media_type": "image/png", "data": _base64(PNG)}


@only("openai")
async def test_openai_gets_input_images(place: Place) -> None:
    await place.ask(REVIEW)
    block = place.web.orders[0]["input"][0]["content"][1]
    assert (block["type"], block["image_url"]) == ("input_image", f"data:image/jpeg;base64,{_base64(JPEG)}")


@only("bedrock")
async def test_bedrock_gets_image_blocks(place: Place) -> None:
    await place.ask(REVIEW)
    block = place.web.orders[0]["messages"][0]["content"][1]
    assert block == {"image": {"format": "jpeg", "source": {"bytes": _base64(JPEG)}}}


@only("server")
async def test_a_server_gets_data_urls(place: Place) -> None:
    await place.ask(REVIEW)
    message = place.web.orders[0]["messages"][-1]
    assert message["content"][0]["image_url"]["url"] == f"data:image/png;base64,{_base64(PNG)}"


async def test_a_prompt_without_pictures_is_sent_as_plain_text(place: Place) -> None:
    await place.ask()
    assert place.web.asked[0].pictures == ()
    assert "image" not in str(place.web.orders)


async def test_a_refused_picture_is_a_rejected_request(place: Place) -> None:
    place.web.sees = False
    failed = await place.fail(REVIEW)
    assert failed.kind is FailureKind.REJECTED
    assert "image" in failed.message


async def test_pictures_count_where_the_usage_must_be_guessed(place: Place) -> None:
    place.answers(say("0123456789" * 100_000))
    shown = picture(1500, 1000)
    plain = await place.ask()
    seen = await place.ask(replace(PROMPT, turns=(ChatTurn(PROMPT.turns[0].text, pictures=(shown,)),)))
    assert plain.usage.input_tokens < 100 < 2000 <= seen.usage.input_tokens < 2100


def _base64(shown: ShownPicture) -> str:
    return base64.b64encode(shown.data).decode()
