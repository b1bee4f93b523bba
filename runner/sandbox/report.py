"""Reports for each layer of the sandbox what it does, what the kernel provides, and whether it holds."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from contract.failure import PodreelError
from runner.machine.processes import ToolError, run_tool
from runner.sandbox.layers import Layer
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import Containment, Policy
from runner.sandbox.syscalls import ANSWERS
from runner.sandbox.trial import SandboxTrial

_TRIAL_SECONDS = 30.0
_PURPOSES: Mapping[Layer, str] = MappingProxyType(
    {
        Layer.DESCRIPTORS: "a script inherits no open file or socket",
        Layer.ENVIRONMENT: "a script finds none of your variables",
        Layer.SESSION: "a script and all that it starts are killed together",
        Layer.CGROUP: "the kernel limits memory and tasks of a section, its own memory for it included",
        Layer.LIMITS: "memory, file size and number of processes have limits (rlimits)",
        Layer.FILES: "reads what is installed, writes only to its own folder",
        Layer.SCOPES: "no signal, TCP connection or abstract socket leads outside",
        Layer.OWN_USER: "a script runs as a user that owns nothing else",
        Layer.PRIVILEGES: "no program that it starts gains rights (no_new_privs)",
        Layer.SYSTEM_CALLS: "no sockets, no reaching into other processes, no rare parts of the kernel",
        Layer.TEX: "TeX starts no program, and opens only its own files (variables of kpathsea)",
        Layer.WATCH: "memory, tasks and disk of all processes of a section have limits",
        Layer.DEADLINE: "a section that takes too long is killed",
        Layer.RESULTS: "a script's files are treated as hostile, and its video is opened in confinement",
    }
)


@dataclass(frozen=True)
class LayerReport:
    """The state of one layer on this machine."""

    layer: Layer
    works: bool
    detail: str


async def try_layers(containment: Containment) -> tuple[LayerReport, ...]:
    """Tries all layers in a separate process, and returns them in order. Runs no script."""
    limits = RenderLimits()
    policy = Policy(
        is_permissive=True,
        readable=containment.readable,
        memory_bytes=limits.memory_bytes,
        file_bytes=limits.file_bytes,
    )
    command = [sys.executable, "-I", "-m", "runner.sandbox.trial", policy.model_dump_json()]
    try:
        result = await run_tool(command, timeout_seconds=_TRIAL_SECONDS)
        trial = SandboxTrial.model_validate_json(result.stdout)
    except (ToolError, PodreelError, ValueError) as error:
        reason = str(error).strip().splitlines()[-1]
        return tuple(LayerReport(layer, False, f"could not be tried: {reason}") for layer in Layer)
    return tuple(_report(layer, trial) for layer in Layer)


def _report(layer: Layer, trial: SandboxTrial) -> LayerReport:
    purpose = _PURPOSES[layer]
    if layer in trial.missing:
        return LayerReport(layer, False, f"{purpose}: can't be installed, {trial.missing[layer]}")
    attempt = trial.attempts.get(layer)
    parts = [purpose, _kernels_part(layer, trial), f"tried: {attempt.told}" if attempt else ""]
    return LayerReport(layer, attempt is None or attempt.holds, "; ".join(part for part in parts if part))


def _kernels_part(layer: Layer, trial: SandboxTrial) -> str:
    version = trial.landlock_version
    match layer:
        case Layer.CGROUP if trial.no_cgroup:
            return f"but not here: {trial.no_cgroup}; the watch alone limits them"
        case Layer.FILES:
            return f"Landlock ABI {version}"
        case Layer.SCOPES if not trial.has_scopes:
            return f"Landlock ABI {version} lacks it: the system call filter refuses the same"
        case Layer.SCOPES:
            return f"Landlock ABI {version}"
        case Layer.OWN_USER if trial.user_id == os.getuid():
            return f"but not here: it shares user {trial.user_id}, who may not change users"
        case Layer.OWN_USER:
            return f"user {trial.user_id}"
        case Layer.SYSTEM_CALLS:
            return f"seccomp filter, {_count_refused(trial.machine)} calls on {trial.machine}"
        case _:
            return ""


def _count_refused(machine: str) -> int:
    column = 0 if machine == "x86_64" else 1
    return sum(numbers[column] is not None for calls in ANSWERS.values() for numbers in calls.values())
