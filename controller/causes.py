"""Causes of failures that the cluster names, each with our code, a sentence and the next step. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from contract.failure import FailureCode

_RETRY = "Ask for a retry: finished parts are kept."
_NEVER = timedelta.max


@dataclass(frozen=True)
class Cause:
    """One row. A pod that waits for such a reason is given up after `patience`."""

    category: str
    code: FailureCode
    reasons: tuple[str, ...]
    sentence: str
    next_step: str = _RETRY
    patience: timedelta = _NEVER


def _start(category: str, minutes: int, reasons: str, sentence: str, next_step: str) -> Cause:
    code = FailureCode.CANNOT_START
    return Cause(category, code, tuple(reasons.split()), sentence, next_step, timedelta(minutes=minutes))


def _end(category: str, code: FailureCode, reasons: str, sentence: str, next_step: str = _RETRY) -> Cause:
    return Cause(category, code, tuple(reasons.split()), sentence, next_step)


CAUSES = (
    _end(
        "out_of_memory",
        FailureCode.OUT_OF_MEMORY,
        "OOMKilled OOM",
        "The run needed more memory than it was given, and was killed.",
        "Ask for a retry at a lower quality, or give videos more memory.",
    ),
    _end(
        "node_out_of_memory",
        FailureCode.OUT_OF_MEMORY,
        "EvictedMemory",
        "The node ran out of memory and evicted the run.",
        "Run fewer videos at a time (MAX_CONCURRENT_VIDEOS), or add memory.",
    ),
    _end(
        "disk_full",
        FailureCode.UNAVAILABLE,
        "EvictedDisk",
        "The run, or its node, was out of disk space.",
        "Free disk space on the node, or raise the run's ephemeral-storage limit; then ask for a retry.",
    ),
    _end("evicted", FailureCode.STOPPED, "Evicted EvictionByEvictionAPI", "The node evicted the run."),
    _end(
        "preempted",
        FailureCode.STOPPED,
        "Preempted Preempting PreemptionByScheduler PreemptionByKubeScheduler",
        "More important work took the run's place.",
    ),
    _end(
        "tainted",
        FailureCode.STOPPED,
        "DeletionByTaintManager TaintEviction",
        "The node was tainted, and the run had to leave it.",
    ),
    _end(
        "drained",
        FailureCode.STOPPED,
        "TerminationByKubelet NodeShutdown Shutdown Terminated",
        "The node was drained or shut down during the run.",
    ),
    _end(
        "node_lost",
        FailureCode.JOB_LOST,
        "NodeLost NodeNotReady DeletionByPodGC PodGC",
        "The node of the run went away.",
    ),
    _end(
        "exit_unseen",
        FailureCode.JOB_LOST,
        "Lost ContainerStatusUnknown",
        "Nobody saw how the run ended; the machine may have restarted.",
    ),
    _end(
        "not_admitted",
        FailureCode.UNAVAILABLE,
        "UnexpectedAdmissionError OutOfcpu OutOfmemory OutOfpods "
        "OutOfephemeral-storage NodeAffinity NodePorts",
        "The node refused the run, as it had no room left.",
        "Add room or run fewer videos at a time (MAX_CONCURRENT_VIDEOS); then ask for a retry.",
    ),
    _end(
        "deadline",
        FailureCode.TIME_USED_UP,
        "DeadlineExceeded",
        "The time allowed for this video is used up.",
        "Ask for a retry: finished parts are kept. Or allow more time.",
    ),
    _end(
        "tries_used_up",
        FailureCode.ATTEMPTS_SPENT,
        "BackoffLimitExceeded IgnoredTooOften",
        "The run was tried as often as is allowed, and failed each time.",
        "Look at its log, then ask for a retry.",
    ),
    _end(
        "crash_loop",
        FailureCode.INTERNAL,
        "CrashLoopBackOff",
        "A container of the run crashes again and again.",
        "Look at its log; the image may be broken.",
    ),
    _start(
        "image_name",
        0,
        "InvalidImageName",
        "The name of the runner's image is malformed.",
        "Correct the image's name in the settings, then ask for a retry.",
    ),
    _start(
        "image_absent",
        0,
        "ErrImageNeverPull",
        "The runner's image is not on the node, and may not be pulled.",
        "Load the image onto the node, or allow pulling; then ask for a retry.",
    ),
    _start(
        "image_pull",
        15,
        "ImagePullBackOff ErrImagePull RegistryUnavailable ImageInspectError",
        "The runner's image can't be pulled.",
        "Check the image's name, tag and pull secret, then ask for a retry.",
    ),
    _start(
        "container_config",
        5,
        "CreateContainerConfigError",
        "A Secret or ConfigMap that the run needs is missing.",
        "Create what the message names, then ask for a retry.",
    ),
    _start(
        "container_start",
        5,
        "CreateContainerError RunContainerError StartError ContainerCannotRun "
        "PostStartHookError PreCreateHookError",
        "The container could not be started.",
        "Look at the pod's events, mend what they name, then ask for a retry.",
    ),
    _start(
        "volume",
        15,
        "FailedMount FailedAttachVolume",
        "A volume of the run can't be mounted.",
        "Look at the pod's events, mend the volume, then ask for a retry.",
    ),
    _start(
        "sandbox_create",
        15,
        "FailedCreatePodSandBox NetworkNotReady",
        "The node can't set up the pod's network.",
        "Look at the node's network plugin, then ask for a retry.",
    ),
    _start(
        "unschedulable",
        15,
        "Unschedulable SchedulingGated",
        "No node has room for the run.",
        "Add room, lower the run's requests, or wait until others are done; then ask for a retry.",
    ),
    _start(
        "quota",
        15,
        "FailedCreate ExceededQuota",
        "A quota keeps the run's pod from being made.",
        "Raise the quota that the message names, then ask for a retry.",
    ),
)

BY_REASON: Mapping[str, Cause] = MappingProxyType(
    {reason: cause for cause in CAUSES for reason in cause.reasons}
)
# Any other reason to wait is given up too: nothing pends for ever.
PENDING = _start(
    "pending",
    15,
    "",
    "The run did not start in time.",
    "Look at the pod's events, mend what they name, then ask for a retry.",
)
