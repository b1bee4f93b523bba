"""Opens media files that others wrote, and writes ours whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import av
from av.container import InputContainer

from runner.media.errors import MediaError

MAX_BYTES = 8 * 1024**3
_CODECS = frozenset({"h264", "aac", "mov_text"})
# Chapters lie in a stream of kind `data`, which has no codec.
_CODED_KINDS = frozenset({"video", "audio", "subtitle"})
# Inputs also get a forced format: by its content alone, a playlist would make libav open other files, or
# addresses. An MP4 may name other files too, for its packets; both ways to follow it stay off.
SAFE_OPTIONS: Mapping[str, str] = MappingProxyType({"protocol_whitelist": "file"})
SAFE_MP4_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        **SAFE_OPTIONS,
        "enable_drefs": "0",
        "use_absolute_path": "0",
        # Most of libav's faults were in decoders that we never need.
        "codec_whitelist": ",".join(sorted(_CODECS)),
    }
)


def ffmpeg_input(path: Path, container: str, *options: str) -> list[str]:
    """Arguments by which ffmpeg reads a local file of a known container, and nothing that it may point to."""
    safe = SAFE_MP4_OPTIONS if container == "mp4" else SAFE_OPTIONS
    limits = [word for name, value in safe.items() for word in (f"-{name}", value)]
    # An absolute path is never taken for an option or a protocol.
    return ["-f", container, *limits, *options, "-i", str(path.resolve())]


@contextmanager
def open_mp4(path: Path) -> Iterator[InputContainer]:
    """Opens an MP4 for reading; what libav says against it, also inside the block, becomes a MediaError.

    It is refused where it holds anything but the codecs that we write.
    """
    check_file(path)
    try:
        with av.open(str(path), format="mp4", options=dict(SAFE_MP4_OPTIONS)) as container:
            _check_codecs(container, path)
            yield container
    except av.FFmpegError as error:
        # Also a file written inside the block may fail; a full disk is not this file's fault.
        if error.errno == errno.ENOSPC:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise MediaError(f"{path.name} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise MediaError(f"{path.name} has metadata that is no text.") from error


def _check_codecs(container: InputContainer, path: Path) -> None:
    for stream in container.streams:
        codec = stream.codec_context.name if stream.codec_context is not None else ""
        if codec not in _CODECS and (codec or stream.type in _CODED_KINDS):
            told = codec or "what nobody here can read"
            raise MediaError(f"{path.name} is encoded as {told}, not as one of {', '.join(sorted(_CODECS))}.")


def check_file(path: Path) -> None:
    """Raises MediaError unless this is a regular file of a sensible size."""
    try:
        facts = path.lstat()
    except OSError as error:
        raise MediaError(f"{path.name} can't be opened: {error.strerror}.") from error
    if stat.S_ISLNK(facts.st_mode):
        raise MediaError(f"{path.name} is a link.")
    if not stat.S_ISREG(facts.st_mode):
        raise MediaError(f"{path.name} is not a regular file.")
    if facts.st_size == 0:
        raise MediaError(f"{path.name} is empty.")
    if facts.st_size > MAX_BYTES:
        raise MediaError(f"{path.name} has {facts.st_size} bytes; allowed are {MAX_BYTES}.")


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
