"""The filter's program, run by an interpreter of these tests: the result of each system call."""

import errno
import signal
import socket
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.sandbox.seccomp import UnknownMachineError, build_filter
from runner.sandbox.syscalls import (
    ANSWERS,
    CONDITIONS,
    NEWEST_NUMBER,
    Condition,
    signal_conditions,
)

# linux/audit.h, linux/elf-em.h
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
FOREIGN_MARKS = (0x40000003, 0x40000028, 0xC0000015, 0)
X32_BIT = 0x40000000
MYSELF = 4242
# linux/seccomp.h
KILLED, ALLOWED, REFUSED = 0x80000000, 0x7FFF0000, 0x00050000
# The kernel's BPF_MAXINSNS.
MAX_INSTRUCTIONS = 4096

# What conditions speak of, and all else.
WORDS = st.one_of(
    st.sampled_from((0, 1, 8, 15, 17, MYSELF, 2**32 - MYSELF, 2**64 - 1, 0x8901, 1 << 32 | 1)),
    st.integers(0, 2**64 - 1),
)
ARGUMENTS = st.lists(WORDS, min_size=6, max_size=6)
MACHINE = st.sampled_from(sorted(MACHINES))
_CONDITIONAL = sorted({n for c in (*CONDITIONS, *signal_conditions(1)) for n in c.numbers if n is not None})
NUMBERS = st.one_of(st.integers(0, NEWEST_NUMBER), st.sampled_from(_CONDITIONAL))
PROGRAMS = {
    (machine, is_old): tuple(
        struct.iter_unpack("=HBBI", build_filter(machine, signal_conditions(MYSELF) if is_old else ()))
    )
    for machine in MACHINES
    for is_old in (False, True)
}


def run(program: Sequence[tuple[int, int, int, int]], data: bytes) -> int:
    """What the kernel's interpreter of classic BPF returns; jumps only lead forwards, so it ends."""
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        match code:
            case 0x20:  # BPF_LD | BPF_W | BPF_ABS
                accumulator = struct.unpack_from("=I", data, value)[0]
            case 0x54:  # BPF_ALU | BPF_AND | BPF_K
                accumulator &= value
            case 0x15:  # BPF_JMP | BPF_JEQ | BPF_K
                at += if_true if accumulator == value else if_false
            case 0x25:  # BPF_JMP | BPF_JGT | BPF_K
                at += if_true if accumulator > value else if_false
            case 0x35:  # BPF_JMP | BPF_JGE | BPF_K
                at += if_true if accumulator >= value else if_false
            case 0x06:  # BPF_RET | BPF_K
                return value
            case _:
                raise AssertionError(f"instruction {code:#x} is not one of ours")


def answer(
    machine: str, number: int, arguments: Sequence[int] = (), *, mark: int | None = None, is_old: bool = False
) -> int:
    """What a call is answered, by a kernel that watches signals or by an old one."""
    words = [*arguments, *[0] * (6 - len(arguments))]
    own_mark = MACHINES[machine][1] if mark is None else mark
    # struct seccomp_data: number, machine, instruction pointer, six arguments
    return run(PROGRAMS[machine, is_old], struct.pack("=IIQ6Q", number, own_mark, 0, *words))


def conditions_of(machine: str, *, is_old: bool) -> dict[int, list[Condition]]:
    column = MACHINES[machine][0]
    found: dict[int, list[Condition]] = {}
    for condition in (*CONDITIONS, *(signal_conditions(MYSELF) if is_old else ())):
        number = condition.numbers[column]
        if number is not None:
            found.setdefault(number, []).append(condition)
    return found


def refused_numbers(machine: str) -> dict[int, int]:
    """The numbers that are always refused, each with the error that the caller hears."""
    column = MACHINES[machine][0]
    return {
        number: int(error)
        for error, calls in ANSWERS.items()
        for numbers in calls.values()
        if (number := numbers[column]) is not None
    }


@given(MACHINE, NUMBERS, ARGUMENTS, st.booleans())
def test_any_call_is_answered_as_the_tables_say(
    machine: str, number: int, arguments: list[int], is_old: bool
) -> None:
    refused, conditions = refused_numbers(machine), conditions_of(machine, is_old=is_old)
    expected = ALLOWED
    if any(not holds(condition, arguments) for condition in conditions.get(number, ())):
        expected = REFUSED | errno.EPERM
    elif number in refused:
        expected = REFUSED | refused[number]
    assert answer(machine, number, arguments, is_old=is_old) == expected


def holds(condition: Condition, arguments: Sequence[int]) -> bool:
    if condition.unless_zero is not None and arguments[condition.unless_zero] & 0xFFFFFFFF == 0:
        return True
    is_listed = (arguments[condition.argument] & condition.mask) in condition.values
    return is_listed == condition.is_let_through


