"""The default ObjectStore: a folder of this machine."""

import asyncio
import contextlib
import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeVar

import structlog

from stores.local_disk import FULL, local_failure
from stores.objects.base import PRIVATE_PREFIX, ObjectFacts, require_key
from stores.objects.failures import UnreadableObject
from stores.obstacles import blocks_file, blocks_folder

log = structlog.get_logger()
ResultT = TypeVar("ResultT")
# A link that leads nowhere, or a socket.
_NO_FILE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO})


class DirectoryStore:
    """An ObjectStore in a folder of this machine.

    Objects appear only when complete: temporary file, fsync, then rename, or a hard link if the object must
    not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        return f"the folder {self._folder}"

    async def check(self) -> None:
        await self._run(self._check)

    async def put_file(self, key: str, path: Path, metadata: Mapping[str, str] | None = None) -> None:
        """Stores a file without the metadata, which the result has in full."""
        await self._run(lambda: self._write(key, lambda target: _copy(path, target)))

    async def put_bytes(self, key: str, data: bytes) -> None:
        await self._run(lambda: self._write(key, lambda target: _fill(target, data)))

    async def create_once(self, key: str, data: bytes) -> bool:
        return await self._run(lambda: self._create_once(key, data))

    async def get_bytes(self, key: str) -> bytes | None:
        return await self._run(lambda: self._read(key))

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        return await self._run(lambda: self._read_range(key, start, size_bytes))

    async def get_file(self, key: str, path: Path) -> bool:
        return await self._run(lambda: self._fetch(key, path), path.parent)

    async def head(self, key: str) -> ObjectFacts | None:
        return await self._run(lambda: self._head(key))

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        return await self._run(lambda: self._list(prefix))

    async def copy(self, source: str, target: str) -> None:
        await self._run(lambda: self._write(target, lambda path: _copy(self._path(source), path)))

    async def delete(self, key: str) -> None:
        await self._run(lambda: self._delete(key))

    async def url(self, key: str, most_seconds: int | None = None) -> str:
        return self._path(key).resolve().as_uri()

    def public_url(self, key: str) -> str | None:
        require_key(key)
        return None

    async def _run(self, action: Callable[[], ResultT], written: Path | None = None) -> ResultT:
        """Runs the action in a thread; `written` is the folder that it writes to if not to the store."""
        try:
            return await asyncio.to_thread(action)
        except OSError as error:
            is_full = error.errno in FULL
            raise local_failure(error, written if written and is_full else self._folder) from error

    def _path(self, key: str) -> Path:
        return self._folder.joinpath(*require_key(key).split("/"))

    def _check(self) -> None:
        with self._temporary(self._folder / "check"):
            pass
        for path in (self._folder / _INCOMING).iterdir():
            _remove_if_left(path)

    def _write(self, key: str, fill: Callable[[Path], None]) -> None:
        target = self._path(key)
        with self._temporary(target) as temporary:
            fill(temporary)
            self._clear(target)
            temporary.replace(target)

    def _create_once(self, key: str, data: bytes) -> bool:
        target = self._path(key)
        with self._temporary(target) as temporary:
            _fill(temporary, data)
            self._clear(target)
            try:
                target.hardlink_to(temporary)
            except FileExistsError:
                return False
        return True

    def _read(self, key: str) -> bytes | None:
        return self._read_range(key, 0, -1)

    def _read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        file = self._open(key)
        if file is None:
            return None
        with file:
            file.seek(start)
            return file.read(size_bytes)

    def _open(self, key: str) -> BinaryIO | None:
        """The open file; None if there is none, or anything else in its place. Raises UnreadableObject."""
        try:
            # A pipe in an object's place would block until somebody writes to it.
            handle = os.open(self._path(key), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except PermissionError as error:
            raise UnreadableObject(f"{key} in {self.name} can't be read: {error.strerror}.") from error
        except OSError as error:
            if error.errno in _NO_FILE:
                return None
            raise
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return os.fdopen(handle, "rb")
        os.close(handle)
        return None

    def _fetch(self, key: str, path: Path) -> bool:
        source = self._path(key)
        if not source.is_file():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, path)
        return True

    def _head(self, key: str) -> ObjectFacts | None:
        path = self._path(key)
        return ObjectFacts(key, path.stat().st_size) if path.is_file() else None

    def _list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        # Walks only the prefix's folder: others may hold thousands of videos.
        folders = prefix.split("/")[:-1]
        if any(part in {"", ".", ".."} for part in folders):
            return ()
        start = self._folder.joinpath(*folders)
        return tuple(
            facts for path in sorted(start.rglob("*")) if (facts := self._facts(path, prefix)) is not None
        )

    def _facts(self, path: Path, prefix: str) -> ObjectFacts | None:
        """The facts of the file at `path`; None if it was just removed or is not an object."""
        key = path.relative_to(self._folder).as_posix()
        is_incoming = key.startswith(f"{_INCOMING}/") or path.name.startswith(_OLD_INCOMING_PREFIX)
        if is_incoming or not key.startswith(prefix):
            return None
        try:
            facts = path.stat()
        except OSError as error:
            if error.errno in {errno.EACCES, *_NO_FILE}:
                return None
            raise
        return ObjectFacts(key, facts.st_size) if stat.S_ISREG(facts.st_mode) else None

    def _delete(self, key: str) -> None:
        target = self._path(key)
        self._clear(target)
        with contextlib.suppress(NotADirectoryError):
            target.unlink(missing_ok=True)

    def _clear(self, target: Path) -> None:
        """Moves whatever is not a file, but stands in an object's place, out of the way."""
        if blocks_file(target):
            self._set_aside(target)

    def _make_folder(self, folder: Path) -> None:
        """Creates the folder; a file of this store that stands in its way is moved."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            below = [folder, *folder.parents][: len(folder.relative_to(self._folder).parts)]
            for path in reversed(below):
                if blocks_folder(path):
                    self._set_aside(path)
            folder.mkdir(parents=True, exist_ok=True)

    def _set_aside(self, path: Path) -> None:
        place = self._folder / PRIVATE_PREFIX / "damaged" / f"{path.name}-{uuid.uuid4().hex[:8]}"
        log.error("object_set_aside", path=str(path), place=str(place))
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)

    @contextlib.contextmanager
    def _temporary(self, target: Path) -> Iterator[Path]:
        """An empty file, to be moved to `target`; it is locked so that nobody takes it for a dead one's."""
        self._make_folder(target.parent)
        incoming = self._folder / _INCOMING
        incoming.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=incoming)
        temporary = Path(name)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)
            os.close(handle)


_INCOMING = ".incoming"
# Version 0.1 wrote them beside the objects.
_OLD_INCOMING_PREFIX = ".incoming-"
# A new file is locked a moment after it exists.
_LEFT_SECONDS = 60.0


def _remove_if_left(path: Path) -> None:
    """Removes a file whose writer was killed."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if time.time() - os.fstat(handle).st_mtime > _LEFT_SECONDS:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
        finally:
            os.close(handle)


def _fill(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
