"""Whatever stands in the place of an object or its folder counts as missing, and makes way for it."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.failure import FailureCode
from stores.objects.base import read_small
from stores.objects.directory import DirectoryStore
from stores.objects.failures import UnreadableObject
from tests.unprivileged import as_nobody

KEY = "private/orders/a.json"


def _folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)
    (path / "inside" / "file").write_bytes(b"{}")


def _socket(path: Path) -> None:
    # Its name may have only 108 bytes.
    short = Path("/tmp") / f"podreel-{os.getpid()}.sock"  # noqa: S108 - moved at once
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(short))
    short.rename(path)


MISPLACED: dict[str, Callable[[Path], None]] = {
    "a folder": _folder,
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("place", MISPLACED.values(), ids=MISPLACED)
async def test_what_is_no_file_is_a_missing_object(tmp_path: Path, place: Callable[[Path], None]) -> None:
    store = DirectoryStore(tmp_path)
    for name in "abc":
        await store.put_bytes(f"private/orders/{name}.json", b"{}")
    (tmp_path / KEY).unlink()
    place(tmp_path / KEY)
    assert await store.get_bytes(KEY) is None
    assert await store.read_range(KEY, 0, 10) is None
    assert await store.head(KEY) is None
    assert not await store.get_file(KEY, tmp_path / "taken")
    keys = [facts.key for facts in await store.list("private/orders/")]
    assert [key for key in keys if key.count("/") == 2] == ["private/orders/b.json", "private/orders/c.json"]


@pytest.mark.parametrize("place", MISPLACED.values(), ids=MISPLACED)
@pytest.mark.parametrize("way", ["put", "create", "delete"])
async def test_a_new_object_takes_its_place(tmp_path: Path, place: Callable[[Path], None], way: str) -> None:
    store = DirectoryStore(tmp_path)
    (tmp_path / KEY).parent.mkdir(parents=True)
    place(tmp_path / KEY)
    match way:
        case "put":
            await store.put_bytes(KEY, b"new")
        case "create":
            assert await store.create_once(KEY, b"new")
        case _:
            await store.delete(KEY)
    assert await store.get_bytes(KEY) == (None if way == "delete" else b"new")
    assert len(list((tmp_path / "private" / "damaged").iterdir())) == 1


@pytest.mark.parametrize(
    "place", [lambda path: path.write_bytes(b""), lambda path: path.symlink_to("nowhere")]
)
async def test_a_file_in_the_place_of_a_folder_makes_way(
    tmp_path: Path, place: Callable[[Path], None]
) -> None:
    store = DirectoryStore(tmp_path)
    (tmp_path / "private").mkdir()
    place(tmp_path / "private" / "a")
    assert await store.get_bytes("private/a/work/speech") is None
    assert await store.list("private/a/") == ()
    await store.delete("private/a/work/speech")
    await store.put_bytes("private/a/work/speech", b"sound")
    assert await store.get_bytes("private/a/work/speech") == b"sound"


async def test_a_file_that_may_not_be_read_is_no_outage() -> None:
    with as_nobody() as folder:
        store = DirectoryStore(folder)
        await store.put_bytes(KEY, b"{}")
        (folder / KEY).chmod(0)
        with pytest.raises(UnreadableObject) as caught:
            await store.get_bytes(KEY)
    assert caught.value.code is FailureCode.INTERNAL


async def test_a_small_object_has_its_limit(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    await store.put_bytes("fits", bytes(16 * 2**20))
    await store.put_bytes("grown", bytes(16 * 2**20 + 1))
    assert await read_small(store, "missing") is None
    assert len(await read_small(store, "fits") or b"") == 16 * 2**20
    with pytest.raises(UnreadableObject, match="grown"):
        await read_small(store, "grown")
