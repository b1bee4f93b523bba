"""The controller loop: observes Jobs, decides and acts on each, and admits the next. One leader at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from contract.failure import PodreelError
from controller.actions import Executor
from controller.admission_gate import closed_because, disk_use
from controller.admit import choose, may_start
from controller.backends import Clock, ControllerBackends
from controller.cluster.base import ClusterUnavailable, JobState, ObservedJob
from controller.facts import ControllerFacts
from controller.housekeeping import Housekeeping
from controller.job_cache import JobCache
from controller.job_watcher import JobWatcher
from controller.labels import Labels
from controller.leadership import Leadership
from controller.reconcile import Action, Resume, Situation, WriteResult, decide, needs_care
from controller.schedule import Schedule, ScheduleLimits
from controller.situation import read_situation
from controller.start_notices import StartNotices
from controller.turns import TROUBLES, Turns
from stores.damage import DamageKind

log = structlog.get_logger()
# State is read again after each step. A video that needs more steps continues in the next pass.
_MAX_STEPS = 6


class Controller:
    """Brings every accepted video to its end. All its state can be read again after a restart."""

    def __init__(
        self, backends: ControllerBackends, limits: ScheduleLimits, holder: str, clock: Clock
    ) -> None:
        self._backends = backends
        self._limits = limits
        self._clock = clock
        self._executor = Executor(backends, clock)
        self._job_cache = JobCache()
        self._schedule = Schedule(limits)
        self._watcher = JobWatcher(backends.cluster, self._job_cache, self._schedule)
        self._shown: set[str] = set()
        self._housekeeping = Housekeeping(backends, limits, self._job_cache, self._executor)
        self._labels = Labels(backends)
        self._start_notices = StartNotices(backends, clock)
        self._leadership = Leadership(backends.cluster, holder, limits.lease_seconds)
        self._gate = asyncio.Semaphore(limits.max_at_once)
        self._facts = ControllerFacts()
        self._turns = Turns()

    @property
    def facts(self) -> ControllerFacts:
        """As of the last pass, except for what changes in between."""
        return replace(
            self._facts,
            is_leader=self._leadership.is_leader,
            disk=disk_use(self._backends),
            failed_turns=self._turns.failed_in_a_row,
            failing_because=self._turns.failing_because,
            silent_seconds=self._turns.silent_seconds,
            damaged=self._backends.damage.counts,
        )

    def wake(self) -> None:
        """Starts the next pass soon, because a video was accepted, cancelled or deleted."""
        self._schedule.wake()

    async def step(self) -> None:
        """One full pass if this is the leader: list, housekeeping, decide on every Job, admit."""
        if await self._leadership.take():
            self._schedule.forgive()
            await self._relist()
            await self._run_housekeeping()
            await self._pass()
            await self._inform_readers()

    async def run(self) -> None:
        """Runs until cancelled, then releases the lease. Failures are retried with back-off."""
        self._turns.began()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watcher.run())
                tasks.create_task(self._leadership.keep())
                tasks.create_task(self._keep_informing())
                await self._take_turns()
        except asyncio.CancelledError:
            # Only after the tasks have ended: they would take the lease again.
            await self._leadership.give_back()
            raise

    async def _take_turns(self) -> None:
        while True:
            try:
                await self._turn()
            # The outermost loop: no failed turn may stop accepted videos.
            except Exception as error:
                self._schedule.needs_list = True
                self._turns.failed(error)
                log.warning("turn_failed", reason=str(error), kind=type(error).__name__)
            else:
                self._turns.succeeded()
            await self._schedule.pause(self._turns.failed_in_a_row)

    async def _turn(self) -> None:
        if not await self._leadership.take():
            self._schedule.needs_list = True
        elif self._schedule.is_list_due:
            await self._relist()
            await self._run_housekeeping()
            await self._pass()
        else:
            await self._pass()

    async def _keep_informing(self) -> None:
        """Runs beside the passes: notices and labels must not delay a video."""
        while True:
            await asyncio.sleep(self._limits.tick_seconds)
            if self._leadership.is_leader:
                await self._inform_readers()

    async def _inform_readers(self) -> None:
        await self._start_notices.update(self._job_cache.jobs)
        await self._labels.show(self._job_cache.jobs)

    async def _relist(self) -> None:
        self._schedule.needs_list = False  # first: a watch that starts after this needs another list
        self._job_cache.begin_list()
        self._job_cache.take_list(await self._backends.cluster.list())
        names = {job.name for job in self._job_cache.jobs}
        self._shown &= names
        self._schedule.listed(names)

    async def _pass(self) -> None:
        started, now = self._schedule.seconds(), self._clock()
        await self._check_records()
        waiting = [
            job.name
            for job in self._job_cache.jobs
            if needs_care(job, job.name in self._shown, now) and not self._schedule.is_idle(job.name)
        ]
        await self._each(waiting, self._reconcile)
        closed = await self._admit()
        self._update_facts(closed, self._schedule.seconds() - started)

    async def _each(self, names: Sequence[str], action: Callable[[str], Awaitable[None]]) -> None:
        """Runs `action` for several Jobs at a time; a Job that fails backs off without delaying others."""
        async with asyncio.TaskGroup() as tasks:
            for name in names:
                if not self._schedule.rests(name):
                    tasks.create_task(self._guard(name, action))

    async def _guard(self, name: str, action: Callable[[str], Awaitable[None]]) -> None:
        async with self._gate:
            try:
                await action(name)
            except TROUBLES as error:
                self._schedule.in_trouble(name)
                log.warning("job_postponed", job=name, reason=str(error))
            # Whatever is wrong with one video must not stop the others.
            except Exception as error:
                self._schedule.in_trouble(name)
                self._backends.damage.found(DamageKind.VIDEO, name, f"{type(error).__name__}: {error}")
            else:
                self._schedule.out_of_trouble(name)
                self._backends.damage.mended(DamageKind.VIDEO, name)

    async def _reconcile(self, name: str) -> None:
        """Acts on one Job until nothing is left to do."""
        for _ in range(_MAX_STEPS):
            job, now = self._job_cache.get(name), self._clock()
            if job is None or not needs_care(job, name in self._shown, now):
                return
            situation = await read_situation(self._backends, job)
            if _ends(situation, now) and not await self._is_as_seen(job):
                continue
            if not await self._decide(situation, job):
                self._schedule.idle(name)
                return

    async def _is_as_seen(self, job: ObservedJob) -> bool:
        """Whether the Job is unchanged in the cluster. Checked before ending it: a watch may miss changes."""
        fresh = await self._backends.cluster.get(job.name)
        if fresh is None:
            self._job_cache.drop(job.name)
            return False
        self._job_cache.note(fresh)
        return (fresh.uid, fresh.state, fresh.pods) == (job.uid, job.state, job.pods)

    async def _start(self, name: str) -> None:
        """Admits a chosen Job, after reading its current state once more."""
        fresh = await self._backends.cluster.get(name)
        if fresh is None:
            self._job_cache.drop(name)
            return
        self._job_cache.note(fresh)
        if may_start(fresh) and self._leadership.is_leader:
            situation = await read_situation(self._backends, fresh, is_chosen=True)
            await self._decide(situation, fresh)

    async def _decide(self, situation: Situation, job: ObservedJob) -> bool:
        """Decides and acts; returns False if there was nothing to do."""
        actions = decide(situation, self._clock())
        current: ObservedJob | None = job
        for action in actions:
            try:
                current = await self._executor.act(current, action)
            except ClusterUnavailable:
                self._assume_done(job, action)
                raise
            self._remember(job, current)
        if situation.are_records_unreachable:
            self._shown.discard(job.name)
        else:
            self._shown.add(job.name)
        return bool(actions)

    def _assume_done(self, job: ObservedJob, action: Action) -> None:
        """A resume without an answer may have succeeded: the Job holds a slot until the next list."""
        self._schedule.list_soon()
        if isinstance(action, Resume):
            self._job_cache.note(replace(job, state=JobState.RUNNING))

    def _remember(self, job: ObservedJob, current: ObservedJob | None) -> None:
        if current is None:
            self._job_cache.drop(job.name)
        elif current is not job:
            self._job_cache.note(current)

    async def _admit(self) -> str:
        """Fills free slots; returns why it may not, or an empty string."""
        tried: set[str] = set()
        while names := self._chosen(tried):
            if reason := await closed_because(self._backends):
                return reason
            tried.update(names)
            await self._each(names, self._start)
        return ""

    def _chosen(self, tried: set[str]) -> tuple[str, ...]:
        jobs = [job for job in self._job_cache.jobs if job.name not in tried or job.holds_a_slot]
        return choose(
            [job for job in jobs if not self._schedule.rests(job.name) or job.holds_a_slot],
            self._limits.max_running,
            self._clock(),
        )

    async def _run_housekeeping(self) -> None:
        """Runs housekeeping; what fails is retried after the next list."""
        try:
            await self._housekeeping.run(self._clock())
        except TROUBLES as error:
            self._schedule.list_soon()
            log.warning("upkeep_postponed", reason=str(error))

    async def _check_records(self) -> None:
        """Once in a tick: if the record store was emptied, all records are written again."""
        if not self._schedule.is_check_due():
            return
        try:
            if await self._housekeeping.has_lost_records():
                self._shown.clear()
                self._schedule.needs_list = True
        except PodreelError as error:
            log.warning("records_unavailable", reason=error.detail)

    def _update_facts(self, closed: str, seconds: float) -> None:
        now = self._clock()
        waiting = [job for job in self._job_cache.jobs if may_start(job)]
        oldest = min((job.order.submitted_at for job in waiting), default=now)
        self._facts = ControllerFacts(
            waiting=len(waiting),
            running=sum(job.holds_a_slot for job in self._job_cache.jobs),
            oldest_waiting_seconds=(now - oldest).total_seconds(),
            closed_because=closed,
            in_trouble=self._schedule.in_trouble_count,
            last_pass_seconds=seconds,
            last_pass_at=now,
        )


def _ends(situation: Situation, now: datetime) -> bool:
    return any(isinstance(action, WriteResult) for action in decide(situation, now))
