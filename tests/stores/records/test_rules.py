"""With concurrent writers and writes in any order, every VideoStore follows the same rules."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.record import VideoChange, VideoRecord, changed, may_replace
from contract.video import VideoStatus
from stores.events import AppendOutcome, refusal_of
from stores.records.base import VideoStore
from tests.fakes.redis_server import RedisServer
from tests.stores.records.opened import (
    RENDERING,
    STORES,
    Visitor,
    record,
)


async def history_of(store: VideoStore) -> list[VideoRecord]:
    return [event.record for event in await store.since("a")]


async def test_many_writers_of_one_video_leave_a_consistent_history(store: VideoStore) -> None:
    await store.project(record())

    async def run(generation: int, attempt: int) -> list[AppendOutcome]:
        told = []
        for percent in range(0, 100, 10):
            change = VideoChange(
                status=RENDERING, progress_percent=percent, message=f"{generation}-{attempt}"
            )
            told.append(await store.append("a", generation, attempt, change))
        return told

    async def end(generation: int) -> bool:
        await asyncio.sleep(0.005 * generation)
        current = await store.get("a")
        assert current is not None
        ending = record(VideoStatus.FAILED, generation=generation).model_copy(update={"attempt": 9})
        ended = await store.project(ending)
        await store.project(record(generation=generation + 1))
        return ended

    visitor = Visitor(store)
    visitor.come()
    runs = [run(generation, attempt) for generation in (1, 2, 3) for attempt in (1, 2, 3)]
    ends = asyncio.gather(*(end(number) for number in (1, 1, 2, 2, 3, 3)))
    ended, _ = await asyncio.gather(ends, asyncio.gather(*runs))
    assert await history_of(store) == [await store.get("a")] == [record(generation=4)]
    await visitor.leave()
    visitor.come()
    await visitor.catch_up()
    check_history([event.record for event in visitor.told])
    assert sum(event.record.status.is_terminal for event in visitor.told) <= sum(ended)
    await visitor.leave()


async def test_no_concurrent_change_is_lost(store: VideoStore) -> None:
    await store.project(record())
    names = [f"sections/{number}.jpg" for number in range(40)]
    changes = [VideoChange(section_pictures=(name,)) for name in names]
    outcomes = await asyncio.gather(*(store.append("a", 1, 1, change) for change in changes))
    assert set(outcomes) == {AppendOutcome.APPENDED}
    found = await store.get("a")
    assert found is not None
    assert sorted(found.section_pictures) == sorted(names)


def check_history(history: list[VideoRecord]) -> None:
    places = [(written.generation, written.attempt) for written in history]
    assert places == sorted(places)
    ends = [written.generation for written in history if written.status.is_terminal]
    assert len(set(ends)) == len(ends)
    for earlier, later in pairwise(history):
        assert may_replace(earlier, later)
        if (earlier.generation, earlier.attempt) == (later.generation, later.attempt):
            assert earlier.progress_percent <= later.progress_percent


statuses = st.sampled_from(VideoStatus)
whole = st.tuples(st.just("project"), st.integers(1, 3), st.integers(0, 2), statuses, st.integers(0, 100))
partial = st.tuples(st.just("append"), st.integers(1, 3), st.integers(0, 2), statuses, st.integers(0, 100))
gone = st.tuples(st.just("delete"), st.just(1), st.just(0), st.just(VideoStatus.QUEUED), st.just(0))
steps = st.lists(st.one_of(whole, partial, partial, gone), max_size=20)


@pytest.mark.parametrize("name", sorted(STORES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(arriving=steps)
async def test_the_rules_hold_in_any_order_of_writes(
    redis_server: RedisServer, name: str, arriving: list[tuple[str, int, int, VideoStatus, int]]
) -> None:
    async with STORES[name](redis_server) as store:
        expected: list[VideoRecord] = []
        for kind, generation, attempt, status, percent in arriving:
            current = expected[-1] if expected else None
            new: VideoRecord | None = None
            if kind == "delete":
                await store.delete("a")
                expected = []
                continue
            if kind == "project":
                told = record(status, generation=generation, percent=percent)
                told = told.model_copy(update={"attempt": attempt})
                new = told if current is None or may_replace(current, told) else None
                assert await store.project(told) is (new is not None)
            else:
                change = VideoChange(status=status, progress_percent=percent)
                new = changed(current, generation, attempt, change) if current else None
                outcome = await store.append("a", generation, attempt, change)
                assert outcome is (
                    AppendOutcome.APPENDED if new else refusal_of(current, generation, attempt)
                )
            if new is not None and new != current:
                expected.append(new)
        newest = expected[-1].generation if expected else 0
        assert await history_of(store) == [told for told in expected if told.generation == newest]
        assert await store.get("a") == (expected[-1] if expected else None)
        check_ends(expected)


def check_ends(history: list[VideoRecord]) -> None:
    generations = [written.generation for written in history]
    assert generations == sorted(generations)
    ends = [written.generation for written in history if written.status.is_terminal]
    assert len(set(ends)) == len(ends)
