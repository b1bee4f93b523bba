"""The files of Jobs on this machine: `jobs/{name}/` has the order, the state and one folder per attempt."""

import contextlib
import json
import os
import uuid
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from contract.json_text import parse_json
from contract.order import JobOrder
from controller.cluster.base import ClusterEvent, JobState, ObservedJob, ObservedPod, PodPhase
from controller.cluster.process.atomic_files import (
    clear_the_way,
    create_once,
    read_small,
    settle,
    write_atomically,
)
from controller.cluster.process.job_steps import LOST
from controller.cluster.process.process_table import Identity
from controller.cluster.process.shim import EXIT, LOG, SHIM, START, Start
from stores.damage import DamageKind, DamageRegister

ModelT = TypeVar("ModelT", bound=BaseModel)

ORDER, STATE, ANNOTATIONS, EVENTS = "job.json", "state.json", "annotations.json", "events.jsonl"
_MAX_EVENTS_BYTES = 128 * 1024
_ANNOTATIONS = TypeAdapter(dict[str, str])


class DamagedFolder(Exception):
    """A Job's order can't be read; the message names the file."""


# Within these bounds no deadline overflows.
_Moment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))
]
_LONGEST_TTL_SECONDS = 10 * 366 * 86_400


class _StateFile(BaseModel):
    model_config = ConfigDict(frozen=True)

    state: JobState
    is_deleting: bool = False
    resumed_at: _Moment | None = None
    ended_at: _Moment | None = None
    reason: str = ""
    ttl_seconds: int | None = Field(default=None, ge=0, le=_LONGEST_TTL_SECONDS)


class ShimFile(BaseModel):
    """The processes of an attempt."""

    model_config = ConfigDict(frozen=True)

    shim: Identity
    runner: Identity | None
    started_at: _Moment


class _ExitFile(BaseModel):
    model_config = ConfigDict(frozen=True)

    exit_status: int | None
    reason: str
    message: str = ""
    told: str = ""
    ended_at: _Moment


