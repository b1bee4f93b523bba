"""The failure table: every way a video can fail, with its exit status, sentence and next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class FailureCode(StrEnum):
    """Stable codes that programs may branch on."""

    INVALID_REQUEST = "invalid_request"
    SCRIPT_FAILED = "script_failed"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"
    SUPERSEDED = "superseded"
    TIME_USED_UP = "time_used_up"
    COST_USED_UP = "cost_used_up"
    ATTEMPTS_SPENT = "attempts_spent"
    NOT_CONFIGURED = "not_configured"
    SANDBOX_UNAVAILABLE = "sandbox_unavailable"
    BAD_CONFIGURATION = "bad_configuration"
    STOPPED = "stopped"
    JOB_LOST = "job_lost"
    OUT_OF_MEMORY = "out_of_memory"
    CANNOT_START = "cannot_start"


class FailureCategory(StrEnum):
    """Causes of failures, finer than the codes. Each code is also a category, for causes without their own.

    Stable names that programs may branch on; a later version may add some.
    """

    INVALID_REQUEST = "invalid_request"
    SCRIPT_FAILED = "script_failed"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"
    SUPERSEDED = "superseded"
    TIME_USED_UP = "time_used_up"
    COST_USED_UP = "cost_used_up"
    ATTEMPTS_SPENT = "attempts_spent"
    NOT_CONFIGURED = "not_configured"
    SANDBOX_UNAVAILABLE = "sandbox_unavailable"
    BAD_CONFIGURATION = "bad_configuration"
    STOPPED = "stopped"
    JOB_LOST = "job_lost"
    OUT_OF_MEMORY = "out_of_memory"
    CANNOT_START = "cannot_start"
    NODE_OUT_OF_MEMORY = "node_out_of_memory"
    DISK_FULL = "disk_full"
    EVICTED = "evicted"
    PREEMPTED = "preempted"
    TAINTED = "tainted"
    DRAINED = "drained"
    NODE_LOST = "node_lost"
    EXIT_UNSEEN = "exit_unseen"
    NOT_ADMITTED = "not_admitted"
    DEADLINE = "deadline"
    TRIES_USED_UP = "tries_used_up"
    CRASH_LOOP = "crash_loop"
    IMAGE_NAME = "image_name"
    IMAGE_ABSENT = "image_absent"
    IMAGE_PULL = "image_pull"
    CONTAINER_CONFIG = "container_config"
    CONTAINER_START = "container_start"
    VOLUME = "volume"
    SANDBOX_CREATE = "sandbox_create"
    UNSCHEDULABLE = "unschedulable"
    QUOTA = "quota"
    PENDING = "pending"
    KILLED = "killed"
    CRASHED = "crashed"
    UNKNOWN_STATUS = "unknown_status"
    NO_POD = "no_pod"
    NO_RESULT = "no_result"
    JOB_GONE = "job_gone"
    RESULT_DAMAGED = "result_damaged"

    @classmethod
    def of(cls, name: str, code: FailureCode | None) -> "FailureCategory | None":
        """The category with this name; if the name is empty or unknown (a later version), the code's own."""
        if name in set(cls):
            return cls(name)
        return None if code is None else cls(code)


class JobReaction(StrEnum):
    """What the video's Job does after this exit status."""

    FAIL = "fail"
    RETRY = "retry"
    IGNORE = "ignore"


@dataclass(frozen=True)
class Failure:
    """One row of the table."""

    code: FailureCode
    exit_status: int
    reaction: JobReaction
    sentence: str
    next_step: str

    @property
    def is_retryable(self) -> bool:
        return self.reaction is not JobReaction.FAIL

    @property
    def can_be_resumed(self) -> bool:
        """Whether the same run can still end as a video, now or once something around it is mended."""
        return self.can_be_retried and self.code is not FailureCode.ATTEMPTS_SPENT

    @property
    def can_be_retried(self) -> bool:
        """Whether a new run of the same request can: with attempts of its own."""
        return self.code not in _AT_FAULT


