"""What only DirectoryStore has: unusable folders, full disks, and files left by a crash."""

import asyncio
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from stores.objects.base import ObjectFacts
from stores.objects.directory import DirectoryStore
from tests.stores.objects.small_disk import on_a_small_disk

FILL_THE_DISK = """
import asyncio, sys
from pathlib import Path
from contract.failure import PodreelError
from stores.objects.directory import DirectoryStore

async def main(folder: Path) -> None:
    store = DirectoryStore(folder)
    await store.put_bytes("small", b"x")
    for attempt in (store.put_bytes("large", bytes(2**20)), store.create_once("once", bytes(2**20))):
        try:
            await attempt
        except PodreelError as error:
            print(error.code, error.detail, sep="|")
    print(sorted(path.name for path in folder.rglob('*') if path.is_file()))
    await store.put_bytes("later", bytes(2**17))

asyncio.run(main(Path(sys.argv[1])))
"""

WRITE = """
import asyncio, sys
from pathlib import Path
from contract.failure import PodreelError
from stores.objects.directory import DirectoryStore

try:
    asyncio.run(DirectoryStore(Path(sys.argv[1])).put_bytes("a/b", b"x"))
except PodreelError as error:
    print(error.code, error.detail, sep="|")
"""


def test_a_full_disk_is_reported_and_leaves_no_partial_object(tmp_path: Path) -> None:
    put, once, left = on_a_small_disk(FILL_THE_DISK, tmp_path)
    assert put == once == f"unavailable|The disk that holds {tmp_path} is full."
    assert left == "['small']"


def test_a_read_only_disk_is_reported(tmp_path: Path) -> None:
    (line,) = on_a_small_disk(WRITE, tmp_path, "ro")
    assert line == f"unavailable|{tmp_path} can't be used: Read-only file system."


async def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = DirectoryStore(tmp_path / "file" / "objects")
    with pytest.raises(PodreelError) as caught:
        await store.put_bytes("a", b"x")
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert str(tmp_path) in caught.value.detail


async def test_files_left_by_a_crashed_write_are_not_objects(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    await store.put_bytes("a/b", b"xy")
    (tmp_path / "a" / ".incoming-1234").write_bytes(b"half")
    assert await store.list("") == (ObjectFacts("a/b", 2),)
    assert await store.list("a/.inc") == ()


async def test_a_failed_write_leaves_the_object_as_it_was(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path / "objects")
    await store.put_bytes("a", b"good")
    with pytest.raises(PodreelError):
        await store.put_file("a", tmp_path / "missing")
    assert await store.get_bytes("a") == b"good"
    assert {path.name for path in (tmp_path / "objects").iterdir()} == {".incoming", "a"}
    assert list((tmp_path / "objects" / ".incoming").iterdir()) == []


async def test_a_url_leads_to_the_file(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    await store.put_bytes("a/b.mp4", b"x")
    assert await store.url("a/b.mp4") == (tmp_path / "a" / "b.mp4").as_uri()


WRITE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from stores.objects.directory import DirectoryStore
store = DirectoryStore(Path(sys.argv[1]))
store._write("a/prompt", lambda target: (target.write_text("prompt"), os.kill(os.getpid(), signal.SIGKILL)))
"""


async def test_what_a_killed_writer_left_is_removed_and_what_another_one_writes_is_not(
    tmp_path: Path,
) -> None:
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", WRITE_AND_DIE, str(tmp_path)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    (left,) = (tmp_path / ".incoming").iterdir()
    assert await DirectoryStore(tmp_path).list("") == ()
    with tempfile.NamedTemporaryFile(dir=left.parent) as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        await DirectoryStore(tmp_path).check()
        assert left.exists()
        for path in (left, Path(other.name)):
            os.utime(path, (0, 0))
        await DirectoryStore(tmp_path).check()
        assert [str(path) for path in left.parent.iterdir()] == [other.name]
