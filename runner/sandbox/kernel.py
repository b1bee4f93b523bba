"""The gateway to Linux system calls that Python's library does not have."""

import ctypes
import errno
import os
import struct
from functools import cache

LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_GET_VERSION = 1

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_SET_SECCOMP = 22
_PR_CAPBSET_DROP = 24
_PR_SET_SECUREBITS, _NO_SETUID_FIXUP = 28, 1 << 2
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_THP_DISABLE = 41
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522

CAP_DAC_READ_SEARCH = 2


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def machine() -> str:
    """The processor's architecture as the kernel names it, such as `x86_64` or `aarch64`."""
    return os.uname().machine


def system_call(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """Makes a system call by its number and returns its result. Raises OSError."""
    words = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return _call("syscall", ctypes.c_long(number), *words)


def landlock_version() -> int:
    """The kernel's Landlock ABI version; 0 if it has no Landlock."""
    try:
        return system_call(LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_GET_VERSION)
    except OSError:
        return 0


def die_with_parent(signal_number: int) -> None:
    """Requests this signal for when the parent dies. A change of user resets it, so call this again."""
    _prctl(_PR_SET_PDEATHSIG, signal_number)


def adopt_orphans() -> None:
    """Makes this process, instead of process 1, the parent of orphaned descendants."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def forbid_new_privileges() -> None:
    """Prevents started programs from gaining privileges, such as by setuid (no_new_privs)."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def forbid_huge_pages() -> None:
    """Keeps this process and its children from pages of 2 MB, even where they ask for them."""
    _prctl(_PR_SET_THP_DISABLE, 1)


def install_filter(program: bytes) -> None:
    """Installs a seccomp filter, an array of `struct sock_filter`, for this process and all its children."""
    instructions = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(instructions))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header, len(header)))


def become_user(user_id: int, *, may_read_all: bool) -> None:
    """Changes from root to another user without capabilities; with `may_read_all` it may read closed files.

    Started programs keep that capability. Raises OSError if this machine does not allow such a user.
    """
    kept = 1 << CAP_DAC_READ_SEARCH if may_read_all else 0
    _drop_bounding_set(kept)
    if may_read_all:
        # Otherwise access(2), by which TeX finds its files, would ignore the capability.
        _prctl(_PR_SET_SECUREBITS, _NO_SETUID_FIXUP)
    _prctl(_PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(user_id, user_id, user_id)
    os.setresuid(user_id, user_id, user_id)
    _prctl(_PR_SET_KEEPCAPS, 0)
    _set_capabilities(kept)
    if kept:
        _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH)


def _set_capabilities(kept: int) -> None:
    header = struct.pack("@Ii", _CAPABILITY_VERSION_3, 0)
    low, high = kept & 0xFFFFFFFF, kept >> 32
    data = struct.pack("@6I", low, low, low, high, high, high)
    _call("capset", header, data)


def _drop_bounding_set(kept: int) -> None:
    for capability in range(64):
        if kept & 1 << capability:
            continue
        try:
            _prctl(_PR_CAPBSET_DROP, capability)
        except OSError as error:
            # The kernel knows fewer capabilities than there are bits.
            if error.errno == errno.EINVAL:
                return
            raise


def _prctl(option: int, *arguments: int | ctypes.Array[ctypes.c_char]) -> None:
    words = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in arguments]
    words += [ctypes.c_ulong(0)] * (4 - len(words))
    _call("prctl", option, *words)


def _call(name: str, *arguments: object) -> int:
    try:
        result: int = getattr(_libc(), name)(*arguments)
    except AttributeError as error:
        # Not Linux.
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