_AT_FAULT = frozenset({FailureCode.INVALID_REQUEST, FailureCode.SCRIPT_FAILED, FailureCode.SUPERSEDED})

_ROWS = (
    Failure(
        FailureCode.INVALID_REQUEST,
        64,
        JobReaction.FAIL,
        "The request is invalid.",
        "Correct the request and send it again.",
    ),
    Failure(
        FailureCode.SCRIPT_FAILED,
        65,
        JobReaction.FAIL,
        "No script could be rendered.",
        "Change the script, or try again without --strict to accept simpler pictures.",
    ),
    Failure(
        FailureCode.UNAVAILABLE,
        69,
        JobReaction.RETRY,
        "A service that Podreel needs is unreachable.",
        "Wait a moment, then resume the video: finished parts are kept.",
    ),
    Failure(
        FailureCode.INTERNAL,
        70,
        JobReaction.RETRY,
        "Podreel had an internal error.",
        "Resume the video; if it fails again, report it with its log.",
    ),
    Failure(
        FailureCode.SUPERSEDED,
        71,
        JobReaction.FAIL,
        "This video has ended, was deleted, or is being made by another run.",
        "Look at the newer run.",
    ),
    Failure(
        FailureCode.TIME_USED_UP,
        75,
        JobReaction.FAIL,
        "The time allowed for this attempt is used up.",
        "Resume the video: finished parts are kept. Or allow more time.",
    ),
    Failure(
        FailureCode.COST_USED_UP,
        75,
        JobReaction.FAIL,
        "The money allowed for this video's models is used up.",
        "Raise PODREEL_COST_LIMIT_USD and resume the video: finished parts are kept.",
    ),
    Failure(
        FailureCode.ATTEMPTS_SPENT,
        76,
        JobReaction.FAIL,
        "This video has used all its attempts.",
        "Look at its log, then ask for a retry.",
    ),
    Failure(
        FailureCode.NOT_CONFIGURED,
        77,
        JobReaction.FAIL,
        "A key or permission is missing or was refused.",
        "Set the named variable, or choose another model.",
    ),
    Failure(
        FailureCode.SANDBOX_UNAVAILABLE,
        78,
        JobReaction.FAIL,
        "The sandbox for scripts can't be installed here.",
        "Run `podreel doctor` to see which layer is missing.",
    ),
    Failure(
        FailureCode.BAD_CONFIGURATION,
        78,
        JobReaction.FAIL,
        "Something on this machine is not set up.",
        "Run `podreel doctor` to see what is missing.",
    ),
    Failure(
        FailureCode.STOPPED,
        143,
        JobReaction.IGNORE,
        "The run was asked to stop.",
        "Resume the video: finished parts are kept.",
    ),
    # Failures that a runner can't report itself; the controller does.
    Failure(
        FailureCode.JOB_LOST,
        70,
        JobReaction.RETRY,
        "The run disappeared before it could report how it ended.",
        "Ask for a retry: finished parts are kept.",
    ),
    Failure(
        FailureCode.OUT_OF_MEMORY,
        70,
        JobReaction.RETRY,
        "The run needed more memory than it was given.",
        "Ask for a retry at a lower quality, or give videos more memory.",
    ),
    Failure(
        FailureCode.CANNOT_START,
        78,
        JobReaction.FAIL,
        "The cluster could not start the run.",
        "Look at the Job's events, fix what they name, then ask for a retry.",
    ),
)

FAILURES: Mapping[FailureCode, Failure] = MappingProxyType({row.code: row for row in _ROWS})


class PodreelError(Exception):
    """A failure from the table, with what happened this time and, if known, a more exact next step.

    `detail` is one sentence for the user; `next_step` replaces the table's.
    """

    def __init__(self, code: FailureCode, detail: str = "", next_step: str = "") -> None:
        self.failure = FAILURES[code]
        self.detail = detail or self.failure.sentence
        self.next_step = next_step or self.failure.next_step
        super().__init__(self.detail)

    @property
    def code(self) -> FailureCode:
        return self.failure.code

    @property
    def exit_status(self) -> int:
        return self.failure.exit_status
