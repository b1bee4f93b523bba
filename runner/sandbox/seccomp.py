"""Builds the filter of system calls, in the kernel's classic BPF. Pure.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import struct
from collections.abc import Iterable, Iterator
from functools import cache

from runner.sandbox.syscalls import ANSWERS, CONDITIONS, NEWEST_NUMBER, Condition, Numbers, RefusalResult

# The column of the tables, and the kernel's audit architecture, for each machine.
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32_BIT = 0x40000000

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_GREATER, _IF_AT_LEAST = 0x15, 0x25, 0x35
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16

_KILL_PROCESS = 0x80000000
_ALLOW = 0x7FFF0000
_ERROR = 0x00050000


class UnknownMachineError(Exception):
    """There is no table of system calls for this processor architecture."""


@cache
def build_filter(machine: str, conditions: tuple[Condition, ...] = ()) -> bytes:
    """The BPF program for this architecture; `conditions` are added to those that always hold.

    Raises UnknownMachineError.
    """
    if machine not in _MACHINES:
        raise UnknownMachineError(f"no table of system calls for {machine}")
    column, mark = _MACHINES[machine]
    program = [
        _instruction(_LOAD, _MACHINE_AT),
        # Calls of another architecture have other numbers, which nothing below would recognise.
        _instruction(_IF_EQUAL, mark, 1, 0),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_AT),
    ]
    if machine == "x86_64":
        program += [_instruction(_IF_AT_LEAST, _X32_BIT, 0, 1), _answer(RefusalResult.ABSENT)]
    program += [_instruction(_IF_GREATER, NEWEST_NUMBER, 0, 1), _answer(RefusalResult.ABSENT)]
    for condition in (*CONDITIONS, *conditions):
        program += _restrict(condition, column)
    for answer, calls in ANSWERS.items():
        program += _refuse(answer, calls.values(), column)
    return b"".join([*program, _instruction(_RETURN, _ALLOW)])


def _refuse(answer: RefusalResult, calls: Iterable[Numbers], column: int) -> Iterator[bytes]:
    for numbers in calls:
        number = numbers[column]
        if number is not None:
            yield _instruction(_IF_EQUAL, number, 0, 1)
            yield _answer(answer)


def _restrict(condition: Condition, column: int) -> list[bytes]:
    number = condition.numbers[column]
    if number is None:
        return []
    # Only the lower half of an argument, since the kernel itself cuts process ids, commands and flags to it.
    body = [
        _instruction(_LOAD, _ARGUMENTS_AT + 8 * condition.argument),
        _instruction(_AND, condition.mask),
    ]
    if condition.is_let_through:
        for index, value in enumerate(condition.values):
            # Jumps past the other values and the refusal.
            body.append(_instruction(_IF_EQUAL, value, len(condition.values) - index, 0))
        body.append(_answer(RefusalResult.DENIED))
    else:
        for value in condition.values:
            body += [_instruction(_IF_EQUAL, value, 0, 1), _answer(RefusalResult.DENIED)]
    if condition.unless_zero is not None:
        body = [
            _instruction(_LOAD, _ARGUMENTS_AT + 8 * condition.unless_zero),
            _instruction(_IF_EQUAL, 0, len(body), 0),
            *body,
        ]
    body.append(_instruction(_LOAD, _NUMBER_AT))
    return [_instruction(_IF_EQUAL, number, 0, len(body)), *body]


def _answer(answer: RefusalResult) -> bytes:
    return _instruction(_RETURN, _ERROR | answer)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
