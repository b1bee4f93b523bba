"""The default ObjectStore: a folder of this machine."""

import asyncio
import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from stores.objects.base import ObjectFacts, local_failure, require_key

ResultT = TypeVar("ResultT")


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
        return await self._run(lambda: self._fetch(key, path))

    async def head(self, key: str) -> ObjectFacts | None:
        return await self._run(lambda: self._head(key))

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        return await self._run(lambda: self._list(prefix))

    async def copy(self, source: str, target: str) -> None:
        await self._run(lambda: self._write(target, lambda path: _copy(self._path(source), path)))

    async def delete(self, key: str) -> None:
        await self._run(lambda: self._path(key).unlink(missing_ok=True))

    async def url(self, key: str, most_seconds: int | None = None) -> str:
        return self._path(key).resolve().as_uri()

    def public_url(self, key: str) -> str | None:
        require_key(key)
        return None

    async def _run(self, action: Callable[[], ResultT]) -> ResultT:
        try:
            return await asyncio.to_thread(action)
        except OSError as error:
            raise local_failure(error, self._folder) from error

    def _path(self, key: str) -> Path:
        return self._folder.joinpath(*require_key(key).split("/"))

    def _check(self) -> None:
        with self._temporary(self._folder / "check"):
            pass

    def _write(self, key: str, fill: Callable[[Path], None]) -> None:
        target = self._path(key)
        with self._temporary(target) as temporary:
            fill(temporary)
            temporary.replace(target)

    def _create_once(self, key: str, data: bytes) -> bool:
        target = self._path(key)
        with self._temporary(target) as temporary:
            _fill(temporary, data)
            try:
                target.hardlink_to(temporary)
            except FileExistsError:
                return False
        return True

    def _read(self, key: str) -> bytes | None:
        with contextlib.suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return self._path(key).read_bytes()
        return None

    def _read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        missing = contextlib.suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError)
        with missing, self._path(key).open("rb") as file:
            file.seek(start)
            return file.read(size_bytes)
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
        if not key.startswith(prefix) or path.name.startswith(_TEMPORARY_PREFIX):
            return None
        with contextlib.suppress(FileNotFoundError):
            facts = path.stat()
            return ObjectFacts(key, facts.st_size) if stat.S_ISREG(facts.st_mode) else None
        return None

    @contextlib.contextmanager
    def _temporary(self, target: Path) -> Iterator[Path]:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY_PREFIX, dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)


_TEMPORARY_PREFIX = ".incoming-"


def _fill(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
