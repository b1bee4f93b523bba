"""Server-sent events over a real server: replay, heartbeats, ends, reloads and restarts."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx2
import pytest

from api.backends import ApiOptions
from api.event_format import format_event
from api.event_stream import require_event_id
from api.reader_view import ReaderView
from contract.failure import FailureCode
from contract.names import job_name
from contract.record import VideoChange, VideoRecord
from contract.stage import Stage
from contract.video import VideoStatus
from stores.events import VideoEvent
from stores.records.memory import MemoryStore
from stores.records.redis.store import RedisStore
from tests.api.streams import Reader, path_of
from tests.api.world import OPERATOR, PATIENCE_SECONDS, USER, World, problem_of, submit
from tests.fakes.redis_server import RedisServer

RENDERING = VideoStatus.RENDERING_VIDEO


async def test_a_reader_gets_past_events_new_events_and_the_end(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            reader = Reader(answer)
            (first,) = await reader.until(1)
            assert (first.kind, first.data["status"]) == ("progress", "queued")
            await world.advance(
                video_id,
                status=RENDERING,
                stage=Stage.RENDER,
                progress_percent=72,
                remaining_seconds=40.5,
                cost_usd=0.25,
                attempt=1,
                initial_explanation="# Sky",
                section_pictures=("sections/1.jpg",),
            )
            second = (await reader.until(2))[1]
            url = f"{client.base_url}/api/v1/videos/{video_id}/files/sections/1.jpg".replace("//api", "/api")
            assert second.data["section_pictures"] == [url]
            told = {
                name: second.data[name] for name in ("stage", "progress", "remaining_seconds", "cost_usd")
            }
            assert told == {"stage": "render", "progress": 72, "remaining_seconds": 40.5, "cost_usd": 0.25}
            assert second.data["has_initial_explanation"]
            assert not second.data["has_refined_explanation"]
            await world.advance(video_id, status=VideoStatus.FAILED, code=FailureCode.INTERNAL)
            events = await reader.rest()
        assert [event.kind for event in events] == ["progress", "progress", "end"]
        assert events[-1].data["code"] == "internal"
        assert len({event.event_id for event in events}) == 3


async def test_a_reconnecting_reader_gets_every_event_once(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            last = (await Reader(answer).until(1))[-1].event_id
        for percent in (10, 20, 30):
            await world.advance(video_id, status=RENDERING, progress_percent=percent)
        headers = {"Last-Event-ID": last}
        async with client.stream("GET", path_of(video_id), headers=headers) as answer:
            events = await Reader(answer).until(3)
            assert [event.data["progress"] for event in events] == [10, 20, 30]
        async with client.stream("GET", path_of(video_id), params={"after": events[1].event_id}) as answer:
            assert [event.data["progress"] for event in await Reader(answer).until(1)] == [30]
        newer = {"Last-Event-ID": events[1].event_id}
        async with client.stream("GET", path_of(video_id), params={"after": last}, headers=newer) as answer:
            assert [event.data["progress"] for event in await Reader(answer).until(1)] == [30]


async def test_after_the_end_a_reconnecting_browser_gets_204(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        await world.complete(video_id, {})
        async with client.stream("GET", path_of(video_id)) as answer:
            events = await Reader(answer).rest()
        assert events[-1].kind == "end"
        assert events[-1].data["status"] == "completed"
        again = await client.get(path_of(video_id), headers={"Last-Event-ID": events[-1].event_id})
        assert (again.status_code, again.content) == (204, b"")


async def test_after_a_retry_readers_new_and_resumed_get_the_new_run_only(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            reader = Reader(answer)
            queued = (await reader.until(1))[0]
            await world.fail(video_id)
            end = (await reader.rest())[-1]
        assert (end.kind, end.data["generation"]) == ("end", 1)
        assert (await client.post(f"/api/v1/videos/{video_id}/retry")).status_code == 202
        await world.advance(video_id, status=VideoStatus.COMPLETED, progress_percent=100, attempt=1)
        for after in ("", queued.event_id, end.event_id):
            headers = {"Last-Event-ID": after} if after else {}
            async with client.stream("GET", path_of(video_id), headers=headers) as answer:
                events = await Reader(answer).rest()
            told = [(event.kind, event.data["generation"], event.data["status"]) for event in events]
            assert told == [("progress", 2, "queued"), ("end", 2, "completed")]


async def test_a_retry_is_followed_even_if_its_record_could_not_be_written(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        await world.fail(video_id)
        ended = await world.store.get(video_id)
        assert ended is not None
        assert (await client.post(f"/api/v1/videos/{video_id}/retry")).status_code == 202
        await world.store.delete(video_id)
        await world.store.project(ended)
        async with client.stream("GET", path_of(video_id)) as answer:
            (event,) = await Reader(answer).until(1)
    assert (event.kind, event.data["generation"]) == ("progress", 2)


async def test_an_end_that_only_the_result_still_tells_is_sent_once(world: World) -> None:
    # Nobody else may read it: the record knew whose it was.
    async with world.served(OPERATOR) as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            seen = (await Reader(answer).until(1))[0].event_id
        await world.complete(video_id, {})
        await world.cluster.delete(job_name(video_id, 1))
        await world.store.delete(video_id)
        async with client.stream("GET", path_of(video_id), headers={"Last-Event-ID": seen}) as answer:
            (end,) = await Reader(answer).rest()
        assert (end.kind, end.data["status"]) == ("end", "completed")
        again = await client.get(path_of(video_id), headers={"Last-Event-ID": end.event_id})
        assert again.status_code == 204


async def test_an_idle_stream_sends_heartbeats(world: World) -> None:
    world.options = ApiOptions(heartbeat_seconds=0.02)
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            reader = Reader(answer)
            await reader.until_comments(3)
            assert len(reader.events) == 1
            await world.complete(video_id, {})
            assert (await reader.rest())[-1].kind == "end"


async def test_deleting_the_video_ends_its_streams(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            reader = Reader(answer)
            await reader.until(1)
            assert (await client.delete(f"/api/v1/videos/{video_id}")).status_code == 204
            await reader.rest()
        problem_of(await client.get(path_of(video_id)), 410, "deleted")


async def test_the_service_stops_despite_readers_who_resume_after_its_restart(
    world: World, own_redis: RedisServer
) -> None:
    """With the same Redis a new service knows all events."""
    prefix = own_redis.new_prefix()
    world.store = store = RedisStore(own_redis.url, prefix)
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            reader = Reader(answer)
            last = (await reader.until(1))[-1].event_id
            stopping = asyncio.create_task(reader.rest())
            await stop(world)
            await stopping
    await store.close()
    world.store = store = RedisStore(own_redis.url, prefix)
    await store.append(video_id, 1, 1, VideoChange(status=RENDERING, progress_percent=75))
    headers = {"Last-Event-ID": last}
    async with (
        world.served() as client,
        client.stream("GET", path_of(video_id), headers=headers) as answer,
    ):
        reader = Reader(answer)
        assert (await reader.until(1))[0].data["progress"] == 75
        await store.append(video_id, 1, 1, VideoChange(progress_percent=80))
        assert (await reader.until(2))[1].data["progress"] == 80
    await store.close()


async def stop(world: World) -> None:
    """What SIGTERM does."""
    assert world.server is not None
    world.server.should_exit = True


class HardOfHearing(MemoryStore):
    """Its followers miss the first cancellation, as those of Redis sometimes do."""

    async def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        async for event in super().follow(video_id, after):
            yield event
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.Event().wait()


async def test_a_stream_ends_with_the_service_even_if_it_misses_its_cancellation(world: World) -> None:
    world.store = HardOfHearing()
    async with world.served() as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id)) as answer:
            reader = Reader(answer)
            await reader.until(1)
            await stop(world)
            assert [event.kind for event in await reader.rest()] == ["progress"]


async def test_without_records_a_reader_gets_503_with_retry_after(
    world: World, own_redis: RedisServer
) -> None:
    world.store = store = RedisStore(own_redis.url, command_seconds=1)
    async with world.client() as client:
        video_id = await submit(client)
        own_redis.kill()
        for path in ("/events", "/status", ""):
            answer = await client.get(f"/api/v1/videos/{video_id}{path}")
            problem_of(answer, 503, "unavailable")
            assert answer.headers["retry-after"]
    await store.close()


@pytest.mark.parametrize("store", [MemoryStore, HardOfHearing])
async def test_disconnected_readers_are_no_longer_counted(world: World, store: type[MemoryStore]) -> None:
    world.store = store()
    async with world.served() as client:
        video_id = await submit(client)
        for _ in range(5):
            async with client.stream("GET", path_of(video_id)) as answer:
                await Reader(answer).until(1)
        async with asyncio.timeout(PATIENCE_SECONDS):
            operator = {"Authorization": f"Bearer {OPERATOR}"}
            while "podreel_event_streams 0.0" not in (await client.get("/metrics", headers=operator)).text:
                pass


async def test_many_readers_get_the_same_events(world: World) -> None:
    async def read(client: httpx2.AsyncClient, video_id: str) -> list[str]:
        async with client.stream("GET", path_of(video_id)) as answer:
            return [event.event_id for event in await Reader(answer).rest()]

    async with world.served() as client:
        video_id = await submit(client)
        readers = [asyncio.create_task(read(client, video_id)) for _ in range(50)]
        for percent in range(10, 60, 10):
            await world.advance(video_id, status=RENDERING, progress_percent=percent)
            await asyncio.sleep(0)
        await world.complete(video_id, {})
        heard = await asyncio.gather(*readers)
    assert len({tuple(ids) for ids in heard}) == 1
    assert len(heard[0]) == 7


@pytest.mark.parametrize("text", ["", "0-0", "1763719200000-12", f"{2**64 - 1}-{2**64 - 1}"])
def test_event_ids_are_accepted(text: str) -> None:
    assert require_event_id(text) == text


def test_event_content_cannot_forge_another_field() -> None:
    record = VideoRecord(video_id="a", message="x\r\n\r\nid: 9-9\nevent: end\u2028\ud800")
    lines = format_event("1-0", record, ReaderView("http://x")).decode("ascii").split("\n")
    assert [line.partition(":")[0] for line in lines] == ["id", "event", "data", "", ""]
    assert lines[1] == "event: progress"


def test_guests_do_not_see_the_cost() -> None:
    record = VideoRecord(video_id="a", cost_usd=0.25)
    assert b"0.25" in format_event("1-0", record, ReaderView("http://x"))
    assert b"0.25" not in format_event("1-0", record, ReaderView("http://x", "ticket"))


async def test_an_unknown_last_event_id_starts_with_the_current_state(tmp_path: Path) -> None:
    world = World(tmp_path)
    async with world.served(USER) as client:
        video_id = await submit(client)
        async with client.stream("GET", path_of(video_id), headers={"Last-Event-ID": "1-0"}) as answer:
            (event,) = await Reader(answer).until(1)
    assert event.data["status"] == "queued"
