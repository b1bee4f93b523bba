"""A run's reports through Redis: prompt, complete, robust against outages, never delaying the run."""

import asyncio
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from contract.record import VideoChange, VideoRecord, changed
from contract.stage import Stage
from contract.video import VideoStatus
from runner.progress.record_writer import FLUSH_SECONDS, RecordWriter, merged, record_writer
from runner.progress.reporter import COMPLETED_MESSAGE, Reporter
from stores.events import AppendOutcome
from stores.records.memory import MemoryStore
from stores.records.redis.store import RedisStore
from tests.fakes.redis_server import RedisServer, serve_redis

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
PATIENCE_SECONDS = 60


@pytest.fixture
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
async def store(redis: RedisServer) -> AsyncIterator[RedisStore]:
    store = RedisStore(redis.url)
    yield store
    await store.close()


def reporter() -> Reporter:
    return Reporter(ID, io.StringIO())


def record(generation: int = 1, attempt: int = 0, **fields: object) -> VideoRecord:
    plain = VideoRecord(video_id=ID, generation=generation, attempt=attempt)
    return plain.model_copy(update=fields)


async def shown(store: RedisStore | MemoryStore, is_right: Callable[[VideoRecord], bool]) -> VideoRecord:
    """The record as soon as it is right."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = await store.get(ID)
            if found is not None and is_right(found):
                return found
            await asyncio.sleep(0.02)


async def answering(store: RedisStore, call: Callable[[], Awaitable[object]]) -> None:
    """Repeats a call until Redis takes it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                await call()
            except PodreelError:
                await asyncio.sleep(0.02)
            else:
                return


async def test_readers_see_what_a_run_reports(redis: RedisServer, store: RedisStore) -> None:
    await store.project(record())
    report = reporter()
    async with record_writer(redis.url, ID, 1, 2) as report.sink:
        report.progress(Stage.EXPLAIN, 1, "Explained", 60.04)
        report.explained("# Sky \ud800")
        report.refined("# Blue sky")
        report.cost(0.1234567)
        report.section_ready("sections/1.jpg")
        report.section_ready("sections/2.jpg")
        found = await shown(store, lambda now: len(now.section_pictures) == 2)
        assert (found.status, found.stage) == (VideoStatus.GENERATING_INITIAL_EXPLANATION, Stage.EXPLAIN)
        assert (found.progress_percent, found.message, found.remaining_seconds) == (20, "Explained", 60.0)
        assert (found.initial_explanation, found.refined_explanation) == ("# Sky ?", "# Blue sky")
        assert (found.cost_usd, found.attempt) == (0.123457, 2)
        assert found.section_pictures == ("sections/1.jpg", "sections/2.jpg")
        assert found.updated_at is not None
        report.completed(())
    found = await shown(store, lambda now: True)
    assert (found.status, found.progress_percent) == (VideoStatus.COMPLETED, 100)
    assert found.message == COMPLETED_MESSAGE


async def test_a_failed_run_reports_its_reason_but_no_final_status(
    redis: RedisServer, store: RedisStore
) -> None:
    await store.project(record())
    report = reporter()
    async with record_writer(redis.url, ID, 1, 1) as report.sink:
        report.progress(Stage.RENDER, 0.5)
        report.failed(PodreelError(FailureCode.UNAVAILABLE, "The model is away."))
    found = await store.get(ID)
    assert found is not None
    assert (found.status, found.message) == (VideoStatus.RENDERING_VIDEO, "The model is away.")
    assert await store.append(ID, 1, 2, VideoChange(message="Again")) is AppendOutcome.APPENDED


async def test_without_an_address_reports_go_nowhere_else(redis: RedisServer) -> None:
    report = reporter()
    async with record_writer(None, ID, 1, 1) as report.sink:
        report.progress(Stage.RENDER, 0.5)
        report.completed(())
    assert len(report.stream.getvalue().splitlines()) == 2  # type: ignore[attr-defined]


async def test_an_invalid_address_is_reported_at_once() -> None:
    with pytest.raises(PodreelError) as caught:
        async with record_writer("localhost:6379", ID, 1, 1):
            raise AssertionError("the run must not begin")
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


async def test_many_reports_are_few_writes(redis: RedisServer, store: RedisStore) -> None:
    await store.project(record())
    report = reporter()
    began = time.monotonic()
    async with record_writer(redis.url, ID, 1, 1) as report.sink:
        for number in range(2000):
            report.progress(Stage.RENDER, number / 2000, f"Frame {number}")
            if number % 100 == 0:
                await asyncio.sleep(0.02)
    writes = len(await store.since(ID)) - 1
    assert 1 <= writes <= 2 + (time.monotonic() - began) / 0.14
    found = await store.get(ID)
    assert found is not None
    assert found.message == "Frame 1999"


async def test_a_run_finishes_without_redis() -> None:
    report = reporter()
    async with record_writer("unix:///nowhere/redis.sock", ID, 1, 1) as report.sink:
        for number in range(100):
            report.progress(Stage.RENDER, number / 100)
        report.completed(())
    report.progress(Stage.DELIVER, 1)


