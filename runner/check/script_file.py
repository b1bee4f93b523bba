"""Reads the file that is checked, whatever it may be."""

import sys
from pathlib import Path
from typing import BinaryIO

from contract.failure import FailureCode, PodreelError

STDIN = Path("-")
MOST_BYTES = 8 * 2**20
"""More than a notebook with its pictures has."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_IN_UTF_8 = "Save it as text in UTF-8."


def read_file(path: Path) -> str:
    """The text of the file, or of stdin for `-`. Raises PodreelError(invalid_request) if it has none."""
    name = "What came in by the pipe" if path == STDIN else str(path)
    data = _read(path)
    if len(data) > MOST_BYTES:
        raise _refuse(f"{name} has more than {MOST_BYTES // 2**20} MB.", "Give a file of the script alone.")
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """The bytes as text. Pure. Raises PodreelError(invalid_request) if they are none."""
    if not data.strip():
        raise _refuse(f"{name} is empty.", "Name a file with a script in it.")
    if data.startswith(_UTF_16):
        raise _refuse(f"{name} is text in UTF-16.", _IN_UTF_8)
    if b"\0" in data:
        raise _refuse(f"{name} has NUL bytes, as programs and pictures do.", _IN_UTF_8)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse(f"{name} is not text in UTF-8: see line {line}.", _IN_UTF_8) from error


def _read(path: Path) -> bytes:
    """A file may be huge, a hole or without end: never more is read than needed to say so."""
    if path == STDIN:
        return _all_of(sys.stdin.buffer)
    try:
        with path.open("rb") as file:
            return _all_of(file)
    except FileNotFoundError as error:
        raise _refuse(f"There is no file {path}.", "Name a file with a script in it.") from error
    except IsADirectoryError as error:
        raise _refuse(f"{path} is a folder.", "Name a file in it.") from error
    except PermissionError as error:
        raise _refuse(f"You may not read {path}.", f"Try `chmod u+r {path}`, or name a copy.") from error
    except OSError as error:
        raise _refuse(f"{path} can't be read: {error.strerror}.", "Name another file.") from error


def _all_of(file: BinaryIO) -> bytes:
    return file.read(MOST_BYTES + 1)


def _refuse(detail: str, next_step: str) -> PodreelError:
    return PodreelError(FailureCode.INVALID_REQUEST, detail, next_step)