@dataclass(frozen=True)
class AttemptFolder:
    """The files of one attempt. The shim writes most of them."""

    path: Path
    damage: DamageRegister = field(default_factory=DamageRegister, compare=False)

    def prepare(self, start: Start) -> None:
        write_atomically(self.path / START, json.dumps(asdict(start)).encode())

    def mark(self) -> str:
        """The mark of the attempt's processes; empty if it can't be read."""
        try:
            return str(parse_json(read_small(self.path / START))["mark"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return ""

    def shim(self) -> ShimFile | None:
        return _read_model(ShimFile, self.path / SHIM, self.damage)

    def has_started(self) -> bool:
        return os.path.lexists(self.path / SHIM)

    def lose(self, message: str, now: datetime) -> None:
        """Stores that the attempt's exit was not observed, unless an exit is stored already."""
        facts = _ExitFile(exit_status=None, reason=LOST, message=message, ended_at=now)
        create_once(self.path / EXIT, facts.model_dump_json().encode())

    def observe(self, name: str) -> ObservedPod:
        shim = self.shim()
        started_at = None if shim is None else shim.started_at
        if not os.path.lexists(self.path / EXIT):
            phase = PodPhase.PENDING if shim is None else PodPhase.RUNNING
            return ObservedPod(name, phase, started_at=started_at)
        end = _read_model(_ExitFile, self.path / EXIT, self.damage)
        if end is None:
            ended_at = datetime.fromtimestamp((self.path / EXIT).lstat().st_mtime).astimezone()
            end = _ExitFile(
                exit_status=None, reason=LOST, message=f"{EXIT} can't be read.", ended_at=ended_at
            )
        phase = PodPhase.SUCCEEDED if end.exit_status == 0 else PodPhase.FAILED
        return ObservedPod(name, phase, started_at=started_at, **dict(end))


@dataclass(frozen=True)
class JobFolder:
    """The files of one Job. Raises OSError."""

    path: Path
    damage: DamageRegister = field(default_factory=DamageRegister, compare=False)

    @property
    def name(self) -> str:
        return self.path.name

    def create(self, order: JobOrder) -> bool:
        """Writes the order unless one exists; returns whether it did."""
        if not self.path.is_dir():
            self.path.mkdir(exist_ok=True, mode=0o700)
            settle(self.path.parent)
        facts = {"uid": str(uuid.uuid4()), "order": json.loads(order.to_json())}
        return create_once(self.path / ORDER, json.dumps(facts, ensure_ascii=False).encode())

    def read(self, ttl_seconds: int) -> ObservedJob | None:
        """The Job's current state; None if there is no order. Raises DamagedFolder."""
        try:
            uid, order = _read_order(read_small(self.path / ORDER))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise DamagedFolder(f"{self.path / ORDER} can't be read.") from error
        if order.name != self.name:
            raise DamagedFolder(f"{self.path / ORDER} belongs to another Job, {order.name}.")
        pods = tuple(folder.observe(f"{self.name}-{number}") for number, folder in self.tries())
        state = _read_model(_StateFile, self.path / STATE, self.damage) or _guess_state(pods, ttl_seconds)
        return ObservedJob(uid, order, pods=pods, annotations=self._annotations(), **dict(state))

    def write_state(self, job: ObservedJob) -> None:
        state = _StateFile(**{name: getattr(job, name) for name in _StateFile.model_fields})
        write_atomically(self.path / STATE, state.model_dump_json().encode())

    def write_annotations(self, annotations: Mapping[str, str]) -> None:
        write_atomically(self.path / ANNOTATIONS, _ANNOTATIONS.dump_json(dict(annotations)))

    def _annotations(self) -> Mapping[str, str]:
        try:
            return MappingProxyType(_ANNOTATIONS.validate_json(read_small(self.path / ANNOTATIONS)))
        except FileNotFoundError:
            return MappingProxyType({})
        except ValueError as error:
            self.damage.found(DamageKind.JOB_FILE, str(self.path / ANNOTATIONS), type(error).__name__)
            return MappingProxyType({})

    def tries(self) -> list[tuple[int, AttemptFolder]]:
        """The numbers and folders of the attempts, from 1 without gaps."""
        found: list[tuple[int, AttemptFolder]] = []
        while (path := self.path / f"try-{len(found) + 1}").is_dir():
            found.append((len(found) + 1, AttemptFolder(path, self.damage)))
        return found

    def try_folder(self, number: int) -> AttemptFolder:
        return AttemptFolder(self.path / f"try-{number}", self.damage)

    def logs(self, tail_lines: int | None) -> str:
        lines: deque[str] = deque(maxlen=tail_lines)
        for _, folder in self.tries():
            if not (folder.path / LOG).is_file():
                continue
            # A log that can't be read must not keep its video from ending.
            with contextlib.suppress(OSError), (folder.path / LOG).open(errors="replace") as file:
                lines.extend(file)
        return "".join(lines)

    def note(self, event: ClusterEvent) -> None:
        """Adds to the Job's events; beyond 128 KiB the older half is dropped."""
        path = self.path / EVENTS
        clear_the_way(path)
        line = json.dumps({"at": event.at.isoformat(), "reason": event.reason, "message": event.message})
        with path.open("a") as file:
            file.write(line + "\n")
        if path.stat().st_size > _MAX_EVENTS_BYTES:
            lines = path.read_bytes().splitlines(keepends=True)
            write_atomically(path, b"".join(lines[len(lines) // 2 :]))

    def events(self) -> tuple[ClusterEvent, ...]:
        """The Job's events; a line torn by a power cut is left out."""
        try:
            lines = read_small(self.path / EVENTS).decode(errors="replace").splitlines()
        except (FileNotFoundError, ValueError):
            return ()
        return tuple(event for line in lines if (event := _read_event(line)) is not None)


def _read_order(data: bytes) -> tuple[str, JobOrder]:
    """The Job's uid and order. Raises ValueError."""
    facts = parse_json(data)
    if not isinstance(facts, dict) or not isinstance(facts.get("uid"), str):
        raise ValueError("not a Job's order")
    # Version 0.1 wrote the uid among the order's own fields.
    fields = facts.get("order", facts)
    return facts["uid"], JobOrder.from_fields(fields if isinstance(fields, dict) else {})


def _guess_state(pods: Sequence[ObservedPod], ttl_seconds: int) -> _StateFile:
    """The state of a Job without a readable state file, derived from its attempts."""
    if not pods:
        return _StateFile(state=JobState.SUSPENDED, ttl_seconds=ttl_seconds)
    return _StateFile(state=JobState.RUNNING, resumed_at=pods[0].started_at, ttl_seconds=ttl_seconds)


def _read_event(line: str) -> ClusterEvent | None:
    try:
        facts: dict[str, Any] = parse_json(line)
        at = datetime.fromisoformat(facts["at"])
        return ClusterEvent(at, str(facts["reason"]), str(facts["message"]))
    except (ValueError, KeyError, TypeError):
        return None


def _read_model(kind: type[ModelT], path: Path, damage: DamageRegister) -> ModelT | None:
    """The file's content; None if it is missing or unreadable."""
    try:
        return kind.model_validate_json(read_small(path))
    except FileNotFoundError:
        return None
    except ValueError as error:
        damage.found(DamageKind.JOB_FILE, str(path), type(error).__name__)
        return None
