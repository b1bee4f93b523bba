"""Writes a mended script back or elsewhere: whole or not at all, and not over what was changed meanwhile."""

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cli.questions import require_yes
from contract.failure import FailureCode, PodreelError
from stores.local_disk import folder_failure
from stores.temporary_leftovers import INCOMING_PREFIX

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class FileState:
    """What tells a file from a changed one."""

    facts: tuple[int, ...] = ()

    @classmethod
    def of(cls, path: Path) -> "FileState":
        """The state now; of a file that is not there, the same as of any other."""
        try:
            facts = path.stat()
        except (OSError, ValueError):
            return cls()
        return cls((facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns))


def write_back(path: Path, text: str, before: FileState) -> None:
    """Puts the text in the file's place, with the file's mode, line ends and byte order mark.

    Raises PodreelError: invalid_request if the file is not as before, bad_configuration or unavailable if it
    can't be written.
    """
    if FileState.of(path) != before:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"{path} was changed while it was being checked, so nothing was written.",
            "Check it again.",
        )
    # A link stays a link.
    target = path.resolve()
    try:
        old = target.read_bytes()
        if b"\r\n" in old:
            text = text.replace("\n", "\r\n")
        mark = _BYTE_ORDER_MARK if old.startswith(_BYTE_ORDER_MARK) else b""
        _replace(target, mark + text.encode(), stat.S_IMODE(target.stat().st_mode))
    except OSError as error:
        raise folder_failure(error, path.parent, "--out") from error


def require_free(path: Path, *, may_replace: bool, option: str = "--out") -> None:
    """Asks before a file is replaced. Raises PodreelError(invalid_request) if it may not be."""
    if path.is_dir():
        raise PodreelError(FailureCode.INVALID_REQUEST, f"{path} is a folder.", f"Name a file with {option}.")
    if path.exists():
        require_yes(f"{path} exists already. Replace?", is_given=may_replace)


def write_new(path: Path, text: str) -> None:
    """Writes the file and the folders that lead to it.

    Raises PodreelError: bad_configuration if it can't be written, unavailable if the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text.encode())
    except OSError as error:
        raise folder_failure(error, path.parent, "--out") from error


def _replace(path: Path, data: bytes, mode: int | None = None) -> None:
    """Puts the data in the file's place; without a mode it gets the one that the process's mask gives."""
    incoming = path.with_name(f"{INCOMING_PREFIX}{secrets.token_hex(4)}")
    try:
        with incoming.open("xb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(data)
        incoming.replace(path)
    finally:
        incoming.unlink(missing_ok=True)
