"""Renders a section in a confined child: watches it, ends all its processes and checks the files it left."""

import asyncio
import contextlib
import itertools
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.clearing import clear_folder
from runner.render.job import SectionJob
from runner.render.log_tail import LogTail
from runner.render.log_text import plain_lines
from runner.render.reports import read_record, read_times
from runner.render.results import VIDEO_NAME, find_flaw, is_there
from runner.render.tex_format import TexFormat
from runner.render.verdict import ChildExit, judge, refuse
from runner.render.zygote_client import Child, ZygoteClient, ZygoteGoneError, end_orphans, start_zygote
from runner.render.zygote_protocol import CheckTask, NoTask, RenderTask
from runner.sandbox.cgroups import NO_CGROUP, HostCgroups, NoCgroupsError, SectionCgroup, open_cgroups
from runner.sandbox.layers import Layer
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import Containment, Policy, environment
from runner.sandbox.resource_usage import (
    can_watch,
    excess,
    measure,
    measure_processes,
    tell_memory_excess,
)

_WATCH_SECONDS = 0.25
# Measuring folders and descriptors takes ten times as long as processes, and they fill more slowly.
_LOOKS_PER_SEARCH = 4
_CHECK_SECONDS = 60.0
_TRIES = 2
# What a client puts into a section's folder.
_GIVEN = frozenset({"script.py", "job.json"})


class UnconfinedError(Exception):
    """A layer of the sandbox could not be installed, so nothing ran."""


class Sections:
    """Renders sections. One zygote serves them all; if it dies, the next section starts another.

    In `tex_folder`, which only the host may write to, a TeX format is made for them.
    """

    def __init__(
        self,
        containment: Containment,
        open_cgroups: Callable[[], HostCgroups] = open_cgroups,
        tex_folder: Path | None = None,
    ) -> None:
        self._containment = containment
        self._tex_format = TexFormat(tex_folder)
        self._open_cgroups = open_cgroups
        self._zygote: ZygoteClient | None = None
        self._cgroups: HostCgroups | None = None
        self._missing: Mapping[Layer, str] = {}
        self._starting = asyncio.Lock()
        # A record may need 200 MB to be read, and the host has little memory of its own.
        self._reading = asyncio.Lock()

    async def close(self) -> None:
        """Ends the zygote and all its children."""
        await self._tex_format.close()
        if self._zygote is not None:
            await self._zygote.close()
        if self._cgroups is not None:
            await asyncio.to_thread(self._cgroups.close)

    async def start(self) -> Mapping[Layer, str]:
        """Tries the sandbox in a child that ends at once; returns each missing layer with the reason.

        Raises UnconfinedError if the containment does not permit missing layers.
        """
        await self._living_zygote()
        self._tex_format.start()
        return self._missing

    async def render(self, folder: Path, job: SectionJob) -> SectionAnswer:
        """Renders the section whose script is in this folder; cancelling ends it. A section whose zygote is
        killed is rendered once more.

        Raises UnconfinedError; then no line of the script ran.
        """
        for number in range(_TRIES):
            try:
                zygote = await self._living_zygote()
                if number > 0:
                    await asyncio.to_thread(clear_folder, folder, _GIVEN)
                async with self._own_cgroup(job.limits) as cgroup:
                    answer = await self._render(zygote, folder, job, cgroup)
                return answer.model_copy(update={"missing_layers": tuple(self._missing)})
            except ZygoteGoneError:
                print("the zygote was killed, and its sections with it", file=sys.stderr)
        return SectionAnswer(outcome=SectionOutcome.FAILED, reason="the process that renders was killed")

    @asynccontextmanager
    async def _own_cgroup(self, limits: RenderLimits) -> AsyncIterator[SectionCgroup]:
        """A control group for one section; without folders if this host can't make one."""
        cgroup = NO_CGROUP
        try:
            if self._cgroups is not None:
                cgroup = await asyncio.to_thread(self._cgroups.make, limits)
        except OSError as error:
            print(f"a section has no control group, only the watch: {error}", file=sys.stderr)
        try:
            yield cgroup
        finally:
            await asyncio.to_thread(cgroup.remove)

    async def _render(
        self, zygote: ZygoteClient, folder: Path, job: SectionJob, cgroup: SectionCgroup
    ) -> SectionAnswer:
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        with LogTail(job.limits.log_bytes) as log:
            policy = self._policy(job.limits, cgroup)
            async with zygote.fork(RenderTask(), folder, policy, log.write_end) as child:
                await _confined(child)
                running = _RunningSection(zygote.process_id, child, folder, job.limits, cgroup)
                exit_status, stopped = await self._oversee(running)
        # All its processes have ended, so nothing can change the files between this check and the reply.
        await asyncio.to_thread(clear_folder, folder / "media")
        async with self._reading:
            record = await asyncio.to_thread(read_record, folder) if job.is_dry_run else None
        times = record.times if record else await asyncio.to_thread(read_times, folder)
        ending = ChildExit(
            returncode=exit_status,
            stopped=stopped,
            log=log.text(),
            times=times,
            has_video=await asyncio.to_thread(is_there, folder, VIDEO_NAME),
            flaw=await asyncio.to_thread(find_flaw, folder, VIDEO_NAME, job.most_video_bytes(times)),
            seconds=loop.time() - started_at,
            record=record,
        )
        answer = judge(ending, job)
        if answer.times is None or job.is_dry_run or Layer.RESULTS not in self._containment.layers:
            return answer
        policy = self._policy(job.limits, cgroup).model_copy(update={"may_write": False})
        doubt = await _check(zygote, folder, job, CheckTask(picture=job.picture, times=answer.times), policy)
        return refuse(answer, doubt) if doubt else answer

    async def _oversee(self, running: "_RunningSection") -> tuple[int, str]:
        """The child's exit status, and the reason if it had to be stopped (else empty)."""
        layers, limits, ended = self._containment.layers, running.limits, running.child.ended
        watching = asyncio.create_task(_watch(running))
        awaited: set[asyncio.Future[Any]] = {ended}
        if Layer.WATCH in layers:
            awaited.add(watching)
        try:
            async with asyncio.timeout(limits.seconds if Layer.DEADLINE in layers else None):
                await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            return -signal.SIGKILL, f"it did not finish within {limits.seconds:g} seconds"
        finally:
            watching.cancel()
        if not ended.done():
            return -signal.SIGKILL, watching.result()
        return ended.result(), await asyncio.to_thread(running.tell_lack_of_memory)

    async def _living_zygote(self) -> ZygoteClient:
        async with self._starting:
            if self._zygote is None or not self._zygote.is_alive:
                if self._zygote is not None:
                    await self._zygote.close()
                    await asyncio.to_thread(end_orphans)
                elif self._cgroups is None and Layer.CGROUP in self._containment.layers:
                    with contextlib.suppress(NoCgroupsError):
                        self._cgroups = await asyncio.to_thread(self._open_cgroups)
                missing = self._try_watching()
                self._zygote = await self._start_zygote()
                self._missing = {**missing, **await self._try_confining(self._zygote)}
            return self._zygote

    async def _start_zygote(self) -> ZygoteClient:
        is_clean = Layer.ENVIRONMENT in self._containment.layers
        return await start_zygote(environment(self._policy(RenderLimits()), Path("/")) if is_clean else None)

    def _try_watching(self) -> Mapping[Layer, str]:
        if can_watch():
            return {}
        reason = "the kernel does not list the children of a process (CONFIG_PROC_CHILDREN)"
        if not self._containment.is_permissive:
            raise UnconfinedError(f"{Layer.WATCH}: {reason}")
        return {Layer.WATCH: reason}

    async def _try_confining(self, zygote: ZygoteClient) -> Mapping[Layer, str]:
        """Confines a child that ends at once; goes on without control groups if none can be entered."""
        try:
            missing = await self._confine_nothing(zygote)
        except UnconfinedError as error:
            if not str(error).startswith(f"{Layer.CGROUP}: "):
                raise
            missing = {Layer.CGROUP: str(error)}
        if Layer.CGROUP not in missing or self._cgroups is None:
            return missing
        await asyncio.to_thread(self._cgroups.close)
        self._cgroups = None
        return await self._confine_nothing(zygote)

    async def _confine_nothing(self, zygote: ZygoteClient) -> Mapping[Layer, str]:
        limits = RenderLimits()
        with TemporaryDirectory(prefix="podreel-") as folder, LogTail(limits.log_bytes) as log:
            async with self._own_cgroup(limits) as cgroup:
                policy = self._policy(limits, cgroup)
                async with zygote.fork(NoTask(), Path(folder), policy, log.write_end) as child:
                    return await _confined(child)

    def _policy(self, limits: RenderLimits, cgroup: SectionCgroup = NO_CGROUP) -> Policy:
        return Policy(
            **self._containment.model_dump(),
            memory_bytes=limits.memory_bytes,
            file_bytes=limits.file_bytes,
            max_tasks=limits.max_tasks,
            cgroups=cgroup.folders,
            tex_formats=self._tex_format.ready_folder,
        )