async def test_a_run_continues_while_redis_is_down_and_reports_everything_afterwards(
    redis: RedisServer, store: RedisStore
) -> None:
    await store.project(record())
    report = reporter()
    async with record_writer(redis.url, ID, 1, 1) as report.sink:
        report.explained("# Sky")
        report.section_ready("sections/1.jpg")
        await shown(store, lambda now: now.initial_explanation is not None)
        redis.kill()
        report.refined("# Blue sky")
        report.section_ready("sections/2.jpg")
        report.progress(Stage.RENDER, 0.5, "In the dark")
        await asyncio.sleep(0.5)
        redis.start()
        await answering(store, lambda: store.project(record()))
        found = await shown(store, lambda now: now.message == "In the dark")
        assert (found.initial_explanation, found.refined_explanation) == ("# Sky", "# Blue sky")
        assert found.section_pictures == ("sections/1.jpg", "sections/2.jpg")
        report.completed(())
    assert (await shown(store, lambda now: True)).status is VideoStatus.COMPLETED


async def test_a_rebuilt_record_gets_everything_again(redis: RedisServer, store: RedisStore) -> None:
    await store.project(record())
    report = reporter()
    async with record_writer(redis.url, ID, 1, 1) as report.sink:
        report.explained("# Sky")
        await shown(store, lambda now: now.initial_explanation is not None)
        redis.command("FLUSHALL")
        report.progress(Stage.RENDER, 0.1)
        await asyncio.sleep(0.5)
        await store.project(record())
        assert (await shown(store, lambda now: now.progress_percent > 0)).initial_explanation == "# Sky"


async def test_a_frozen_redis_delays_a_run_by_the_flush_time_at_most(
    redis: RedisServer, store: RedisStore
) -> None:
    await store.project(record())
    report = reporter()
    redis.freeze()
    async with record_writer(redis.url, ID, 1, 1) as report.sink:
        report.completed(())
        began = time.monotonic()
    waited = time.monotonic() - began
    redis.thaw()
    assert waited >= FLUSH_SECONDS * 0.9


async def test_the_last_change_is_written_before_a_run_stops(redis: RedisServer, store: RedisStore) -> None:
    await store.project(record())
    report = reporter()
    is_ready = asyncio.Event()

    async def run() -> None:
        async with record_writer(redis.url, ID, 1, 1) as report.sink:
            try:
                is_ready.set()
                await asyncio.sleep(PATIENCE_SECONDS)
            finally:
                report.explained("# Told while stopping")

    running = asyncio.create_task(run())
    await is_ready.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await shown(store, lambda now: True)).initial_explanation == "# Told while stopping"


@pytest.mark.parametrize(
    "newer",
    [record(2), record(1, 3), record(1, 1, status=VideoStatus.CANCELLED)],
    ids=["a retry", "a later attempt", "an end"],
)
async def test_a_run_that_is_superseded_changes_nothing(newer: VideoRecord) -> None:
    store = MemoryStore()
    await store.project(newer)
    async with RecordWriter(store, ID, 1, 2) as projector:
        projector.tell(VideoChange(message="Too late"))
        await asyncio.sleep(0.3)
        projector.tell(VideoChange(message="Much too late"))
    assert await store.get(ID) == newer


async def test_a_run_waits_for_the_record_of_its_generation() -> None:
    store = MemoryStore()
    await store.project(record(1, status=VideoStatus.FAILED))
    async with RecordWriter(store, ID, 2, 1) as projector:
        projector.tell(VideoChange(message="Early"))
        await asyncio.sleep(0.3)
        await store.project(record(2))
        assert (await shown(store, lambda now: now.message == "Early")).attempt == 1


class BrokenStore(MemoryStore):
    """A store with a bug."""

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        raise KeyError(video_id)


async def test_a_bug_in_reporting_does_not_end_a_run() -> None:
    async with RecordWriter(BrokenStore(), ID, 1, 1) as projector:
        projector.tell(VideoChange(message="Told"))
        await asyncio.sleep(0.3)


changes = st.builds(
    VideoChange,
    status=st.none() | st.sampled_from([VideoStatus.RENDERING_VIDEO, VideoStatus.COMPLETED]),
    stage=st.none() | st.sampled_from(Stage),
    progress_percent=st.none() | st.integers(0, 100),
    message=st.none() | st.text(max_size=3),
    remaining_seconds=st.none() | st.floats(0, 9),
    initial_explanation=st.none() | st.text(max_size=3),
    section_pictures=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
)


@given(st.lists(changes, min_size=1, max_size=8))
def test_merged_changes_have_the_same_effect_as_single_ones(told: list[VideoChange]) -> None:
    one_by_one = record(1, 1)
    for change in told:
        one_by_one = changed(one_by_one, 1, 1, change) or one_by_one
    together = told[0]
    for change in told[1:]:
        together = merged(together, change)
    assert changed(record(1, 1), 1, 1, together) == one_by_one
