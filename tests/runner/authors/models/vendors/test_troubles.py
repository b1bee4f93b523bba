"""Failed calls: each error of each vendor has its kind, its pause and a message without keys."""

import json

import pytest

from runner.authors.models.vendors.errors import KEY_VARIABLES, FailureKind
from tests.fakes.answering import Refused
from tests.fakes.web import Answer, Trouble
from tests.runner.authors.models.vendors.places import MODELS, Place, only


async def test_a_failed_call_is_not_retried(place: Place) -> None:
    place.web.lasting = Trouble(place.web.refusal("broken"))
    await place.fail()
    assert len(place.web.calls) == 1


REFUSED_KINDS: tuple[tuple[Refused, FailureKind], ...] = (
    ("key", FailureKind.NO_ACCESS),
    ("forbidden", FailureKind.NO_ACCESS),
    ("model", FailureKind.RETIRED),
    ("busy", FailureKind.PASSING),
    ("quota", FailureKind.NO_QUOTA),
    ("request", FailureKind.REJECTED),
    ("too_long", FailureKind.REJECTED),
    ("broken", FailureKind.PASSING),
    ("overloaded", FailureKind.PASSING),
)


@pytest.mark.parametrize(("refused", "kind"), REFUSED_KINDS)
async def test_each_error_has_its_kind(place: Place, refused: Refused, kind: FailureKind) -> None:
    place.web.refuse_next(refused)
    failed = await place.fail()
    assert failed.kind is kind
    assert place.provider in failed.message
    assert "HTTP" in failed.message


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (413, "Request exceeds the maximum allowed number of bytes."),
        (415, "Unsupported media type."),
        (400, "Invalid content type. image_url is only supported by certain models."),
        (500, "image input is not supported - hint: you may need to provide the mmproj"),
        (500, "this model is missing data required for image input"),
    ],
)
@only("anthropic", "openai", "server")
async def test_a_picture_that_is_refused_is_not_worth_a_retry(place: Place, status: int, told: str) -> None:
    body = json.dumps({"error": {"message": told}}).encode()
    place.web.troubles.append(Trouble(Answer(body, status=status)))
    assert (await place.fail()).kind is FailureKind.REJECTED


@pytest.mark.parametrize("refused", ["busy", "broken", "overloaded"])
async def test_an_error_within_a_stream_is_a_temporary_failure(place: Place, refused: Refused) -> None:
    place.web.break_next(refused)
    failed = await place.fail()
    assert failed.kind is FailureKind.PASSING
    # The vendor's own words, or at least its word for it.
    event = place.web.error_event(refused).decode(errors="replace")
    assert any(word in event for word in failed.message.split() if len(word) > 4)


async def test_a_rejected_key_is_reported_with_its_variable(place: Place) -> None:
    place.web.keys[:] = ["another"]
    failed = await place.fail()
    assert failed.kind is FailureKind.NO_ACCESS
    assert KEY_VARIABLES[place.provider] in failed.message


async def test_a_retired_model_is_reported_with_the_command_that_lists_others(place: Place) -> None:
    place.web.models.clear()
    failed = await place.fail()
    assert failed.kind is FailureKind.RETIRED
    assert MODELS[place.provider] in failed.message
    assert "podreel doctor --online" in failed.message


@pytest.mark.parametrize("refused", ["busy", "overloaded", "broken"])
async def test_the_pause_that_a_vendor_asks_for_is_read(place: Place, refused: Refused) -> None:
    place.web.refuse_next(refused, retry_after="7")
    assert (await place.fail()).wait_seconds == 7


async def test_there_is_no_pause_unless_the_vendor_asks_for_one(place: Place) -> None:
    place.web.refuse_next("busy")
    assert (await place.fail()).wait_seconds is None


async def test_a_pause_may_be_given_as_a_date(place: Place) -> None:
    place.web.refuse_next("busy", retry_after="Fri, 01 Jan 2100 00:00:00 GMT")
    assert ((await place.fail()).wait_seconds or 0) > 1_000_000


async def test_a_pause_may_be_given_in_milliseconds(place: Place) -> None:
    place.web.refuse_next("busy", retry_after_ms="1500")
    assert (await place.fail()).wait_seconds == 1.5


async def test_an_unreadable_pause_is_ignored(place: Place) -> None:
    place.web.refuse_next("busy", retry_after="soon")
    assert (await place.fail()).wait_seconds is None


async def test_no_message_contains_a_key_even_if_the_vendor_repeats_it(place: Place) -> None:
    body = json.dumps({"error": {"message": f"bad {place.key}"}, "message": f"bad {place.key}"}).encode()
    code = {"x-amzn-ErrorType": "UnrecognizedClientException"}
    for status in (401, 403, 400, 500):
        place.web.troubles.append(Trouble(Answer(body, status=status, headers=code)))
        failed = await place.fail()
        assert place.key not in repr(failed) + str(failed.__cause__)
        assert "bad [key]" in failed.message
    assert place.key not in repr(place.access)


async def test_messages_are_one_short_printable_line(place: Place) -> None:
    told = "a\x1b[31m\n\x00b\u202e" + "x" * 5000
    body = json.dumps({"error": {"message": told}, "message": told}).encode()
    place.web.troubles.append(Trouble(Answer(body, status=500)))
    message = (await place.fail()).message
    assert message.isprintable()
    assert len(message) <= 300
