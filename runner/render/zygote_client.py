"""The host's side of the zygote: requests confined children, and kills them with all that they started."""

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from runner.machine.processes import end, start
from runner.render.zygote_protocol import ChildReport, ForkRequest, ForkStatus, Task
from runner.sandbox.cgroups import kill, processes_in
from runner.sandbox.policy import Policy
from runner.sandbox.resource_usage import children_of, find_members

_MAX_NEWS_BYTES = 4096
_MAX_REPORT_BYTES = 64 * 1024
_LOOK_AGAIN_SECONDS = 0.002


class ZygoteGoneError(Exception):
    """The zygote has ended, and its children with it."""


@dataclass(frozen=True)
class Child:
    """A forked child. `answers` starts with its `ChildReport`; some tasks add a line."""

    process_id: int
    answers: asyncio.StreamReader
    ended: "asyncio.Future[int]"

    async def report(self) -> ChildReport:
        """The child's report once it is confined. Raises ZygoteGoneError if it ended before that."""
        line = await self.answers.readline()
        if not line:
            raise ZygoteGoneError
        return ChildReport.model_validate_json(line)


class ZygoteClient:
    """A running zygote."""

    def __init__(self, process: asyncio.subprocess.Process, channel: socket.socket) -> None:
        self._process = process
        self._channel = channel
        self._started: dict[int, asyncio.Future[int]] = {}
        self._ended: dict[int, asyncio.Future[int]] = {}
        self._numbers = itertools.count(1)
        asyncio.get_running_loop().add_reader(channel, self._hear)

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._channel.fileno() >= 0

    @asynccontextmanager
    async def fork(self, task: Task, folder: Path, policy: Policy, output: int) -> AsyncIterator[Child]:
        """Forks a confined child for this task, whose output goes to the descriptor `output`.

        Leaving the context kills it and all processes that it started. Raises ZygoteGoneError.
        """
        order = ForkRequest(number=next(self._numbers), task=task, folder=folder, policy=policy)
        loop = asyncio.get_running_loop()
        started = self._started[order.number] = loop.create_future()
        ended = self._ended[order.number] = loop.create_future()
        answers, transport = await self._send(order, output)
        try:
            yield Child(await asyncio.shield(started), answers, ended)
        finally:
            with contextlib.suppress(ZygoteGoneError):
                await self._end(await started, ended, policy.cgroups)
            transport.close()
            del self._started[order.number], self._ended[order.number]

    async def _send(
        self, order: ForkRequest, output: int
    ) -> tuple[asyncio.StreamReader, asyncio.ReadTransport]:
        read_end, write_end = os.pipe()
        answers = asyncio.StreamReader(limit=_MAX_REPORT_BYTES)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(answers), os.fdopen(read_end, "rb", buffering=0)
        )
        try:
            socket.send_fds(self._channel, [order.model_dump_json().encode()], [output, write_end])
        except OSError as error:
            transport.close()
            raise ZygoteGoneError from error
        finally:
            os.close(write_end)
        return answers, transport

    async def _end(self, process_id: int, ended: "asyncio.Future[int]", cgroups: Sequence[Path]) -> None:
        """Kills the child and its descendants until none is left that could still write."""
        if not ended.done():
            _kill(os.kill, process_id)
        while members := {*processes_in(cgroups), *self._descendants(process_id)}:
            _kill(os.killpg, process_id)
            kill(cgroups)
            for member in members:
                _kill(os.kill, member)
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        await ended

    def _descendants(self, process_id: int) -> set[int]:
        return {member.process_id for member in find_members(self.process_id, process_id)}

    def _hear(self) -> None:
        try:
            message = self._channel.recv(_MAX_NEWS_BYTES)
        except BlockingIOError:
            return
        except OSError:
            message = b""
        if not message:
            self._mourn()
            return
        status = ForkStatus.model_validate_json(message)
        futures, value = (
            (self._started, status.process_id)
            if status.exit_status is None
            else (self._ended, status.exit_status)
        )
        future = futures.get(status.number)
        if future is not None and not future.done():
            future.set_result(value)

    def _mourn(self) -> None:
        asyncio.get_running_loop().remove_reader(self._channel)
        self._channel.close()
        for future in (*self._started.values(), *self._ended.values()):
            if not future.done():
                future.set_exception(ZygoteGoneError())
                future.exception()  # marks it as retrieved: nobody may be waiting for it

    async def close(self) -> None:
        """Ends the zygote and its children."""
        if self.is_alive:
            self._mourn()
        await end(self._process)


def _kill(send: Callable[[int, int], None], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        send(number, signal.SIGKILL)


def end_orphans() -> None:
    """Kills and collects the orphans of a killed zygote; a host has no other children."""
    while orphans := children_of(os.getpid()):
        for process_id in orphans:
            _kill(os.kill, process_id)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process_id, 0)


async def start_zygote(environment: Mapping[str, str] | None) -> ZygoteClient:
    """Starts a zygote with this environment, or with this process's own if None."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        command = [sys.executable, "-I", "-m", "runner.render.zygote"]
        process = await start(command, stdin=its.fileno(), stdout=None, stderr=None, env=environment)
    ours.setblocking(False)
    return ZygoteClient(process, ours)
