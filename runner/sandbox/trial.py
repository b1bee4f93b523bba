"""Tries the sandbox for real: a confined child attempts forbidden actions, and is observed from outside.

`python -I -m runner.sandbox.trial POLICY`, with a `Policy` as JSON, prints a `SandboxTrial`. No script runs.
"""

import fcntl
import mmap
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, ConfigDict

from runner.sandbox import kernel
from runner.sandbox.cgroups import (
    NO_CGROUP,
    HostCgroups,
    NoCgroupsError,
    SectionCgroup,
    open_cgroups,
    processes_in,
)
from runner.sandbox.confine import confine
from runner.sandbox.landlock import watches_signals
from runner.sandbox.layers import Layer
from runner.sandbox.limits import RenderLimits
from runner.sandbox.own_user import may_change_user
from runner.sandbox.policy import Policy, environment
from runner.sandbox.resource_usage import find_members

OpenCgroups = Callable[[], HostCgroups]
_OUTPUT = 1
# Far above the descriptors that every process has.
_FIRST_NUMBER = 64


class LayerTrial(BaseModel):
    """Whether a layer held when it was tried; `told` describes the trial in words."""

    model_config = ConfigDict(frozen=True)

    told: str
    holds: bool


class SandboxTrial(BaseModel):
    """The result of the trial. `missing` maps layers that could not be installed to the reason.

    `no_cgroup` is why this host may not make or enter control groups; empty if it may.
    """

    model_config = ConfigDict(frozen=True)

    missing: Mapping[Layer, str]
    attempts: Mapping[Layer, LayerTrial]
    microseconds: int
    user_id: int
    machine: str
    landlock_version: int
    has_scopes: bool
    no_cgroup: str = ""


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError:
        return True
    return False


def _map_privately(size: int) -> None:
    mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def _tell(fact: str, holds: bool) -> LayerTrial:
    """The trial in words; `fact` has a placeholder for "not"."""
    return LayerTrial(told=fact.format("" if holds else " not"), holds=holds)


def _attempt(policy: Policy, folder: Path, open_number: int) -> dict[Layer, LayerTrial]:
    """The trials that the confined child makes itself."""
    ours = os.environ.keys() - environment(policy, folder).keys()
    demand = f"asking for {policy.memory_bytes / 2**20:,.0f} MB of memory"
    return {
        Layer.DESCRIPTORS: _tell(
            "an open file of its parent's is{} closed", _is_refused(lambda: os.fstat(open_number))
        ),
        Layer.ENVIRONMENT: _tell("variables from outside are{} removed", not ours),
        Layer.SESSION: _tell("its session is{} its own", os.getsid(0) == os.getpid()),
        Layer.LIMITS: _tell(
            f"{demand} is{{}} refused", _is_refused(lambda: _map_privately(policy.memory_bytes))
        ),
        Layer.FILES: _tell("reading /etc/passwd is{} refused", _is_refused(Path("/etc/passwd").read_bytes)),
        Layer.SCOPES: _tell(
            "signalling its parent is{} refused", _is_refused(lambda: os.kill(os.getppid(), 0))
        ),
        Layer.SYSTEM_CALLS: _tell("opening a socket is{} refused", _is_refused(socket.socket)),
    }


def _observe(child: int, cgroup: SectionCgroup) -> dict[Layer, LayerTrial]:
    """The trials made from outside the child. It is killed at the end."""
    words = Path(f"/proc/{child}/status").read_text().split()
    seen = {
        Layer.PRIVILEGES: _tell("no_new_privs is{} set", words[words.index("NoNewPrivs:") + 1] == "1"),
    }
    if cgroup.folders:
        is_inside = all(child in processes_in([folder]) for folder in cgroup.folders)
        seen[Layer.CGROUP] = _tell("its process is{} in a control group of its own", is_inside)
    if may_change_user():
        is_another = words[words.index("Uid:") + 1] != str(os.getuid())
        seen[Layer.OWN_USER] = _tell("its user is{} different from yours", is_another)
    members = {member.process_id for member in find_members(os.getpid(), os.getpgid(child))}
    seen[Layer.WATCH] = _tell("its process is{} found in /proc", child in members)
    os.kill(child, signal.SIGKILL)
    has_died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    seen[Layer.DEADLINE] = _tell("a child is{} killed from outside", has_died)
    return seen


def _be_child(policy: Policy, folder: Path, open_number: int) -> None:
    """Never returns."""
    try:
        # The filter hides Landlock itself from the confined.
        version, has_scopes = kernel.landlock_version(), watches_signals()
        started_at = time.perf_counter_ns()
        missing = confine(policy, folder)
        trial = SandboxTrial(
            missing=missing,
            microseconds=(time.perf_counter_ns() - started_at) // 1000,
            attempts=_attempt(policy, folder, open_number),
            user_id=os.getuid(),
            machine=kernel.machine(),
            landlock_version=version,
            has_scopes=has_scopes,
        )
        os.write(_OUTPUT, trial.model_dump_json().encode() + b"\n")
        signal.pause()  # until it has been observed
    except BaseException:  # whatever it is, the parent reports it
        traceback.print_exc()
    finally:
        os._exit(1)


def _try(policy: Policy, folder: Path, open_cgroups: OpenCgroups) -> SandboxTrial | None:
    """The trial, in a control group if this host may make and enter one, as sections are rendered."""
    try:
        cgroups = open_cgroups()
    except NoCgroupsError as error:
        return _try_without(str(error), policy, folder)
    with closing(cgroups):
        try:
            cgroup = cgroups.make(RenderLimits())
        except OSError as error:
            return _try_without(str(error), policy, folder)
        trial = _try_in(cgroup, policy, folder)
    if trial is None or Layer.CGROUP not in trial.missing:
        return trial
    return _try_without(trial.missing[Layer.CGROUP], policy, folder)


def _try_without(reason: str, policy: Policy, folder: Path) -> SandboxTrial | None:
    """The trial without a control group, which there can't be for this reason."""
    trial = _try_in(NO_CGROUP, policy, folder)
    return trial and trial.model_copy(update={"no_cgroup": reason})


def _try_in(cgroup: SectionCgroup, policy: Policy, folder: Path) -> SandboxTrial | None:
    """Runs the trial in a child; None if the child ended before it reported anything."""
    policy = policy.model_copy(update={"cgroups": cgroup.folders})
    with (folder / "open").open("wb") as file:
        open_number = fcntl.fcntl(file.fileno(), fcntl.F_DUPFD, _FIRST_NUMBER)
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        os.dup2(write_end, _OUTPUT)
        _be_child(policy, folder, open_number)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as answers:
        line = answers.readline()
    if not line:
        return None
    trial = SandboxTrial.model_validate_json(line)
    return trial.model_copy(update={"attempts": {**trial.attempts, **_observe(child, cgroup)}})


def main(policy: str, open_cgroups: OpenCgroups = open_cgroups) -> int:
    """Returns 0, or 1 after printing the reason on stderr if nothing could be tried."""
    with TemporaryDirectory(prefix="podreel-") as folder:
        trial = _try(Policy.model_validate_json(policy), Path(folder), open_cgroups)
    if trial is None:
        return 1
    print(trial.model_dump_json())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
