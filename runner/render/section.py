"""Renders a section in a confined child: watches it, ends all its processes and checks the files it left."""

import asyncio
import itertools
import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from runner.render.clearing import clear_folder
from runner.render.job import SectionAnswer, SectionJob, SectionOutcome
from runner.render.log_tail import LogTail
from runner.render.log_text import plain_lines
from runner.render.results import VIDEO_NAME, find_flaw, is_there, read_times
from runner.render.verdict import ChildExit, judge, refuse
from runner.render.zygote_client import Child, ZygoteClient, ZygoteGoneError, end_orphans, start_zygote
from runner.render.zygote_protocol import CheckTask, NoTask, RenderTask
from runner.sandbox.layers import Layer
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import Containment, Policy, environment
from runner.sandbox.resource_usage import can_watch, excess, measure, measure_processes

_WATCH_SECONDS = 0.25
# Measuring folders and descriptors takes ten times as long as processes, and they fill more slowly.
_LOOKS_PER_SEARCH = 4
_CHECK_SECONDS = 60.0


class UnconfinedError(Exception):
    """A layer of the sandbox could not be installed, so nothing ran."""


class Sections:
    """Renders sections. One zygote serves them all; if it dies, the next section starts another."""

    def __init__(self, containment: Containment) -> None:
        self._containment = containment
        self._zygote: ZygoteClient | None = None
        self._missing: Mapping[Layer, str] = {}
        self._starting = asyncio.Lock()

    async def close(self) -> None:
        """Ends the zygote and all its children."""
        if self._zygote is not None:
            await self._zygote.close()

    async def start(self) -> Mapping[Layer, str]:
        """Tries the sandbox in a child that ends at once; returns each missing layer with the reason.

        Raises UnconfinedError if the containment does not permit missing layers.
        """
        await self._living_zygote()
        return self._missing

    async def render(self, folder: Path, job: SectionJob) -> SectionAnswer:
        """Renders the section whose script is in this folder; cancelling ends it.

        Raises UnconfinedError; then no line of the script ran.
        """
        try:
            answer = await self._render(await self._living_zygote(), folder, job)
            return answer.model_copy(update={"missing_layers": tuple(self._missing)})
        except ZygoteGoneError:
            return SectionAnswer(outcome=SectionOutcome.FAILED, reason="the process that renders was killed")

    async def _render(self, zygote: ZygoteClient, folder: Path, job: SectionJob) -> SectionAnswer:
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        with LogTail(job.limits.log_bytes) as log:
            policy = self._policy(job.limits)
            async with zygote.fork(RenderTask(), folder, policy, log.write_end) as child:
                await _confined(child)
                exit_status, stopped = await self._oversee(zygote, child, folder, job.limits)
        # All its processes have ended, so nothing can change the files between this check and the reply.
        await asyncio.to_thread(clear_folder, folder / "media")
        times = await asyncio.to_thread(read_times, folder)
        ending = ChildExit(
            returncode=exit_status,
            stopped=stopped,
            log=log.text(),
            times=times,
            has_video=await asyncio.to_thread(is_there, folder, VIDEO_NAME),
            flaw=await asyncio.to_thread(find_flaw, folder, VIDEO_NAME, job.most_video_bytes(times)),
            seconds=loop.time() - started_at,
        )
        return await self._check(zygote, folder, job, judge(ending, job))

    async def _oversee(
        self, zygote: ZygoteClient, child: Child, folder: Path, limits: RenderLimits
    ) -> tuple[int, str]:
        """The child's exit status, and the reason if it had to be stopped (else empty)."""
        layers = self._containment.layers
        watching = asyncio.create_task(_watch(zygote, child, folder, limits))
        awaited: set[asyncio.Future[Any]] = {child.ended}
        if Layer.WATCH in layers:
            awaited.add(watching)
        try:
            async with asyncio.timeout(limits.seconds if Layer.DEADLINE in layers else None):
                await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            return -signal.SIGKILL, f"it did not finish within {limits.seconds:g} seconds"
        finally:
            watching.cancel()
        if child.ended.done():
            return child.ended.result(), ""
        return -signal.SIGKILL, watching.result()

    async def _check(
        self, zygote: ZygoteClient, folder: Path, job: SectionJob, answer: SectionAnswer
    ) -> SectionAnswer:
        """Opens the video in a second confined child, because the script may have crafted the file."""
        if answer.times is None or Layer.RESULTS not in self._containment.layers:
            return answer
        policy = self._policy(job.limits).model_copy(update={"may_write": False})
        task = CheckTask(picture=job.picture, times=answer.times)
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
        return refuse(answer, doubt) if doubt else answer

    async def _living_zygote(self) -> ZygoteClient:
        async with self._starting:
            if self._zygote is None or not self._zygote.is_alive:
                if self._zygote is not None:
                    await self.close()
                    await asyncio.to_thread(end_orphans)
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
        policy = self._policy(RenderLimits())
        with TemporaryDirectory(prefix="podreel-") as folder, LogTail(RenderLimits().log_bytes) as log:
            async with zygote.fork(NoTask(), Path(folder), policy, log.write_end) as child:
                return await _confined(child)

    def _policy(self, limits: RenderLimits) -> Policy:
        return Policy(
            **self._containment.model_dump(),
            memory_bytes=limits.memory_bytes,
            file_bytes=limits.file_bytes,
            max_tasks=limits.max_tasks,
        )


async def _confined(child: Child) -> Mapping[Layer, str]:
    report = await child.report()
    if report.refused:
        raise UnconfinedError(report.refused)
    return report.missing


async def _watch(zygote: ZygoteClient, child: Child, folder: Path, limits: RenderLimits) -> str:
    """Waits until the section exceeds a limit, and returns which one."""
    for look in itertools.count():
        if look % _LOOKS_PER_SEARCH:
            usage = await asyncio.to_thread(measure_processes, zygote.process_id, child.process_id)
        else:
            usage = await asyncio.to_thread(measure, zygote.process_id, child.process_id, folder, limits)
        if reason := excess(usage, limits):
            return reason
        await asyncio.sleep(_WATCH_SECONDS)
    raise AssertionError("counting has no end")
