"""Confines this process irrevocably, before it runs the first line of a script."""

import contextlib
import os
import resource
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.sandbox import kernel
from runner.sandbox.cgroups import enter
from runner.sandbox.landlock import restrict_files, restrict_scopes, watches_signals
from runner.sandbox.layers import Layer
from runner.sandbox.own_user import (
    choose_user_id,
    hand_over,
    is_closed_to_others,
    is_out_of_reach,
    may_change_user,
)
from runner.sandbox.policy import Policy, environment, granted, grants, image_folders
from runner.sandbox.seccomp import UnknownMachineError, build_filter
from runner.sandbox.syscalls import signal_conditions

# stdin, stdout, stderr, and the pipe that reports how confinement went.
KEPT_DESCRIPTORS = 4
# Room for the other tasks of a desktop user: the kernel counts them together with Podreel's.
_TASKS_OF_OTHERS = 8_192
# Too little for a core dump. With 0 the kernel would still hand one to a program of root's (core(5)).
_CORE_BYTES = 1
# For memory that can't be swapped out, and for signals and timers that wait.
_LOCKED_BYTES, _SIGNALS = 64 * 1024, 1_024
# Out of memory, the kernel kills a section rather than the program that waits for it.
_OUT_OF_MEMORY_SCORE = "800"


class SandboxError(Exception):
    """A layer could not be installed, and the policy does not permit running without it."""


@dataclass(frozen=True)
class _Cell:
    """The inputs for installing layers. `user_id` is None if the process keeps the host's user."""

    policy: Policy
    folder: Path
    user_id: int | None


def confine(policy: Policy, folder: Path) -> Mapping[Layer, str]:
    """Installs the policy's layers; afterwards only `folder` can be written to.

    Returns the missing layers, each with its reason; always empty unless the policy is permissive. Raises
    SandboxError if a layer can't be installed and the policy is not permissive.
    """
    cell = _Cell(policy, folder, _own_user_id(policy, folder))
    missing: dict[Layer, str] = {}
    for layer, install in _INSTALLERS:
        if layer not in policy.layers or layer in missing:
            continue
        try:
            install(cell)
        except (OSError, ValueError, UnknownMachineError) as error:
            if not policy.is_permissive:
                raise SandboxError(f"{layer}: {error}") from error
            missing[layer] = str(error)
    return missing


def prepare() -> None:
    """Computes what is the same for every process, so that processes forked from this one inherit it."""
    image_folders()
    may_change_user()
    if watches_signals():
        with contextlib.suppress(UnknownMachineError):
            build_filter(kernel.machine())


def _own_user_id(policy: Policy, folder: Path) -> int | None:
    if Layer.OWN_USER not in policy.layers or not may_change_user():
        return None
    # A process that only reads runs as the user who wrote the folder, and whose processes have ended.
    return choose_user_id(os.getpid()) if policy.may_write else folder.stat().st_uid


def _hand_over(cell: _Cell) -> None:
    if cell.user_id is not None and cell.policy.may_write:
        hand_over(cell.folder, cell.user_id)


def _enter_cgroup(cell: _Cell) -> None:
    enter(cell.policy.cgroups)


def _start_session(_cell: _Cell) -> None:
    os.setsid()


def _die_with_parent(_cell: _Cell) -> None:
    kernel.die_with_parent(signal.SIGKILL)


def _close_descriptors(_cell: _Cell) -> None:
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    os.closerange(KEPT_DESCRIPTORS, most)


def _set_environment(cell: _Cell) -> None:
    os.environ.clear()
    os.environ.update(environment(cell.policy, cell.folder))


def _limit(cell: _Cell) -> None:
    policy = cell.policy
    for which, most in (
        # Below the total that the watch allows, so that Python raises MemoryError first.
        (resource.RLIMIT_AS, policy.memory_bytes),
        (resource.RLIMIT_FSIZE, policy.file_bytes),
        (resource.RLIMIT_NPROC, _TASKS_OF_OTHERS if cell.user_id is None else policy.max_tasks),
        (resource.RLIMIT_NOFILE, policy.max_open_files),
        (resource.RLIMIT_CORE, _CORE_BYTES),
        (resource.RLIMIT_MEMLOCK, _LOCKED_BYTES),
        (resource.RLIMIT_SIGPENDING, _SIGNALS),
    ):
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (allowed, allowed))
    # Whoever keeps one small page of a huge one holds 2 MB, and seems to hold 4 KB.
    kernel.forbid_huge_pages()
    Path("/proc/self/oom_score_adj").write_text(_OUT_OF_MEMORY_SCORE)


def _forbid_new_privileges(_cell: _Cell) -> None:
    kernel.forbid_new_privileges()


def _restrict_files(cell: _Cell) -> None:
    restrict_files(grants(cell.policy, cell.folder))


def _restrict_scopes(_cell: _Cell) -> None:
    if watches_signals():
        restrict_scopes()


def _filter_system_calls(_cell: _Cell) -> None:
    conditions = () if watches_signals() else signal_conditions(os.getpid())
    kernel.install_filter(build_filter(kernel.machine(), conditions))


def _become_own_user(cell: _Cell) -> None:
    if cell.user_id is not None:
        # Its own folder no longer belongs to root; only a folder above it may be closed.
        wanted = (*image_folders(), *granted(cell.policy))
        is_closed = is_out_of_reach(cell.folder) or any(is_closed_to_others(path) for path in wanted)
        kernel.become_user(cell.user_id, may_read_all=is_closed)


_Installer = Callable[[_Cell], None]
# The order matters: steps that open files come before those that forbid it, steps that need root before the
# change of user.
_INSTALLERS: Sequence[tuple[Layer, _Installer]] = (
    # First, because memory counts where it was first used.
    (Layer.CGROUP, _enter_cgroup),
    (Layer.OWN_USER, _hand_over),
    (Layer.SESSION, _start_session),
    (Layer.DESCRIPTORS, _close_descriptors),
    (Layer.ENVIRONMENT, _set_environment),
    (Layer.LIMITS, _limit),
    (Layer.PRIVILEGES, _forbid_new_privileges),
    (Layer.FILES, _restrict_files),
    (Layer.SCOPES, _restrict_scopes),
    (Layer.SYSTEM_CALLS, _filter_system_calls),
    (Layer.OWN_USER, _become_own_user),
    # Last, because a change of user resets it.
    (Layer.DEADLINE, _die_with_parent),
)