@pytest.mark.parametrize("machine", MACHINES)
def test_every_listed_call_gets_its_own_answer_whatever_its_arguments(machine: str) -> None:
    conditional = conditions_of(machine, is_old=False)
    refused = {
        number: error for number, error in refused_numbers(machine).items() if number not in conditional
    }
    for arguments in ([0] * 6, [2**64 - 1] * 6):
        heard = {number: answer(machine, number, arguments) for number in refused}
        assert heard == {number: REFUSED | error for number, error in refused.items()}


@pytest.mark.parametrize("machine", MACHINES)
def test_every_call_that_is_not_listed_is_let_through(machine: str) -> None:
    listed = refused_numbers(machine).keys() | conditions_of(machine, is_old=False).keys()
    others = [number for number in range(NEWEST_NUMBER + 1) if number not in listed]
    assert {answer(machine, number) for number in others} == {ALLOWED}


@given(MACHINE, st.integers(NEWEST_NUMBER + 1, 2**32 - 1), ARGUMENTS, st.booleans())
def test_calls_that_are_newer_than_the_tables_are_absent(
    machine: str, number: int, arguments: list[int], is_old: bool
) -> None:
    assert answer(machine, number, arguments, is_old=is_old) == REFUSED | errno.ENOSYS


@given(NUMBERS, ARGUMENTS)
def test_calls_by_the_numbers_of_x32_are_absent(number: int, arguments: list[int]) -> None:
    assert answer("x86_64", number | X32_BIT, arguments) == REFUSED | errno.ENOSYS


@given(
    MACHINE, st.integers(0, 2**32 - 1), st.one_of(st.sampled_from(FOREIGN_MARKS), st.integers(0, 2**32 - 1))
)
def test_a_call_of_a_foreign_machine_kills(machine: str, number: int, mark: int) -> None:
    if mark != MACHINES[machine][1]:
        assert answer(machine, number, mark=mark) == KILLED


@pytest.mark.parametrize("mark", [MACHINES["aarch64"][1], *FOREIGN_MARKS])
def test_32_bit_calls_and_those_of_other_processors_kill(mark: int) -> None:
    assert answer("x86_64", 20, mark=mark) == KILLED