@dataclass(frozen=True)
class _RunningSection:
    """A section whose script runs, and what it may use."""

    zygote_id: int
    child: Child
    folder: Path
    limits: RenderLimits
    cgroup: SectionCgroup

    def tell_lack_of_memory(self) -> str:
        """The reason if the kernel has killed a process to keep the section's limit; empty if not."""
        return tell_memory_excess(self.limits) if self.cgroup.has_run_out_of_memory() else ""

    def tell_excess(self, *, with_files: bool) -> str:
        """Why it must be stopped now; empty if it need not be."""
        if with_files:
            usage = measure(self.zygote_id, self.child.process_id, self.folder, self.limits)
        else:
            usage = measure_processes(self.zygote_id, self.child.process_id)
        return excess(usage, self.limits) or self.tell_lack_of_memory()


async def _confined(child: Child) -> Mapping[Layer, str]:
    report = await child.report()
    if report.refused:
        raise UnconfinedError(report.refused)
    return report.missing


async def _check(zygote: ZygoteClient, folder: Path, job: SectionJob, task: CheckTask, policy: Policy) -> str:
    """Opens the video in a second confined child, as the script may have crafted it; returns its flaw."""
    with LogTail(job.limits.log_bytes) as log:
        async with zygote.fork(task, folder, policy, log.write_end) as child:
            try:
                async with asyncio.timeout(_CHECK_SECONDS):
                    await _confined(child)
                    doubt = str(json.loads(await child.answers.readline()))
            except (TimeoutError, ValueError, RecursionError):
                doubt = "its video can't be read"
    if complaint := plain_lines(log.text(), job.limits.log_bytes).strip():
        # Podreel's own code ran there, so the complaint is for maintainers.
        print(f"checking a video: {complaint}", file=sys.stderr)
    return doubt


async def _watch(running: _RunningSection) -> str:
    """Waits until the section exceeds a limit, and returns which one."""
    for look in itertools.count():
        with_files = look % _LOOKS_PER_SEARCH == 0
        if reason := await asyncio.to_thread(running.tell_excess, with_files=with_files):
            return reason
        await asyncio.sleep(_WATCH_SECONDS)
    raise AssertionError("counting has no end")
