"""What followers of every VideoStore are told of a video that is retried: nothing of what was before."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.record import VideoChange, VideoRecord
from contract.video import VideoStatus
from stores.events import EVENTS_KEPT, is_later
from stores.records.base import VideoStore
from tests.fakes.redis_server import RedisServer
from tests.stores.records.opened import COMPLETED, RENDERING, STORES, Visitor, Watcher, record

CANCELLED, FAILED, QUEUED = VideoStatus.CANCELLED, VideoStatus.FAILED, VideoStatus.QUEUED


def told(watcher: Watcher) -> list[tuple[int, VideoStatus]]:
    return [(event.record.generation, event.record.status) for event in watcher.events]


async def cancel_and_retry(store: VideoStore) -> list[str]:
    """The ids of the first generation's events: queued, rendering, cancelled."""
    await store.project(record())
    await store.project(record(RENDERING, percent=40))
    await store.project(record(CANCELLED, percent=40))
    ids = [event.event_id for event in await store.since("a")]
    await store.project(record(generation=2))
    return ids


async def test_a_new_follower_of_a_retried_video_is_told_its_new_run_only(store: VideoStore) -> None:
    await cancel_and_retry(store)
    watcher = Watcher(store)
    await watcher.until(lambda now: len(now.events) == 1)
    await store.project(record(COMPLETED, generation=2))
    await watcher.end()
    assert told(watcher) == [(2, QUEUED), (2, COMPLETED)]


@pytest.mark.parametrize("seen", [0, 1, 2])
async def test_a_follower_who_resumes_after_a_retry_is_told_no_earlier_end(
    store: VideoStore, seen: int
) -> None:
    ids = await cancel_and_retry(store)
    await store.append("a", 2, 1, VideoChange(status=RENDERING))
    await store.project(record(FAILED, generation=2).model_copy(update={"attempt": 1}))
    watcher = Watcher(store, after=ids[seen])
    await watcher.end()
    assert told(watcher) == [(2, QUEUED), (2, RENDERING), (2, FAILED)]


async def test_a_follower_who_has_seen_the_end_is_told_nothing_until_a_retry(store: VideoStore) -> None:
    await store.project(record(FAILED))
    (end,) = await store.since("a")
    assert await Watcher(store, after=end.event_id).end() == []
    await store.project(record(generation=2))
    watcher = Watcher(store, after=end.event_id)
    await watcher.until(lambda now: len(now.events) == 1)
    assert told(watcher) == [(2, QUEUED)]
    await watcher.leave()


async def test_a_follower_who_waits_during_cancel_and_retry_is_told_one_end_at_most(
    store: VideoStore,
) -> None:
    await store.project(record())
    watcher = Watcher(store)
    await watcher.until(lambda now: len(now.events) == 1)
    await store.project(record(CANCELLED))
    await store.project(record(generation=2))
    await store.project(record(COMPLETED, generation=2))
    await watcher.end()
    ends = [place for place in told(watcher) if place[1].is_terminal]
    assert ends in ([(1, CANCELLED)], [(2, COMPLETED)])
    assert told(watcher)[-1] == ends[0]


async def test_a_long_run_before_the_retry_takes_nothing_from_the_new_one(store: VideoStore) -> None:
    await store.project(record())
    for number in range(EVENTS_KEPT + 200):
        await store.append("a", 1, 1, VideoChange(message=str(number)))
    await store.append("a", 1, 1, VideoChange(status=FAILED))
    await store.project(record(generation=2))
    await store.append("a", 2, 1, VideoChange(status=RENDERING))
    assert [(event.record.generation, event.record.status) for event in await store.since("a")] == [
        (2, QUEUED),
        (2, RENDERING),
    ]


@dataclass
class Story:
    """One video, those who follow it, and the generation that each of their visits began in."""

    store: VideoStore
    visitors: list[Visitor] = field(default_factory=list)
    begun_in: dict[Watcher, int] = field(default_factory=dict)
    now: VideoRecord = field(default_factory=record)

    async def work(self) -> None:
        await self._tell(RENDERING, min(self.now.progress_percent + 1, 99))

    async def cancel(self) -> None:
        await self._tell(CANCELLED, self.now.progress_percent)

    async def complete(self) -> None:
        await self._tell(COMPLETED, 100)

    async def retry(self) -> None:
        if self.now.status.is_terminal:
            self.now = record(generation=self.now.generation + 1)
            await self.store.project(self.now)

    async def come(self) -> None:
        self._visit(Visitor(self.store))

    async def leave(self) -> None:
        if self.visitors:
            await self.visitors[0].leave()

    async def come_back(self) -> None:
        """The first visitor leaves, comes back, and is the last one then."""
        if self.visitors:
            visitor = self.visitors.pop(0)
            await visitor.leave()
            self._visit(visitor)

    async def wait(self) -> None:
        await asyncio.sleep(0.001)

    async def finish(self) -> None:
        """The video ends, and everybody comes back to see it."""
        await self.complete()
        for _ in self.visitors:
            await self.come_back()
        for visitor in self.visitors:
            await visitor.visits[-1].end()

    def _visit(self, visitor: Visitor) -> None:
        visitor.come()
        self.begun_in[visitor.visits[-1]] = self.now.generation
        self.visitors.append(visitor)

    async def _tell(self, status: VideoStatus, percent: int) -> None:
        if not self.now.status.is_terminal:
            self.now = record(status, generation=self.now.generation, percent=percent)
            await self.store.project(self.now)


def check_told(story: Story, visitor: Visitor) -> None:
    assert all(is_later(later.event_id, earlier.event_id) for earlier, later in pairwise(visitor.told))
    ends = [event.record.generation for event in visitor.told if event.record.status.is_terminal]
    assert len(ends) == len(set(ends))
    assert visitor.told[-1].record == story.now
    for visit in visitor.visits:
        assert all(event.record.generation >= story.begun_in[visit] for event in visit.events)
        assert not any(event.record.status.is_terminal for event in visit.events[:-1])


STEPS = (Story.work, Story.cancel, Story.complete, Story.retry)
VISITS = (Story.come, Story.leave, Story.come_back, Story.wait)


@pytest.mark.parametrize("name", sorted(STORES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(steps=st.lists(st.one_of(st.sampled_from(STEPS), st.sampled_from(VISITS)), max_size=16))
async def test_every_follower_is_told_one_end_of_each_generation_and_finally_the_last(
    redis_server: RedisServer, name: str, steps: list[Callable[[Story], Awaitable[None]]]
) -> None:
    async with STORES[name](redis_server) as store:
        story = Story(store)
        await store.project(story.now)
        await story.come()
        for step in steps:
            await step(story)
        await story.finish()
        for visitor in story.visitors:
            check_told(story, visitor)
