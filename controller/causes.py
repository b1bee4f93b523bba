"""Failure reasons that the cluster reports, each with Podreel's code, a message and a next step. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from contract.failure import FailureCategory, FailureCode

_RETRY = "Ask for a retry: finished parts are kept."
_NEVER = timedelta.max


@dataclass(frozen=True)
class Cause:
    """One row. A pod that waits for one of `reasons` is given up after `patience`."""

    category: FailureCategory
    code: FailureCode
    reasons: tuple[str, ...]
    sentence: str
    next_step: str = _RETRY
    patience: timedelta = _NEVER


def _start(category: FailureCategory, minutes: int, reasons: str, sentence: str, next_step: str) -> Cause:
    code = FailureCode.CANNOT_START
    return Cause(category, code, tuple(reasons.split()), sentence, next_step, timedelta(minutes=minutes))


def _end(
    category: FailureCategory, code: FailureCode, reasons: str, sentence: str, next_step: str = _RETRY
) -> Cause:
    return Cause(category, code, tuple(reasons.split()), sentence, next_step)


CAUSES = (
    _end(
        FailureCategory.OUT_OF_MEMORY,
        FailureCode.OUT_OF_MEMORY,
        "OOMKilled OOM",
        "The run exceeded its memory limit and was killed.",
        "Retry at a lower quality, or raise the memory limit of videos.",
    ),
    _end(
        FailureCategory.NODE_OUT_OF_MEMORY,
        FailureCode.OUT_OF_MEMORY,
        "EvictedMemory",
        "The node ran out of memory and evicted the run.",
        "Run fewer videos at a time (MAX_CONCURRENT_VIDEOS), or add memory.",
    ),
    _end(
        FailureCategory.DISK_FULL,
        FailureCode.UNAVAILABLE,
        "EvictedDisk",
        "The run or its node ran out of disk space.",
        "Free disk space on the node, or raise the run's ephemeral-storage limit; then ask for a retry.",
    ),
    _end(
        FailureCategory.EVICTED,
        FailureCode.STOPPED,
        "Evicted EvictionByEvictionAPI",
        "The node evicted the run.",
    ),
    _end(
        FailureCategory.PREEMPTED,
        FailureCode.STOPPED,
        "Preempted Preempting PreemptionByScheduler PreemptionByKubeScheduler",
        "The run was preempted by work of higher priority.",
    ),
    _end(
        FailureCategory.TAINTED,
        FailureCode.STOPPED,
        "DeletionByTaintManager TaintEviction",
        "The node was tainted, so the run was evicted from it.",
    ),
    _end(
        FailureCategory.DRAINED,
        FailureCode.STOPPED,
        "TerminationByKubelet NodeShutdown Shutdown Terminated",
        "The node was drained or shut down during the run.",
    ),
    _end(
        FailureCategory.NODE_LOST,
        FailureCode.JOB_LOST,
        "NodeLost NodeNotReady DeletionByPodGC PodGC",
        "The run's node was lost.",
    ),
    _end(
        FailureCategory.EXIT_UNSEEN,
        FailureCode.JOB_LOST,
        "Lost ContainerStatusUnknown",
        "The run's exit was not observed; the machine may have restarted.",
    ),
    _end(
        FailureCategory.NOT_ADMITTED,
        FailureCode.UNAVAILABLE,
        "UnexpectedAdmissionError OutOfcpu OutOfmemory OutOfpods "
        "OutOfephemeral-storage NodeAffinity NodePorts",
        "The node rejected the run: it has too few free resources.",
        "Add capacity or run fewer videos at a time (MAX_CONCURRENT_VIDEOS); then ask for a retry.",
    ),
    _end(
        FailureCategory.DEADLINE,
        FailureCode.TIME_USED_UP,
        "DeadlineExceeded",
        "This video reached its time limit.",
        "Ask for a retry: finished parts are kept. Or raise the time limit.",
    ),
    _end(
        FailureCategory.TRIES_USED_UP,
        FailureCode.ATTEMPTS_SPENT,
        "BackoffLimitExceeded IgnoredTooOften",
        "Every allowed attempt of the run failed.",
        "Check its log, then ask for a retry.",
    ),
    _end(
        FailureCategory.CRASH_LOOP,
        FailureCode.INTERNAL,
        "CrashLoopBackOff",
        "A container of the run keeps crashing.",
        "Check its log; the image may be broken.",
    ),
    _start(
        FailureCategory.IMAGE_NAME,
        0,
        "InvalidImageName",
        "The runner's image name is malformed.",
        "Correct the image name in the settings, then ask for a retry.",
    ),
    _start(
        FailureCategory.IMAGE_ABSENT,
        0,
        "ErrImageNeverPull",
        "The runner's image is not on the node, and its pull policy forbids pulling it.",
        "Load the image onto the node, or allow pulling; then ask for a retry.",
    ),
    _start(
        FailureCategory.IMAGE_PULL,
        15,
        "ImagePullBackOff ErrImagePull RegistryUnavailable ImageInspectError",
        "The runner's image can't be pulled.",
        "Check the image's name, tag and pull secret, then ask for a retry.",
    ),
    _start(
        FailureCategory.CONTAINER_CONFIG,
        5,
        "CreateContainerConfigError",
        "A Secret or ConfigMap that the run needs is missing.",
        "Create the missing object named in the message, then ask for a retry.",
    ),
    _start(
        FailureCategory.CONTAINER_START,
        5,
        "CreateContainerError RunContainerError StartError ContainerCannotRun "
        "PostStartHookError PreCreateHookError",
        "The container could not be started.",
        "Check the pod's events, fix the problem, then ask for a retry.",
    ),
    _start(
        FailureCategory.VOLUME,
        15,
        "FailedMount FailedAttachVolume",
        "A volume of the run can't be mounted.",
        "Check the pod's events, fix the volume, then ask for a retry.",
    ),
    _start(
        FailureCategory.SANDBOX_CREATE,
        15,
        "FailedCreatePodSandBox NetworkNotReady",
        "The node can't set up the pod's network.",
        "Check the node's network plugin, then ask for a retry.",
    ),
    _start(
        FailureCategory.UNSCHEDULABLE,
        15,
        "Unschedulable SchedulingGated",
        "No node has enough free resources for the run.",
        "Add capacity, lower the run's resource requests, or wait for other runs; then ask for a retry.",
    ),
    _start(
        FailureCategory.QUOTA,
        15,
        "FailedCreate ExceededQuota",
        "A resource quota prevents the run's pod from being created.",
        "Raise the quota named in the message, then ask for a retry.",
    ),
)

BY_REASON: Mapping[str, Cause] = MappingProxyType(
    {reason: cause for cause in CAUSES for reason in cause.reasons}
)
# Any other waiting reason times out too: no run stays pending forever.
PENDING = _start(
    FailureCategory.PENDING,
    15,
    "",
    "The run did not start in time.",
    "Check the pod's events, fix the problem, then ask for a retry.",
)
