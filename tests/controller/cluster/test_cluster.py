"""The behaviour of every cluster, on real ones and on the fake."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from contract.failure import FAILURES, JobReaction
from controller.cluster.base import (
    CANCEL_ANNOTATION,
    ChangeKind,
    ClusterEvent,
    JobChange,
    JobExists,
    JobMissing,
    JobState,
    ObservedJob,
    PodPhase,
)
from controller.cluster.process.job_steps import (
    BACKOFF_LIMIT_EXCEEDED,
    DEADLINE_EXCEEDED,
    IGNORED_TOO_OFTEN,
    POD_FAILURE_POLICY,
)
from tests.controller.cluster.rigs import (
    LIMITS,
    Rig,
    RigFor,
    check_is_retried_forever,
    ended,
    has_ended,
    is_gone,
    listed,
    order_of,
    runs,
    statuses,
)
from tests.runner.living import PATIENCE_SECONDS

REACTIONS = {failure.exit_status: failure.reaction for failure in FAILURES.values()}


@pytest.fixture
async def rig(rig_for: RigFor) -> AsyncIterator[Rig]:
    async with rig_for() as opened:
        yield opened


async def test_a_new_job_is_suspended_and_carries_its_order(rig: Rig) -> None:
    order = order_of(0)
    job = await rig.cluster.create(order)
    assert job.state is JobState.SUSPENDED
    assert job.order == order
    assert job.order.request_hash == order.request_hash
    assert job.order.request.model_fields_set == order.request.model_fields_set
    assert await rig.cluster.get(order.name) == job


async def test_a_second_job_of_the_same_name_is_refused_and_the_first_is_shown(rig: Rig) -> None:
    first = await rig.cluster.create(order_of(0))
    other = order_of(1, video_id=first.order.video_id, caller="bob")
    with pytest.raises(JobExists) as caught:
        await rig.cluster.create(other)
    assert caught.value.job == first
    assert caught.value.job.order.request_hash != other.request_hash
    assert await rig.cluster.list() == (first,)


async def test_of_twenty_creations_of_one_name_one_wins(rig: Rig) -> None:
    order = order_of(0)
    results = await asyncio.gather(*(rig.cluster.create(order) for _ in range(20)), return_exceptions=True)
    created = [result for result in results if isinstance(result, ObservedJob)]
    refused = [result for result in results if isinstance(result, JobExists)]
    assert len(created) == 1
    assert [refusal.job.uid for refusal in refused] == [created[0].uid] * 19


async def test_a_suspended_job_runs_nothing(rig: Rig) -> None:
    job = await rig.cluster.create(order_of(0))
    await rig.pass_time()
    assert await rig.cluster.get(job.name) == job
    assert not job.holds_a_slot


async def test_a_job_that_is_resumed_twice_runs_once(rig: Rig) -> None:
    job = await rig.cluster.create(order_of("hang"))
    first = await rig.cluster.resume(job.name)
    await rig.until(job.name, runs)
    second = await rig.cluster.resume(job.name)
    assert first.state is JobState.RUNNING
    assert second.resumed_at == first.resumed_at is not None
    await rig.pass_time()
    now = await rig.cluster.get(job.name)
    assert now is not None
    assert len(now.pods) == 1
    assert now.holds_a_slot


async def test_a_job_that_has_ended_is_not_resumed_again(rig: Rig) -> None:
    done = await ended(rig, 0)
    assert await rig.cluster.resume(done.name) == done
    await rig.pass_time()
    assert await rig.cluster.get(done.name) == done


async def test_a_watch_reports_what_a_list_shows(rig: Rig) -> None:
    seen: dict[str, ObservedJob] = {}
    gone: list[JobChange] = []
    watch = rig.cluster.watch()

    async def look() -> None:
        async for change in watch:
            if change.kind is ChangeKind.DELETED:
                gone.append(change)
                seen.pop(change.job.name)
            else:
                seen[change.job.name] = change.job

    watching = asyncio.create_task(look())
    await ended(rig, 69, 0)
    deleted = await ended(rig, 64)
    await rig.cluster.create(order_of(0))
    await rig.cluster.delete(deleted.name)
    await rig.until(deleted.name, is_gone)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not gone or seen != await listed(rig):  # noqa: ASYNC110 - both sides move
            await asyncio.sleep(0.01)
    assert [change.job.uid for change in gone] == [deleted.uid]
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching


async def test_annotations_add_up_and_stay(rig: Rig) -> None:
    job = await rig.cluster.create(order_of(0))
    await rig.cluster.annotate(job.name, {CANCEL_ANNOTATION: "now"})
    await rig.cluster.annotate(job.name, {"podreel/other": "é\n"})
    await rig.cluster.resume(job.name)
    done = await rig.until(job.name, has_ended)
    assert done is not None
    assert done.is_cancelled
    assert dict(done.annotations) == {CANCEL_ANNOTATION: "now", "podreel/other": "é\n"}


async def test_each_method_handles_a_missing_job(rig: Rig) -> None:
    name = order_of(0).name
    with pytest.raises(JobMissing):
        await rig.cluster.resume(name)
    with pytest.raises(JobMissing):
        await rig.cluster.annotate(name, {"a": "b"})
    await rig.cluster.delete(name)
    await rig.cluster.set_ttl(name, 1)
    await rig.cluster.emit_event(name, ClusterEvent(datetime.now(UTC), "Noted", "nobody is there"))
    assert await rig.cluster.get(name) is None
    assert await rig.cluster.logs(name) == ""
    assert await rig.cluster.events(name) == ()


async def test_a_suspended_job_is_deleted_at_once_and_its_name_is_free(rig: Rig) -> None:
    job = await rig.cluster.create(order_of(0))
    await rig.cluster.delete(job.name)
    assert await rig.cluster.get(job.name) is None
    again = await rig.cluster.create(job.order)
    assert again.uid != job.uid


async def test_a_deleted_running_job_is_gone_once_its_pods_are(rig: Rig) -> None:
    job = await rig.cluster.create(order_of("hang"))
    await rig.cluster.resume(job.name)
    await rig.until(job.name, runs)
    await rig.cluster.delete(job.name)
    await rig.cluster.delete(job.name)
    deleting = await rig.cluster.get(job.name)
    assert deleting is None or (deleting.is_deleting and deleting.holds_a_slot)
    with contextlib.suppress(JobMissing):
        assert (await rig.cluster.resume(job.name)).is_deleting
    await rig.until(job.name, is_gone)


async def test_a_job_that_has_ended_is_removed_after_its_time(rig: Rig) -> None:
    done = await ended(rig, 0)
    assert done.ttl_seconds == LIMITS.ttl_seconds
    await rig.cluster.set_ttl(done.name, 3600)
    await rig.pass_time()
    assert await rig.cluster.get(done.name) is not None
    await rig.cluster.set_ttl(done.name, 0)
    await rig.until(done.name, is_gone)


async def test_a_ttl_never_ends_a_running_job(rig: Rig) -> None:
    job = await rig.cluster.create(order_of("hang"))
    await rig.cluster.set_ttl(job.name, 0)
    await rig.cluster.resume(job.name)
    await rig.until(job.name, runs)
    await rig.pass_time()
    assert runs(await rig.cluster.get(job.name))


async def test_logs_have_the_attempts_in_order(rig: Rig) -> None:
    done = await ended(rig, 69, 70, 0)
    logs = await rig.cluster.logs(done.name)
    plays = [line for line in logs.splitlines() if "plays" in line]
    assert plays == ["try 1 plays 69", "try 2 plays 70", "try 3 plays 0"]
    assert (await rig.cluster.logs(done.name, 2)).splitlines() == logs.splitlines()[-2:]
    assert await rig.cluster.logs(done.name, 0) == ""


async def test_the_runners_last_report_is_kept(rig: Rig) -> None:
    done = await ended(rig, 65)
    assert json.loads(done.pods[0].told) == {"event": "ended", "exit_status": 65}


@pytest.mark.parametrize("status", [*sorted(REACTIONS), 1, 137])
async def test_every_exit_status_has_the_reaction_of_the_table(rig_for: RigFor, status: int) -> None:
    async with rig_for(max_tries=2, max_ignored=2) as rig:
        if REACTIONS.get(status) is JobReaction.IGNORE and not rig.manners.has_most_ignored:
            await check_is_retried_forever(rig, status)
            return
        done = await ended(rig, status)
    assert done.state is JobState.FAILED
    match REACTIONS.get(status, JobReaction.RETRY):
        case JobReaction.FAIL:
            assert (statuses(done), done.reason) == ([status], POD_FAILURE_POLICY)
        case JobReaction.RETRY:
            assert (statuses(done), done.reason) == ([status] * 2, BACKOFF_LIMIT_EXCEEDED)
        case JobReaction.IGNORE:
            assert (statuses(done), done.reason) == ([status] * 3, IGNORED_TOO_OFTEN)
    assert done.ended_at is not None


async def test_a_successful_attempt_completes_the_job(rig: Rig) -> None:
    done = await ended(rig, 70, 143, 69, 0)
    assert (done.state, statuses(done), done.reason) == (JobState.SUCCEEDED, [70, 143, 69, 0], "")
    assert [pod.phase for pod in done.pods] == [PodPhase.FAILED] * 3 + [PodPhase.SUCCEEDED]
    assert len({pod.name for pod in done.pods}) == 4
    assert not done.holds_a_slot


async def test_a_lost_attempt_is_retried_without_counting(rig: Rig) -> None:
    done = await ended(rig, "lost", 69, "lost", 69, 0)
    assert (done.state, statuses(done)) == (JobState.SUCCEEDED, [None, 69, None, 69, 0])
    assert done.pods[0].reason == rig.manners.lost_reason


async def test_a_job_ends_at_its_deadline(rig_for: RigFor) -> None:
    async with rig_for(job_deadline_seconds=0.5) as rig:
        done = await ended(rig, "hang")
    assert (done.state, done.reason) == (JobState.FAILED, DEADLINE_EXCEEDED)
    assert not done.holds_a_slot


async def test_an_attempt_beyond_its_deadline_fails_the_job(rig_for: RigFor) -> None:
    async with rig_for(try_deadline_seconds=0.5) as rig:
        done = await ended(rig, "hang")
    assert (done.state, done.reason) == (JobState.FAILED, rig.manners.late_reason)
    told = [(pod.exit_status, pod.reason) for pod in done.pods]
    assert told == [(rig.manners.late_status, DEADLINE_EXCEEDED)]


async def test_events_are_kept_in_order(rig: Rig) -> None:
    job = await rig.cluster.create(order_of(0))
    noted = [ClusterEvent(datetime(2026, 1, day, tzinfo=UTC), "Noted", f"\nday {day}") for day in (1, 2)]
    for event in noted:
        await rig.cluster.emit_event(job.name, event)
    assert [event for event in await rig.cluster.events(job.name) if event.reason == "Noted"] == noted
