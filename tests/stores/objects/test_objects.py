"""The behaviour of every ObjectStore."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import pytest_asyncio

from contract.failure import FailureCode, PodreelError
from stores.objects.base import ObjectFacts, ObjectStore
from stores.objects.directory import DirectoryStore
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import S3Store
from tests.fakes.s3_server import S3Server
from tests.stores.objects.buckets import make_bucket

STORES = ("directory", pytest.param("s3", marks=pytest.mark.services))
BAD_KEYS = ("", "/", "/etc/passwd", "..", "../x", "a/../b", "a/./b", "a//b", "a/", "./a", "a\0b", "a/..")


Connect = Callable[[], ObjectStore]


@pytest_asyncio.fixture(params=STORES)
async def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Connect:
    """Each call returns a new client of the same store."""
    if request.param == "directory":
        return lambda: DirectoryStore(tmp_path / "objects")
    server: S3Server = request.getfixturevalue("s3_server")
    storage = server.settings()
    await make_bucket(storage)
    return lambda: S3Store(S3Client(storage))


@pytest.fixture
def store(connect: Connect) -> ObjectStore:
    return connect()


async def keys(store: ObjectStore, prefix: str = "") -> list[str]:
    return [facts.key for facts in await store.list(prefix)]


@pytest.mark.parametrize("data", [b"", b"\0\xff", b"x" * 2**20], ids=["empty", "binary", "a megabyte"])
async def test_bytes_are_read_back_unchanged(store: ObjectStore, data: bytes) -> None:
    await store.put_bytes("a/b.bin", data)
    assert await store.get_bytes("a/b.bin") == data
    assert await store.head("a/b.bin") == ObjectFacts("a/b.bin", len(data))


async def test_a_range_is_read_and_cut_at_the_end(store: ObjectStore) -> None:
    await store.put_bytes("a", bytes(range(100)))
    assert await store.read_range("a", 0, 1) == b"\x00"
    assert await store.read_range("a", 10, 5) == bytes(range(10, 15))
    assert await store.read_range("a", 90, 50) == bytes(range(90, 100))
    assert await store.read_range("a", 100, 5) == b""
    assert await store.read_range("b", 0, 5) is None


async def test_a_file_is_read_back_unchanged(store: ObjectStore, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"pictures" * 100_000)
    await store.put_file("video.mp4", source)
    assert await store.get_file("video.mp4", tmp_path / "new" / "folder" / "copy")
    assert (tmp_path / "new" / "folder" / "copy").read_bytes() == source.read_bytes()
    assert source.exists()


async def test_missing_objects_are_reported_as_missing(store: ObjectStore, tmp_path: Path) -> None:
    assert await store.get_bytes("a") is None
    assert await store.head("a") is None
    assert not await store.get_file("a", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    assert await store.list("") == ()
    await store.delete("a")


async def test_a_prefix_of_keys_is_not_an_object(store: ObjectStore, tmp_path: Path) -> None:
    await store.put_bytes("a/b/c", b"x")
    for key in ("a", "a/b", "a/b/c/d"):
        assert await store.head(key) is None
        assert not await store.get_file(key, tmp_path / "copy")
        assert await store.get_bytes(key) is None


async def test_a_second_put_replaces_the_first(store: ObjectStore) -> None:
    await store.put_bytes("a", b"a long first one")
    await store.put_bytes("a", b"short")
    assert await store.get_bytes("a") == b"short"
    assert await keys(store) == ["a"]


async def test_a_list_has_the_keys_of_its_prefix_in_order(store: ObjectStore) -> None:
    for key in ("b/2", "b/10", "a", "b/1", "bb"):
        await store.put_bytes(key, key.encode())
    assert await keys(store) == ["a", "b/1", "b/10", "b/2", "bb"]
    assert await keys(store, "b/") == ["b/1", "b/10", "b/2"]
    assert await keys(store, "b/1") == ["b/1", "b/10"]
    assert await keys(store, "c") == []
    assert await store.list("bb") == (ObjectFacts("bb", 2),)


async def test_a_copy_is_an_object_of_its_own(store: ObjectStore) -> None:
    await store.put_bytes("a", b"one")
    await store.copy("a", "deep/er/b")
    await store.put_bytes("a", b"two")
    assert await store.get_bytes("deep/er/b") == b"one"
    await store.copy("a", "deep/er/b")
    assert await store.get_bytes("deep/er/b") == b"two"


async def test_copying_a_missing_object_fails_and_leaves_nothing(store: ObjectStore) -> None:
    with pytest.raises(PodreelError) as caught:
        await store.copy("missing", "target")
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert await store.list("") == ()


async def test_a_deleted_object_is_gone(store: ObjectStore) -> None:
    await store.put_bytes("a/b", b"x")
    await store.delete("a/b")
    await store.delete("a/b")
    assert await store.get_bytes("a/b") is None
    assert await store.list("") == ()
    assert await store.create_once("a/b", b"again")


async def test_an_object_has_a_url(store: ObjectStore) -> None:
    await store.put_bytes("a b/é.mp4", b"x")
    url = await store.url("a b/é.mp4")
    assert url.isascii()
    assert "://" in url


@pytest.mark.parametrize("key", BAD_KEYS)
async def test_an_invalid_key_is_refused_by_every_method(
    store: ObjectStore, tmp_path: Path, key: str
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    await store.put_bytes("good", b"x")
    for attempt in (
        store.put_bytes(key, b"x"),
        store.put_file(key, tmp_path / "file"),
        store.create_once(key, b"x"),
        store.get_bytes(key),
        store.get_file(key, tmp_path / "copy"),
        store.read_range(key, 0, 1),
        store.head(key),
        store.copy(key, "b"),
        store.copy("good", key),
        store.delete(key),
        store.url(key),
    ):
        with pytest.raises(ValueError, match="not an object key"):
            await attempt
    with pytest.raises(ValueError, match="not an object key"):
        store.public_url(key)
    assert await keys(store) == ["good"]


async def test_create_once_creates_once(store: ObjectStore) -> None:
    assert await store.create_once("private/results/a.json", b"first")
    assert not await store.create_once("private/results/a.json", b"second")
    assert await store.get_bytes("private/results/a.json") == b"first"


async def test_of_eight_creators_at_once_exactly_one_wins(connect: Connect) -> None:
    clients = [connect() for _ in range(8)]
    for number in range(12):
        key = f"claims/{number}"
        offers = [f"creator {index}".encode() * 1000 for index in range(8)]
        won = await asyncio.gather(
            *(client.create_once(key, offer) for client, offer in zip(clients, offers, strict=True))
        )
        assert won.count(True) == 1
        assert await clients[0].get_bytes(key) == offers[won.index(True)]
    assert len(await clients[0].list("")) == 12


async def test_a_reader_never_sees_half_an_object(connect: Connect, tmp_path: Path) -> None:
    versions = [bytes([letter]) * size for letter, size in ((97, 400_000), (98, 900_000), (99, 10))]
    store, writing = connect(), True
    await store.put_bytes("a", versions[0])

    async def write() -> None:
        nonlocal writing
        client = connect()
        for number in range(24):
            await client.put_bytes("a", versions[number % 3])
        writing = False

    async def read(copy: Path) -> int:
        client, reads = connect(), 0
        while writing:
            assert await client.get_bytes("a") in versions
            assert await client.get_file("a", copy)
            assert await asyncio.to_thread(copy.read_bytes) in versions
            assert await keys(client) == ["a"]
            reads += 1
        return reads

    _, *reads = await asyncio.gather(write(), *(read(tmp_path / f"copy-{number}") for number in range(3)))
    assert all(reads)


async def test_a_list_survives_objects_that_come_and_go(connect: Connect) -> None:
    listing = True
    # Keeps the folder `a/`: the tests' S3 server fails if it is removed during a creation in it.
    await connect().put_bytes("a/kept", b"x")

    async def churn(number: int) -> None:
        nonlocal listing
        client = connect()
        for _ in range(30):
            await client.put_bytes(f"a/{number}/b", b"x")
            await client.delete(f"a/{number}/b")
        listing = False

    async def look() -> None:
        client = connect()
        while listing:
            assert {facts.size_bytes for facts in await client.list("")} <= {1}

    await asyncio.gather(churn(1), churn(2), look(), look())


async def test_a_store_that_can_be_used_passes_its_check_again_and_again(store: ObjectStore) -> None:
    await store.check()
    await store.check()
    assert [key for key in await keys(store) if not key.startswith("private/")] == []


async def test_a_store_has_a_name_for_people(store: ObjectStore) -> None:
    assert store.name.startswith("the ")
