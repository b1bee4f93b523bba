"""A run reads its order from its file or the store, and refuses inputs that were changed."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.names import order_key, request_key
from contract.order import JobOrder
from contract.video import VideoRequest
from runner.storage.orders import RunOrders
from stores.objects.directory import DirectoryStore
from tests.fakes.damaged import DAMAGED

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
SCRIPT = VideoRequest(script="# é\n" * 1_000, theme="light")
QUESTION = VideoRequest(prompt="Why is the sky blue?")
ORDER = JobOrder(ID, 2, SCRIPT, "ada", datetime(2026, 11, 21, tzinfo=UTC))


@pytest.fixture
def shelf(tmp_path: Path) -> RunOrders:
    return RunOrders(DirectoryStore(tmp_path / "objects"), ID)


async def stored(shelf: RunOrders, file: Path, order: JobOrder = ORDER) -> JobOrder:
    """The order that a Job carries, in `file`; its inputs are in the store."""
    referring, texts = order.referring()
    for key, text in texts.items():
        await shelf.objects.put_bytes(key, text)
    await asyncio.to_thread(file.write_text, referring.to_json())
    return referring


async def failure(shelf: RunOrders, file: Path | None) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        await shelf.take(file)
    assert caught.value.code is FailureCode.INVALID_REQUEST
    return caught.value


async def test_a_script_that_is_referred_to_is_fetched(shelf: RunOrders, tmp_path: Path) -> None:
    await stored(shelf, tmp_path / "order.json")
    request = (await shelf.take(tmp_path / "order.json")).request
    assert request == SCRIPT
    assert request.model_fields_set == SCRIPT.model_fields_set
    assert (await shelf.take(None)).request == SCRIPT


async def test_a_script_may_come_with_the_order(shelf: RunOrders, tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text(ORDER.to_json())
    assert (await shelf.take(tmp_path / "order.json")).request == SCRIPT
    assert (await shelf.take(None)).request == SCRIPT


async def test_the_order_that_came_first_stays(shelf: RunOrders, tmp_path: Path) -> None:
    await stored(shelf, tmp_path / "first.json", replace(ORDER, request=QUESTION))
    await stored(shelf, tmp_path / "second.json")
    assert (await shelf.take(tmp_path / "first.json")).request == QUESTION
    assert (await shelf.take(tmp_path / "second.json")).request == QUESTION


@pytest.mark.parametrize("key", [request_key(ID), order_key(ID)])
async def test_an_order_stored_by_version_0_1_is_resumed(shelf: RunOrders, key: str) -> None:
    fields = {"video_id": ID, "caller": "ada", "submitted_at": "2026-11-21T12:30:01Z", "priority": 7}
    request = {"prompt": QUESTION.prompt}
    is_whole = key == order_key(ID)
    await shelf.objects.put_bytes(
        key, json.dumps({**fields, "request": request} if is_whole else request).encode()
    )
    assert (await shelf.take(None)).request == QUESTION


async def test_a_request_alone_is_an_order(shelf: RunOrders, tmp_path: Path) -> None:
    (tmp_path / "request.json").write_text('{"prompt": "Why is the sky blue?"}')
    assert (await shelf.take(tmp_path / "request.json")).request == QUESTION
    assert JobOrder.from_json(await shelf.objects.get_bytes(request_key(ID)) or b"").video_id == ID


async def test_a_missing_input_is_refused_with_a_reason(shelf: RunOrders, tmp_path: Path) -> None:
    order = await stored(shelf, tmp_path / "order.json")
    await shelf.objects.delete(order.inputs[0].key)
    error = await failure(shelf, tmp_path / "order.json")
    assert error.detail.startswith("The script of this video can't be read: ")
    assert order.inputs[0].key in error.detail
    assert error.next_step


@pytest.mark.parametrize("damage", [b"", b"x = 1", b"\xff" * 5_000])
async def test_a_changed_input_is_refused_with_a_reason(
    shelf: RunOrders, tmp_path: Path, damage: bytes
) -> None:
    order = await stored(shelf, tmp_path / "order.json")
    await shelf.objects.put_bytes(order.inputs[0].key, damage)
    assert "is not what was submitted" in (await failure(shelf, tmp_path / "order.json")).detail


async def test_an_input_of_a_later_version_is_refused_with_a_reason(shelf: RunOrders, tmp_path: Path) -> None:
    order = await stored(shelf, tmp_path / "order.json")
    paper = replace(order.inputs[0], name="paper")
    (tmp_path / "order.json").write_text(replace(order, inputs=(paper,)).to_json())
    assert "this version does not know it" in (await failure(shelf, tmp_path / "order.json")).detail


@pytest.mark.parametrize(
    "text", ["", "\n", "{", "{}", '{"request": {"prompt": "short"}}', '{"colour": "red"}']
)
async def test_an_invalid_order_is_refused_with_a_reason(shelf: RunOrders, tmp_path: Path, text: str) -> None:
    (tmp_path / "order.json").write_text(text)
    assert (await failure(shelf, tmp_path / "order.json")).detail.endswith(".")
    assert await shelf.objects.get_bytes(request_key(ID)) is None


async def test_resuming_an_unknown_video_is_an_error(shelf: RunOrders) -> None:
    assert ID in (await failure(shelf, None)).detail


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("key", [request_key(ID), order_key(ID)])
async def test_a_damaged_copy_gives_way_to_a_readable_one(
    shelf: RunOrders, tmp_path: Path, key: str, damaged: bytes
) -> None:
    other = ({request_key(ID), order_key(ID)} - {key}).pop()
    await shelf.objects.put_bytes(key, damaged)
    await shelf.objects.put_bytes(other, replace(ORDER, request=QUESTION).to_json().encode())
    assert (await shelf.take(None)).request == QUESTION
    await shelf.objects.delete(other)
    assert (await failure(shelf, None)).next_step
    (tmp_path / "order.json").write_text(replace(ORDER, request=QUESTION).to_json())
    assert (await shelf.take(tmp_path / "order.json")).request == QUESTION
    assert (await shelf.take(None)).request == QUESTION


async def test_the_order_of_another_video_is_refused(shelf: RunOrders) -> None:
    other = replace(ORDER, video_id=ID.replace("1", "2"), request=QUESTION)
    await shelf.objects.put_bytes(order_key(ID), other.to_json().encode())
    assert "can't be read" in (await failure(shelf, None)).detail
