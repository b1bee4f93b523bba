"""Attempts on this machine: starts them under a shim, observes and stops them, and declares them lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from contract.order import JobOrder
from controller.cluster.base import ObservedJob, ObservedPod, PodPhase
from controller.cluster.limits import ProcessLimits
from controller.cluster.process.atomic_files import make_folder, write_atomically
from controller.cluster.process.job_folder import AttemptFolder, JobFolder
from controller.cluster.process.job_steps import is_live
from controller.cluster.process.process_table import end_marked, is_alive, send
from controller.cluster.process.shim import Start, take_lock

Command = Callable[[JobOrder, Path], Sequence[str]]
"""Returns the runner's command for an order; the path is the attempt's folder, which holds `order.json`."""

ORDER = "order.json"
_SHIM_ERRORS = "shim.log"
_PATIENCE_SECONDS = 2.0


class AttemptNotStarted(Exception):
    """The shim did not start; a retry may help."""


class ProcessAttempts:
    """Starts, observes and stops attempts. Calls for one Job must not overlap. Raises OSError."""

    def __init__(self, command: Command, limits: ProcessLimits) -> None:
        self._command = command
        self._limits = limits
        self._stopped_at: dict[tuple[str, int], float] = {}

    def start(self, job: ObservedJob, number: int, folder: AttemptFolder, now: datetime) -> None:
        """Starts the attempt unless it was started before. Raises AttemptNotStarted."""
        make_folder(folder.path)
        write_atomically(folder.path / ORDER, job.order.to_json().encode())
        deadline_seconds = self._limits.try_deadline_seconds
        if job.resumed_at is not None:
            until = job.resumed_at + timedelta(seconds=self._limits.job_deadline_seconds)
            deadline_seconds = max(0.0, min(deadline_seconds, (until - now).total_seconds()))
        folder.prepare(
            Start(
                command=list(self._command(job.order, folder.path)),
                mark=_mark(job, number),
                deadline_seconds=deadline_seconds,
                grace_seconds=self._limits.grace_seconds,
                log_bytes=self._limits.log_bytes,
            )
        )
        self._run_shim(folder)

    def _run_shim(self, folder: AttemptFolder) -> None:
        command = [sys.executable, "-I", "-m", "controller.cluster.process.shim", str(folder.path)]
        with (folder.path / _SHIM_ERRORS).open("ab") as errors:
            try:
                subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    start_new_session=True,
                    timeout=self._limits.start_seconds,
                    check=True,
                )
            except subprocess.SubprocessError as error:
                raise AttemptNotStarted(
                    f"The shim did not start; see {folder.path / _SHIM_ERRORS}."
                ) from error

    def look(self, job: ObservedJob, number: int, folder: AttemptFolder, now: datetime) -> ObservedPod:
        """The attempt's current state. If its shim has died, it is killed and declared lost."""
        name = f"{job.name}-{number}"
        pod = folder.observe(name)
        if is_live(pod) and folder.has_started() and not _is_run(folder):
            self._lose(job, number, folder, now)
            pod = folder.observe(name)
        if not is_live(pod):
            self._stopped_at.pop((job.uid, number), None)
        return replace(pod, is_terminating=(job.uid, number) in self._stopped_at)

    def _lose(self, job: ObservedJob, number: int, folder: AttemptFolder, now: datetime) -> None:
        """It counts as running until all its processes are dead: they must not meet the next attempt."""
        lock = take_lock(folder.path)
        if lock is None:
            return
        try:
            shim = folder.shim()
            sessions = () if shim is None else tuple(filter(None, (shim.shim, shim.runner)))
            if end_marked(_mark(job, number), sessions, _PATIENCE_SECONDS):
                folder.lose("The process that supervised the runner is gone.", now)
        finally:
            os.close(lock)

    def end(self, job: ObservedJob, number: int) -> None:
        """Kills the attempt's marked processes; its shim then exits by itself."""
        end_marked(_mark(job, number), (), _PATIENCE_SECONDS)

    def stop(self, job: ObservedJob, number: int, folder: AttemptFolder, now: datetime) -> None:
        """Sends SIGTERM to the attempt's shim; a later call, after the grace period, kills the shim."""
        shim = folder.shim()
        if shim is None and folder.has_started():
            # Its file is damaged; the shim ends by itself once the runner has.
            self.end(job, number)
        if shim is None:
            make_folder(folder.path)
            self._lose(job, number, folder, now)
            return
        patience_seconds = self._limits.grace_seconds + self._limits.margin_seconds
        asked_at = self._stopped_at.get((job.uid, number))
        if asked_at is None:
            self._stopped_at[job.uid, number] = time.monotonic()
            send(shim.shim, signal.SIGTERM)
        elif time.monotonic() > asked_at + patience_seconds:
            send(shim.shim, signal.SIGKILL)


def end_all(folder: JobFolder) -> None:
    """Kills the running attempts of a Job whose order is lost. Raises OSError."""
    for _, attempt in folder.tries():
        shim = attempt.shim()
        if shim is not None and attempt.observe("").phase is PodPhase.RUNNING:
            send(shim.shim, signal.SIGKILL)
            end_marked(attempt.mark(), tuple(filter(None, (shim.shim, shim.runner))), _PATIENCE_SECONDS)


def _mark(job: ObservedJob, number: int) -> str:
    return f"{job.uid}/{number}"


def _is_run(folder: AttemptFolder) -> bool:
    shim = folder.shim()
    return shim is not None and is_alive(shim.shim)
