"""Admission: never above the limit, priority first, callers in turn, and no caller waits forever."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from controller.admit import choose, queue_positions
from controller.cluster.base import JobState, ObservedJob, PodPhase
from tests.controller.examples import NOW, VIDEO_ID, job, order, pod


@st.composite
def queues(draw: st.DrawFn, priorities: tuple[int, ...] = (0, 5, 9)) -> list[ObservedJob]:
    """Jobs of all states, of a few callers; some videos have several generations."""
    jobs: list[ObservedJob] = []
    for number in range(draw(st.integers(0, 25))):
        state = draw(st.sampled_from([JobState.SUSPENDED] * 4 + list(JobState)))
        ordered = order(
            caller=draw(st.sampled_from("abc")),
            priority=draw(st.sampled_from(priorities)),
            age_seconds=draw(st.integers(0, 5_000)),
            video_id=f"{draw(st.integers(0, 20)):08d}-0000-4000-8000-000000000000",
            generation=number + 1,
        )
        terminating = (pod(PodPhase.RUNNING, is_terminating=True),) if draw(st.booleans()) else ()
        jobs.append(
            job(
                state,
                ordered,
                cancelled=draw(st.integers(0, 9)) == 0,
                is_deleting=draw(st.integers(0, 9)) == 0,
                pods=terminating if state.has_ended else (),
            )
        )
    return jobs


def by_name(jobs: list[ObservedJob]) -> dict[str, ObservedJob]:
    return {waiting.name: waiting for waiting in jobs}


@given(queues(), st.integers(0, 12))
def test_never_more_than_the_limit_hold_a_slot(jobs: list[ObservedJob], limit: int) -> None:
    chosen = choose(jobs, limit, NOW)
    held = sum(waiting.holds_a_slot for waiting in jobs)
    assert len(chosen) <= max(0, limit - held)
    assert len(set(chosen)) == len(chosen)


@given(queues())
def test_only_waiting_jobs_are_chosen_and_one_for_each_video(jobs: list[ObservedJob]) -> None:
    chosen = [by_name(jobs)[name] for name in choose(jobs, 100, NOW)]
    assert all(found.state is JobState.SUSPENDED for found in chosen)
    assert not any(found.is_cancelled or found.is_deleting for found in chosen)
    assert max(Counter(found.order.video_id for found in chosen).values(), default=1) == 1


@given(queues())
def test_a_video_never_gets_a_second_running_job(jobs: list[ObservedJob]) -> None:
    alive = {found.order.video_id for found in jobs if found.holds_a_slot}
    assert alive.isdisjoint(by_name(jobs)[name].order.video_id for name in choose(jobs, 100, NOW))


@given(queues(), st.integers(1, 12))
def test_no_slot_stays_empty_while_a_job_could_run(jobs: list[ObservedJob], limit: int) -> None:
    could = len(choose(jobs, 1_000, NOW))
    free = max(0, limit - sum(waiting.holds_a_slot for waiting in jobs))
    assert len(choose(jobs, limit, NOW)) == min(free, could)


@given(queues())
def test_higher_priority_goes_first(jobs: list[ObservedJob]) -> None:
    first: dict[str, list[int]] = {}
    for name in choose(jobs, 1_000, NOW):
        first.setdefault(by_name(jobs)[name].order.caller, []).append(by_name(jobs)[name].order.priority)
    everyone = [by_name(jobs)[name].order.priority for name in choose(jobs, 1_000, NOW)]
    assert everyone == sorted(everyone, reverse=True)
    assert all(line == sorted(line, reverse=True) for line in first.values())


@given(queues(priorities=(5,)), st.integers(1, 12))
def test_callers_share_the_slots(jobs: list[ObservedJob], limit: int) -> None:
    """No caller gets a slot while another one with two fewer slots still waits."""
    chosen = choose(jobs, limit, NOW)
    running = Counter(found.order.caller for found in jobs if found.holds_a_slot)
    given_slots = Counter(by_name(jobs)[name].order.caller for name in chosen)
    waiting = {by_name(jobs)[name].order.caller for name in set(choose(jobs, 1_000, NOW)) - set(chosen)}
    for caller in given_slots:
        for other in waiting:
            assert running[caller] + given_slots[caller] <= running[other] + given_slots[other] + 1


def test_within_a_caller_the_oldest_goes_first() -> None:
    jobs = [job(ordered=order(age_seconds=age)) for age in (10, 300, 20)]
    assert choose(jobs, 2, NOW) == (jobs[1].name, jobs[2].name)


def test_with_one_slot_callers_take_turns() -> None:
    """A thousand older requests of one caller do not delay another caller."""
    jobs = by_name([job(ordered=order("many", age_seconds=9_000 - n)) for n in range(6)])
    jobs |= by_name([job(ordered=order("few", age_seconds=10)) for _ in range(2)])
    now, turns = NOW, []
    while names := choose(list(jobs.values()), 1, now):
        (name,) = names
        turns.append(jobs[name].order.caller)
        now += timedelta(seconds=100)
        jobs[name] = replace(jobs[name], state=JobState.SUCCEEDED, resumed_at=now)
    assert turns == ["many", "few", "many", "few", "many", "many", "many", "many"]


@given(st.lists(st.integers(0, 3), max_size=60))
def test_new_callers_do_not_overtake_waiting_ones(arrivals: list[int]) -> None:
    """A waiting caller is served after at most as many turns as callers came before it."""
    jobs = by_name([job(ordered=order("patient")), job(ordered=order("patient"))])
    now, served = NOW, 0
    for turn, count in enumerate([*arrivals, 0, 0]):
        now += timedelta(seconds=60)
        for number in range(count):
            new = replace(order(f"new-{turn}-{number}"), submitted_at=now)
            jobs |= by_name([job(ordered=new)])
        for name in choose(list(jobs.values()), 1, now):
            served += jobs[name].order.caller == "patient"
            jobs[name] = replace(jobs[name], state=JobState.SUCCEEDED, resumed_at=now)
        if turn == 0:
            assert served == 1
    most_before = sum(arrivals[:1])
    assert served == 2 or len(arrivals) + 2 <= most_before + 2


def test_a_newer_generation_waits_until_the_older_one_is_gone() -> None:
    older = job(JobState.FAILED, order(video_id=VIDEO_ID), pods=(pod(PodPhase.RUNNING, is_terminating=True),))
    newer = job(ordered=order(video_id=VIDEO_ID, generation=2))
    assert choose([older, newer], 10, NOW) == ()
    gone = replace(older, pods=(pod(PodPhase.FAILED, 143),))
    assert choose([gone, newer], 10, NOW) == (newer.name,)


@given(queues())
def test_places_in_the_queue_are_the_order_of_admission(jobs: list[ObservedJob]) -> None:
    positions = queue_positions(jobs, NOW)
    assert list(positions.values()) == list(range(1, len(positions) + 1))
    assert tuple(positions) == choose([found for found in jobs if not found.holds_a_slot], 1_000, NOW) or any(
        found.holds_a_slot for found in jobs
    )
