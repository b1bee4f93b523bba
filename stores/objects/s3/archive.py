"""All objects of a bucket as one tar stream, and back. Its last member lists each with size and checksum."""

import asyncio
import hashlib
import io
import json
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import unquote

from contract.backoff import Backoff
from contract.failure import FailureCode, PodreelError
from stores.objects.base import ObjectFacts, ObjectStore
from stores.objects.failures import StoreUnavailable
from stores.objects.s3.store import PRIVATE_PROBE, PUBLIC_PROBE

INDEX = "index.json"
FOLDER = "objects/"
METADATA_HEADER = "PODREEL.metadata"
PART_BYTES = 8 * 2**20
PROBES = frozenset({PRIVATE_PROBE, PUBLIC_PROBE})
# A bucket that has just been installed is ready a little before it can be reached.
FIRST_ANSWER = Backoff(first_seconds=0.5, max_seconds=5.0, total_seconds=60.0)
Index = dict[str, dict[str, Any]]
"""Of each key the size, checksum and metadata."""


async def export_objects(objects: ObjectStore, out: BinaryIO) -> Index:
    """Writes all objects, except those that are deleted before it is their turn.

    Raises PodreelError, also if a large one is deleted while it is written; then what was written has no
    index and is not an archive.
    """
    index: Index = {}
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for found in await objects.list(""):
            facts = None if found.key in PROBES else await objects.head(found.key)
            if facts is None:
                continue
            body: io.RawIOBase | io.BytesIO
            if facts.size_bytes > PART_BYTES:
                size, body = facts.size_bytes, _Body(objects, found.key, asyncio.get_running_loop())
            elif (data := await objects.get_bytes(found.key)) is not None:
                size, body = len(data), io.BytesIO(data)
            else:
                continue
            hashed = _Hashed(body)
            await asyncio.to_thread(archive.addfile, _member(facts, size), hashed)
            index[found.key] = _entry(size, hashed.digest.hexdigest(), dict(facts.metadata))
        text = json.dumps(index).encode()
        last = tarfile.TarInfo(INDEX)
        last.size = len(text)
        archive.addfile(last, io.BytesIO(text))
    return index


async def import_objects(objects: ObjectStore, source: BinaryIO) -> Index:
    """Fills an empty store from an archive, and checks that all of it arrived.

    Waits a minute for the store's first answer.
    Raises PodreelError(invalid_request) if the store holds something, or the archive is damaged.
    """
    there = [found for found in await _first_list(objects) if found.key not in PROBES]
    if there:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"There are already {len(there):,} objects in {objects.name}.",
            "Restore into an empty bucket.",
        )
    try:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            index, arrived = await _read(objects, archive)
    except (tarfile.TarError, ValueError) as error:
        raise _damaged("it can't be read to its end") from error
    if index != arrived:
        raise _damaged("not every file in it has the checksum of its list")
    stored = {found.key: found.size_bytes for found in await objects.list("")}
    if lost := [key for key, facts in index.items() if stored.get(key) != facts["size_bytes"]]:
        raise PodreelError(FailureCode.UNAVAILABLE, f"{objects.name} has not kept {lost[0]} as it was sent.")
    return index


async def _first_list(objects: ObjectStore) -> tuple[ObjectFacts, ...]:
    pauses = FIRST_ANSWER.pauses()
    while True:
        try:
            return await objects.list("")
        except StoreUnavailable:
            pause = next(pauses, None)
            if pause is None:
                raise
        await asyncio.sleep(pause)


async def _read(objects: ObjectStore, archive: tarfile.TarFile) -> tuple[Index, Index]:
    arrived: Index = {}
    with tempfile.TemporaryDirectory() as folder:
        while (member := await asyncio.to_thread(archive.next)) is not None:
            content = archive.extractfile(member)
            if content is None:
                raise _damaged(f"{member.name} is no file")
            if member.name == INDEX:
                return json.loads(await asyncio.to_thread(content.read)), arrived
            key, path = member.name.removeprefix(FOLDER), Path(folder) / "object"
            metadata: dict[str, str] = json.loads(member.pax_headers.get(METADATA_HEADER, "{}"))
            arrived[key] = _entry(member.size, await asyncio.to_thread(_save, content, path), metadata)
            await objects.put_file(key, path, {name: unquote(text) for name, text in metadata.items()})
    raise _damaged("its list of objects is missing")


def _entry(size_bytes: int, sha256: str, metadata: dict[str, str]) -> dict[str, Any]:
    return {"size_bytes": size_bytes, "sha256": sha256, "metadata": metadata}


def _damaged(reason: str) -> PodreelError:
    return PodreelError(
        FailureCode.INVALID_REQUEST, f"The archive is damaged: {reason}.", "Use another backup."
    )


def _member(facts: ObjectFacts, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(FOLDER + facts.key)
    member.size = size
    member.pax_headers = {METADATA_HEADER: json.dumps(dict(facts.metadata))}
    return member


def _save(content: IO[bytes], path: Path) -> str:
    """Writes a file; returns its checksum."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        while part := content.read(PART_BYTES):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


class _Hashed(io.RawIOBase):
    """Reads from another file and adds up the checksum of all that was read."""

    def __init__(self, body: io.RawIOBase | io.BytesIO) -> None:
        self._body = body
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._body.read(size) or b""
        self.digest.update(data)
        return data


class _Body(io.RawIOBase):
    """A large object, read in parts from a thread while the loop runs. Those are never written again."""

    def __init__(self, objects: ObjectStore, key: str, loop: asyncio.AbstractEventLoop) -> None:
        self._objects, self._key, self._loop = objects, key, loop
        self._next_start = 0
        self._part = io.BytesIO()

    def read(self, size: int = -1) -> bytes:
        """Like a file's, but raises PodreelError(unavailable) if the object ends too early."""
        if data := self._part.read(size):
            return data
        asked = self._objects.read_range(self._key, self._next_start, PART_BYTES)
        part = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        if not part:
            detail = f"{self._key} was deleted while it was read."
            raise PodreelError(FailureCode.UNAVAILABLE, detail, "Start the backup again.")
        self._next_start += len(part)
        self._part = io.BytesIO(part)
        return self._part.read(size)
