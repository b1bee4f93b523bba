"""Opens media files from untrusted sources safely, and writes Podreel's own atomically."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import av
from av.container import InputContainer

from runner.media.errors import MediaError
from stores.local_disk import FULL

MAX_BYTES = 8 * 1024**3
_CODECS = frozenset({"h264", "aac", "mov_text"})
# Chapters are a stream of kind `data`, which has no codec.
_CODED_KINDS = frozenset({"video", "audio", "subtitle"})
# The input format is forced: otherwise the content of a playlist would make libav open other files or
# addresses. An MP4 can also refer to other files for its packets; both options that follow them stay off.
SAFE_OPTIONS: Mapping[str, str] = MappingProxyType({"protocol_whitelist": "file"})
SAFE_MP4_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        **SAFE_OPTIONS,
        "enable_drefs": "0",
        "use_absolute_path": "0",
        # Most of libav's vulnerabilities were in decoders that Podreel never needs.
        "codec_whitelist": ",".join(sorted(_CODECS)),
    }
)


def ffmpeg_input(path: Path, container: str, *options: str) -> list[str]:
    """Arguments for ffmpeg to read a local file of a known container, without following its references."""
    safe = SAFE_MP4_OPTIONS if container == "mp4" else SAFE_OPTIONS
    limits = [word for name, value in safe.items() for word in (f"-{name}", value)]
    # ffmpeg never reads an absolute path as an option or a protocol.
    return ["-f", container, *limits, *options, "-i", str(path.resolve())]


@contextmanager
def open_mp4(path: Path) -> Iterator[InputContainer]:
    """Opens an MP4 for reading. Raises MediaError for errors of libav, also for those inside the block.

    A file with other codecs than Podreel writes is refused.
    """
    check_file(path)
    try:
        with av.open(str(path), format="mp4", options=dict(SAFE_MP4_OPTIONS)) as container:
            _check_codecs(container, path)
            yield container
    except av.FFmpegError as error:
        # A file written inside the block may fail too; a full disk is not this file's fault.
        if error.errno in FULL:
            raise OSError(error.errno, os.strerror(error.errno)) from error
        raise MediaError(f"{path.name} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise MediaError(f"{path.name} has metadata that is no text.") from error


def _check_codecs(container: InputContainer, path: Path) -> None:
    for stream in container.streams:
        codec = stream.codec_context.name if stream.codec_context is not None else ""
        if codec not in _CODECS and (codec or stream.type in _CODED_KINDS):
            name = codec or "what nobody here can read"
            raise MediaError(f"{path.name} is encoded as {name}, not as one of {', '.join(sorted(_CODECS))}.")


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
    """Yields a temporary path beside `path`; the file is renamed to `path` only if the block succeeds."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
