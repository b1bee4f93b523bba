"""Runs a program as if the kernel lacked something: `python -m … --without landlock -- PROGRAM …`.

A filter of system calls makes those parts fail as they fail where they are missing.
"""

import argparse
import errno
import os
import struct
from collections.abc import Mapping

from runner.sandbox import kernel

_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _FIRST_ARGUMENT_AT = 0, 16
_REFUSED, _ALLOWED = 0x00050000, 0x7FFF0000
_PR_SET_SECCOMP = 22

_COLUMN = {"x86_64": 0, "aarch64": 1}
_PRCTL, _PRLIMIT = (157, 167), (302, 261)
_CALLS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "landlock": tuple((number, number) for number in (444, 445, 446)),
    "seccomp": ((317, 277),),
    # What a container without the right to change users says, though it is root by name.
    "users": ((117, 147), (119, 149)),
    "limits": ((160, 164),),
}
PARTS = tuple(_CALLS)
_ERRORS = {"landlock": errno.ENOSYS, "seccomp": errno.ENOSYS, "users": errno.EPERM, "limits": errno.EPERM}


def lack(part: str) -> None:
    """From here on this process and its children find the kernel without that part."""
    column = _COLUMN[kernel.machine()]
    refused = _REFUSED | _ERRORS[part]
    program = [_instruction(_LOAD, _NUMBER_AT)]
    for numbers in _CALLS[part]:
        program += [_instruction(_IF_EQUAL, numbers[column], 0, 1), _instruction(_RETURN, refused)]
    if part == "seccomp":
        program += [
            _instruction(_IF_EQUAL, _PRCTL[column], 0, 3),
            _instruction(_LOAD, _FIRST_ARGUMENT_AT),
            _instruction(_IF_EQUAL, _PR_SET_SECCOMP, 0, 1),
            _instruction(_RETURN, _REFUSED | errno.EINVAL),
        ]
    if part == "limits":
        program += [
            _instruction(_IF_EQUAL, _PRLIMIT[column], 0, 3),
            # Without new limits it only asks for the old ones.
            _instruction(_LOAD, _FIRST_ARGUMENT_AT + 2 * 8),
            _instruction(_IF_EQUAL, 0, 1, 0),
            _instruction(_RETURN, refused),
        ]
    kernel.forbid_new_privileges()
    kernel.install_filter(b"".join([*program, _instruction(_RETURN, _ALLOWED)]))


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def main() -> None:
    """Becomes the program that the command names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", choices=PARTS, action="append", required=True)
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    for part in options.without:
        lack(part)
    os.execvp(options.program[0], options.program)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
