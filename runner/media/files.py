"""Opens media files that others wrote, and writes ours whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from runner.media.errors import MediaError

MAX_BYTES = 8 * 1024**3
# Without a forced format a playlist could make libav open other files, or addresses.
_INPUT_OPTIONS = {"protocol_whitelist": "file"}


@contextmanager
def open_mp4(path: Path) -> Iterator[InputContainer]:
    """Opens an MP4 for reading; what libav says against it, also inside the block, becomes a MediaError."""
    check_file(path)
    try:
        with av.open(str(path), format="mp4", options=_INPUT_OPTIONS) as container:
            yield container
    except av.FFmpegError as error:
        # Also a file written inside the block may fail; a full disk is not this file's fault.
        if error.errno == errno.ENOSPC:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise MediaError(f"{path.name} can't be read: {error.strerror}.") from error


def check_file(path: Path) -> None:
    """Raises MediaError unless this is a regular file of a sensible size."""
    try:
        facts = path.stat()
    except OSError as error:
        raise MediaError(f"{path.name} can't be opened: {error.strerror}.") from error
    if not stat.S_ISREG(facts.st_mode):
        raise MediaError(f"{path.name} is not a regular file.")
    if not 0 < facts.st_size <= MAX_BYTES:
        raise MediaError(f"{path.name} has {facts.st_size} bytes; allowed are 1 to {MAX_BYTES}.")


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Gives a temporary name beside `path`; only after the block has succeeded the file gets its own."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
