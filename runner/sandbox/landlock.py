"""Restricts files, signals, TCP and abstract sockets of this process with Linux's Landlock."""

import os
import stat
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runner.sandbox.kernel import (
    LANDLOCK_ADD_RULE,
    LANDLOCK_CREATE_RULESET,
    LANDLOCK_RESTRICT_SELF,
    landlock_version,
    system_call,
)

# https://docs.kernel.org/userspace-api/landlock.html
EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
REMOVE_DIR = 1 << 4
REMOVE_FILE = 1 << 5
MAKE_DIR = 1 << 7
MAKE_REG = 1 << 8
REFER = 1 << 13
TRUNCATE = 1 << 14
IOCTL_DEV = 1 << 15

READ = EXECUTE | READ_FILE | READ_DIR
USE_DEVICE = READ_FILE | WRITE_FILE
# Without the right to create links, pipes, sockets or devices, or to start a program from there.
OWN = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE

_ALL_TCP = 0b11
_ALL_SCOPES = 0b11
_RULE_PATH_BENEATH = 1
_RIGHTS_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_SCOPES_SINCE = 6
# How many rights each version of Landlock knows; requesting an unknown right is an error.
_RIGHTS_SINCE = ((5, 16), (3, 15), (2, 14), (1, 13))


@dataclass(frozen=True)
class Grant:
    """Rights to a file, or to a folder and everything below it."""

    path: Path
    rights: int


def restrict_files(grants: Iterable[Grant]) -> None:
    """Limits this process and its children to these files. Raises OSError if there is no Landlock."""
    known = known_rights(landlock_version())
    with _ruleset(struct.pack("=Q", known)) as ruleset:
        for grant in grants:
            _add(ruleset, grant, known)
        system_call(LANDLOCK_RESTRICT_SELF, ruleset, 0)


def known_rights(version: int) -> int:
    """A bit mask of all rights that this version of Landlock can restrict. Pure."""
    return next(((1 << count) - 1 for since, count in _RIGHTS_SINCE if version >= since), 0)


def watches_signals() -> bool:
    """Whether the kernel's Landlock knows scopes, as it does since Linux 6.12."""
    return landlock_version() >= _SCOPES_SINCE


def restrict_scopes() -> None:
    """Forbids TCP, and signals and abstract sockets to the outside. Raises OSError before Linux 6.12."""
    # A ruleset that does not mention moving files between folders forbids it.
    with _ruleset(struct.pack("=QQQ", REFER, _ALL_TCP, _ALL_SCOPES)) as ruleset:
        _add(ruleset, Grant(Path("/"), REFER), REFER)
        system_call(LANDLOCK_RESTRICT_SELF, ruleset, 0)


@contextmanager
def _ruleset(attributes: bytes) -> Iterator[int]:
    ruleset = system_call(LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        yield ruleset
    finally:
        os.close(ruleset)


def _add(ruleset: int, grant: Grant, known: int) -> None:
    try:
        opened = os.open(grant.path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return  # missing, or not reachable by this process itself: nothing to grant
    try:
        is_folder = stat.S_ISDIR(os.fstat(opened).st_mode)
        rights = grant.rights & known & (~0 if is_folder else _RIGHTS_OF_FILES)
        system_call(LANDLOCK_ADD_RULE, ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)