SOCKETPAIR, CLONE, FCNTL, PRLIMIT, PERSONALITY, IOCTL, PRCTL, RENAME = 53, 56, 72, 302, 135, 16, 157, 316
KILL, TGKILL, TKILL = 62, 234, 200
STREAM, DATAGRAM = socket.SOCK_STREAM, socket.SOCK_DGRAM
# With times they seem to succeed, without doing anything; without, they are how a file is touched.
UTIMENSAT, UTIMES, UTIME, FUTIMESAT = TIMES = (280, 235, 132, 261)
CASES = {
    "times of a file": (UTIMENSAT, (3, 0x7FFF0000, 0x7FFF0010), True),
    "the time that it is now": (UTIMENSAT, (3, 0x7FFF0000, 0), False),
    "the time that it is now, of an open file": (UTIMENSAT, (3, 0, 0), True),
    "old times of a file": (UTIMES, (0x7FFF0000, 0x7FFF0010), True),
    "the time that it is now, by an old call": (UTIMES, (0x7FFF0000, 0), False),
    "the time that it is now, by a very old call": (UTIME, (0x7FFF0000, 0), False),
    "the time that it is now, in a folder": (FUTIMESAT, (3, 0x7FFF0000, 0), False),
    "a pair of streams": (SOCKETPAIR, (socket.AF_UNIX, STREAM), True),
    "a pair of streams with flags": (SOCKETPAIR, (socket.AF_UNIX, STREAM | 0o2004000), True),
    "a pair of datagram sockets": (SOCKETPAIR, (socket.AF_UNIX, DATAGRAM), False),
    "a pair of raw sockets": (SOCKETPAIR, (socket.AF_UNIX, socket.SOCK_RAW), False),
    "a pair of packet sockets": (SOCKETPAIR, (socket.AF_UNIX, socket.SOCK_SEQPACKET), False),
    "a pair of internet sockets": (SOCKETPAIR, (socket.AF_INET, STREAM), False),
    "a pair of TIPC sockets": (SOCKETPAIR, (30, STREAM), False),
    "a thread": (CLONE, (0x3D0F00,), True),
    "a fork": (CLONE, (0x1200000 | signal.SIGCHLD,), True),
    "a child in a new user name space": (CLONE, (0x10000000 | signal.SIGCHLD,), False),
    "a child in a new network": (CLONE, (0x40000000,), False),
    "a child with mounts of its own": (CLONE, (0x20000,), False),
    "a child in a new cgroup name space": (CLONE, (0x2000000,), False),
    "a thread with descriptors of its own": (CLONE, (0x3D0B00,), False),
    "a child with its parent's descriptors": (CLONE, (0x400 | signal.SIGCHLD,), True),
    "descriptors closed": (436, (3, 99, 0), True),
    "descriptors closed after a copy was made for this thread": (436, (3, 99, 2), False),
    "a name space named in the unused half": (CLONE, (1 << 48 | signal.SIGCHLD,), True),
    "a descriptor's flags": (FCNTL, (5, 2), True),
    "a lock of a file": (FCNTL, (5, 6), True),
    "signals of a descriptor sent to others": (FCNTL, (5, 8), False),
    "signals of a descriptor sent to other threads": (FCNTL, (5, 15), False),
    "signals of a descriptor, the unused half set": (FCNTL, (5, 1 << 32 | 8), False),
    "a lease, which delays whoever opens the file": (FCNTL, (5, 1024, 1), False),
    "signals for changes in a folder": (FCNTL, (5, 1026), False),
    "the size of a pipe": (FCNTL, (5, 1032), True),
    "a larger pipe": (FCNTL, (5, 1031, 2**20), False),
    "a lock that belongs to no process": (FCNTL, (5, 37), False),
    "a lock that belongs to no process, with waiting": (FCNTL, (5, 38), False),
    "the name of a thread": (PRCTL, (15,), True),
    "a filter of its own": (PRCTL, (22, 2), False),
    "huge pages": (PRCTL, (41, 0), False),
    "files hidden from the watch": (PRCTL, (4, 0), False),
    "a table for locks in the kernel": (PRCTL, (78, 1, 2**24), False),
    "names of memory": (PRCTL, (0x53564D41, 0), False),
    "a signal for its parent's end": (PRCTL, (1, 9), True),
    "capabilities given up": (PRCTL, (24, 2), True),
    "another name": (RENAME, (3, 0, 3, 0, 0), True),
    "another name that must be free": (RENAME, (3, 0, 3, 0, 1), True),
    "two names exchanged": (RENAME, (3, 0, 3, 0, 2), False),
    "another name and a device in place of the old one": (RENAME, (3, 0, 3, 0, 4), False),
    "the size of a terminal": (IOCTL, (0, 0x5413), True),
    "signals of a socket sent to others": (IOCTL, (5, 0x8901), False),
    "flags of a file": (IOCTL, (5, 0x40086602), False),
    "the quota of a file": (IOCTL, (5, 0x401C5820), False),
    "signals of a socket sent to another group": (IOCTL, (5, 0x8902), False),
    "the limits of its own": (PRLIMIT, (0, 7), True),
    "the limits of another process": (PRLIMIT, (1, 7), False),
    "core dumps": (PRLIMIT, (0, 4), False),
    "core dumps by an old call": (160, (4,), False),
    "a limit by an old call": (160, (7,), True),
    "asking how it is executed": (PERSONALITY, (0xFFFFFFFF,), True),
    "turning off random addresses": (PERSONALITY, (0x0040000,), False),
}
SIGNALS = {
    "itself": (KILL, (MYSELF, 15), True),
    "its own group": (KILL, (0, 15), True),
    "its own group by its number": (KILL, (2**64 - MYSELF, 15), True),
    "all that it may": (KILL, (2**64 - 1, 9), False),
    "the first process": (KILL, (1, 9), False),
    "another group": (KILL, (2**64 - 1000, 9), False),
    "a process with its own number in the lower half": (KILL, (1 << 32 | MYSELF, 15), True),
    "a thread of its own": (TGKILL, (MYSELF, MYSELF + 1, 6), True),
    "a thread of another process": (TGKILL, (1, 1, 6), False),
    "a thread by the old call": (TKILL, (MYSELF, 6), False),
    "a queue of its own": (129, (MYSELF, 10), True),
    "the queue of another process": (129, (1, 10), False),
    "the queue of another's thread": (297, (1, 1, 10), False),
}


@pytest.mark.parametrize("name", CASES)
def test_what_depends_on_an_argument_is_told_apart(name: str) -> None:
    number, arguments, is_let_through = CASES[name]
    allowed = REFUSED if number in TIMES else ALLOWED
    for is_old in (False, True):
        heard = answer("x86_64", number, arguments, is_old=is_old)
        assert heard == (allowed if is_let_through else REFUSED | errno.EPERM)


@pytest.mark.parametrize("name", SIGNALS)
def test_where_landlock_does_not_watch_signals_the_filter_does(name: str) -> None:
    number, arguments, is_let_through = SIGNALS[name]
    expected = ALLOWED if is_let_through else REFUSED | errno.EPERM
    assert answer("x86_64", number, arguments, is_old=True) == expected
    assert answer("x86_64", number, arguments) == ALLOWED


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("is_old", [False, True])
def test_every_jump_lands_inside_the_program_which_the_kernel_accepts_in_length(
    machine: str, is_old: bool
) -> None:
    program = PROGRAMS[machine, is_old]
    assert len(program) <= MAX_INSTRUCTIONS
    for at, (code, if_true, if_false, _) in enumerate(program):
        if code & 0x07 == 0x05:
            assert at + 1 + max(if_true, if_false) < len(program)
    assert program[-1][0] == 0x06


def test_a_machine_without_a_table_is_an_error() -> None:
    with pytest.raises(UnknownMachineError, match="riscv64"):
        build_filter("riscv64")
