"""Identifies, traces and kills processes of this machine. Standard library only."""

import os
import signal
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MARK_VARIABLE = "PODREEL_TRY"
"""In the environment of every process of an attempt, so that they are found without their shim."""

_PROC = Path("/proc")
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_LOOK_AGAIN_SECONDS = 0.01


@dataclass(frozen=True)
class Identity:
    """A process, unlike any other that reuses its id. `started_ticks` are clock ticks since boot."""

    process_id: int
    started_ticks: int
    boot_id: str


@dataclass(frozen=True)
class ProcessEntry:
    """A row of the process table; `is_dead` for a zombie."""

    process_id: int
    parent: int
    session: int
    started_ticks: int
    is_dead: bool


@cache
def boot_id() -> str:
    return _BOOT_ID.read_text().strip()


def identify(process_id: int) -> Identity | None:
    """The living process with this id; None if there is none."""
    entry = _read(process_id)
    if entry is None or entry.is_dead:
        return None
    return Identity(process_id, entry.started_ticks, boot_id())


def is_alive(identity: Identity) -> bool:
    return identify(identity.process_id) == identity


def send(identity: Identity, number: int) -> bool:
    """Signals this process, never a later one with its id; returns whether it existed."""
    try:
        handle = os.pidfd_open(identity.process_id)
    except ProcessLookupError:
        return False
    try:
        if not is_alive(identity):
            return False
        signal.pidfd_send_signal(handle, number)
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)
    return True


def descendants(process_id: int) -> list[int]:
    """The ids of all living descendants."""
    return [entry.process_id for entry in _below(_table(), {process_id}) if not entry.is_dead]


def end_marked(mark: str, sessions: Collection[Identity], patience_seconds: float) -> bool:
    """Kills processes with this mark or in these sessions, and descendants; returns whether all are gone."""
    give_up_at = time.monotonic() + patience_seconds
    while members := _marked(mark, sessions):
        for member in members:
            kill(member)
        if time.monotonic() > give_up_at:
            return False
        time.sleep(_LOOK_AGAIN_SECONDS)
    return True


def kill(process_id: int) -> None:
    """Sends SIGKILL; ignores a process that is gone or may not be signalled."""
    try:
        os.kill(process_id, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _marked(mark: str, sessions: Collection[Identity]) -> list[int]:
    table = _table()
    roots = {
        number for number, entry in table.items() if _carries(number, mark) or _is_in(entry, table, sessions)
    }
    found = {entry.process_id: entry for entry in _below(table, roots)}
    found |= {number: table[number] for number in roots}
    return [number for number, entry in found.items() if not entry.is_dead and number != os.getpid()]


def _is_in(entry: ProcessEntry, table: Mapping[int, ProcessEntry], sessions: Collection[Identity]) -> bool:
    """Whether it belongs to one of the sessions, not to a later one whose leader reuses the id."""
    leader = table.get(entry.session)
    return any(
        entry.session == session.process_id
        and entry.started_ticks >= session.started_ticks
        and (leader is None or leader.started_ticks == session.started_ticks)
        and session.boot_id == boot_id()
        for session in sessions
    )


def _carries(process_id: int, mark: str) -> bool:
    if not mark:
        return False
    try:
        environment = (_PROC / str(process_id) / "environ").read_bytes()
    except OSError:
        return False
    return f"{MARK_VARIABLE}={mark}".encode() in environment.split(b"\0")


def _below(table: Mapping[int, ProcessEntry], roots: Collection[int]) -> list[ProcessEntry]:
    children: dict[int, list[ProcessEntry]] = {}
    for entry in table.values():
        children.setdefault(entry.parent, []).append(entry)
    found: list[ProcessEntry] = []
    waiting = list(roots)
    while waiting:
        below = children.pop(waiting.pop(), [])
        found += below
        waiting += [entry.process_id for entry in below]
    return found


def _table() -> dict[int, ProcessEntry]:
    numbers = [int(path.name) for path in _PROC.iterdir() if path.name.isdigit()]
    return {number: entry for number in numbers if (entry := _read(number)) is not None}


def _read(process_id: int) -> ProcessEntry | None:
    try:
        fields = (_PROC / str(process_id) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # proc_pid_stat(5), from its third field.
    return ProcessEntry(process_id, int(fields[1]), int(fields[3]), int(fields[19]), fields[0] in {"Z", "X"})
