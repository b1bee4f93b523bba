"""Opens the files that a script left in its folder; they may be links, pipes, devices, holes or still change.

Files are opened through descriptors, and no link below the host's root, which scripts can't replace, is
followed. Nothing here blocks, and nothing is read beyond its limit, even while somebody still writes.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from runner.render.clearing import clear_folder

VIDEO_NAME = "section.mp4"
STILLS_NAME = "stills.rgb"
"""The frames that a dry run has drawn: red, green and blue of each pixel, row by row."""
_CHUNK_BYTES = 2**20
# Opening a FIFO without a writer would block; a terminal would become this process's own.
_READ_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class ResultError(Exception):
    """The file is missing or not acceptable; the message is the rest of a sentence about the script."""


def read_small(folder: Path, name: str, limit: int) -> bytes | None:
    """The bytes of a file in a script's folder; None unless it is a whole file of at most `limit` bytes."""
    try:
        with _open_plain(folder, name, limit) as descriptor:
            return _read(descriptor, name, limit)
    except ResultError:
        return None


def find_flaw(folder: Path, name: str, limit: int) -> str:
    """Why the file can't be taken, as the rest of a sentence; empty if it can. Does not read it."""
    try:
        with _open_plain(folder, name, limit):
            return ""
    except ResultError as error:
        return str(error)


def is_there(folder: Path, name: str) -> bool:
    """Whether anything has this name, even a dangling link."""
    return os.path.lexists(folder / name)


def take_file(folder: Path, name: str, target: Path, limit: int) -> None:
    """Copies a file out of a script's folder to `target`, which no script can open.

    For the copy, the file is moved beside the target, out of the script's reach: only there is its number of
    hard links reliable. It is copied because a process that holds the original open could still change it.
    Raises ResultError if it is not a regular file of at most `limit` bytes, all of them written; then nothing
    is at `target`.
    Raises OSError if the target can't be written.
    """
    target.unlink(missing_ok=True)
    with (
        _claimed(folder, name, target.parent) as place,
        _plain(place, name, limit) as source,
        _written(target) as copy,
    ):
        expected = os.fstat(source).st_size
        if _copy(source, copy, name, limit) != expected:
            raise _changed(name)


@dataclass(frozen=True)
class _Place:
    """An open folder, and the name of a file in it."""

    descriptor: int
    name: str


@contextmanager
def _place_of(folder: Path, name: str) -> Iterator[_Place]:
    """The place of a file in the script's folder. Raises ResultError if the folder can't be opened."""
    if {folder.name, name} & {"", ".", ".."} or "/" in name:
        raise ResultError("it has no such file")
    with ExitStack() as opened:
        try:
            # The user may reach the root through a link; below the root, scripts could have made one.
            root = _open(opened, folder.parent, _FOLDER_FLAGS)
            place = _open(opened, folder.name, _FOLDER_FLAGS | os.O_NOFOLLOW, root)
        except (OSError, ValueError) as error:
            raise ResultError(_explain(error, name)) from error
        yield _Place(place, name)


@contextmanager
def _claimed(folder: Path, name: str, ours: Path) -> Iterator[_Place]:
    """Moves the file, whatever it is, to the folder `ours`, and back after the block."""
    claim = f".{folder.name}.claimed"
    clear_folder(ours / claim)
    with _place_of(folder, name) as place, ExitStack() as opened:
        own = _open(opened, ours, _FOLDER_FLAGS)
        try:
            os.rename(name, claim, src_dir_fd=place.descriptor, dst_dir_fd=own)
        except (OSError, ValueError) as error:
            raise ResultError(_explain(error, name)) from error
        try:
            yield _Place(own, claim)
        finally:
            with suppress(OSError):
                os.rename(claim, name, src_dir_fd=own, dst_dir_fd=place.descriptor)
            clear_folder(ours / claim)


@contextmanager
def _open_plain(folder: Path, name: str, limit: int) -> Iterator[int]:
    """A descriptor for reading the file in its place. The script may still replace the file meanwhile."""
    with _place_of(folder, name) as place, _plain(place, name, limit) as descriptor:
        yield descriptor


@contextmanager
def _plain(place: _Place, name: str, limit: int) -> Iterator[int]:
    """A descriptor for reading a regular file with a single hard link and at most `limit` bytes."""
    with ExitStack() as opened:
        try:
            descriptor = _open(opened, place.name, _READ_FLAGS, place.descriptor)
            facts = os.fstat(descriptor)
            # A second hard link may let others write, or show that the file was never the script's. The name
            # is looked up again because a link that existed only for a moment leaves a count of one.
            named = os.stat(place.name, dir_fd=place.descriptor, follow_symlinks=False)
        except (OSError, ValueError) as error:
            raise ResultError(_explain(error, name)) from error
        if not stat.S_ISREG(facts.st_mode):
            raise ResultError(f"its {name} is not a regular file")
        if named.st_nlink != 1:
            raise ResultError(f"its {name} has another name elsewhere")
        if not os.path.samestat(named, facts):
            raise _changed(name)
        if facts.st_size > limit:
            raise _too_large(name, limit)
        if _has_hole(descriptor, facts.st_size):
            raise ResultError(f"its {name} has holes, which would become real bytes")
        yield descriptor


def _has_hole(descriptor: int, size: int) -> bool:
    """Whether a part of the file was never written. Leaves the descriptor at the file's start."""
    if size == 0:
        return False
    try:
        return os.lseek(descriptor, 0, os.SEEK_HOLE) < size
    except OSError:
        return False  # a file system that does not tell; the size is limited all the same
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)


def _open(opened: ExitStack, name: str | Path, flags: int, place: int | None = None) -> int:
    descriptor = os.open(name, flags, dir_fd=place)
    opened.callback(os.close, descriptor)
    return descriptor


def _explain(error: OSError | ValueError, name: str) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ELOOP:
        return f"its {name} is a link"
    if number == errno.ENOENT:
        return f"its {name} is missing"
    # A socket can't be opened at all.
    if number in (errno.ENXIO, errno.ENODEV):
        return f"its {name} is not a regular file"
    return f"its {name} can't be opened"


def _too_large(name: str, limit: int) -> ResultError:
    return ResultError(f"its {name} has more than {limit / 2**20:,.3g} MB, the most that is possible")


def _changed(name: str) -> ResultError:
    return ResultError(f"its {name} changed while it was read")


def _read(descriptor: int, name: str, limit: int) -> bytes:
    kept = bytearray()
    while chunk := _read_some(descriptor, name, limit + 1 - len(kept)):
        kept += chunk
        if len(kept) > limit:
            raise _too_large(name, limit)
    return bytes(kept)


def _read_some(descriptor: int, name: str, most: int) -> bytes:
    try:
        return os.read(descriptor, min(most, _CHUNK_BYTES))
    except OSError as error:
        raise ResultError(f"its {name} can't be read") from error


def _copy(source: int, target: int, name: str, limit: int) -> int:
    """Copies the file; returns the number of bytes."""
    copied = 0
    while chunk := _read_some(source, name, limit + 1 - copied):
        copied += len(chunk)
        if copied > limit:
            raise _too_large(name, limit)
        _write(target, chunk)
    return copied


def _write(target: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest) :]


@contextmanager
def _written(target: Path) -> Iterator[int]:
    """A descriptor of a new file, which is renamed to `target` once the block succeeds."""
    temporary = target.with_name(f".{target.name}.part")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, _WRITE_FLAGS, 0o600)
    try:
        yield descriptor
        temporary.rename(target)
    finally:
        os.close(descriptor)
        temporary.unlink(missing_ok=True)
