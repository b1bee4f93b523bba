"""Checkpoints: a piece is made once, a damaged one again, and a store that is down only warns."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from structlog.testing import capture_logs

from contract.names import work_key
from runner.storage.checkpoints import Checkpoints, content_hash
from stores.objects.directory import DirectoryStore
from tests.fakes.objects import BrokenStore

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
parts = st.lists(st.text(max_size=5) | st.floats(allow_nan=False) | st.none(), max_size=4)


class Piece(BaseModel):
    words: tuple[str, ...]


class Maker:
    """Makes pieces and counts them."""

    def __init__(self) -> None:
        self.made = 0

    async def __call__(self) -> Piece:
        self.made += 1
        return Piece(words=("piece", str(self.made)))


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    return DirectoryStore(tmp_path / "objects")


async def test_a_stored_value_is_not_made_again(store: DirectoryStore) -> None:
    make = Maker()
    first = await Checkpoints(store, ID).value("a.json", Piece, make)
    assert await Checkpoints(store, ID).value("a.json", Piece, make) == first
    assert make.made == 1


async def test_values_have_their_own_names_and_videos(store: DirectoryStore) -> None:
    make = Maker()
    await Checkpoints(store, ID).value("a.json", Piece, make)
    await Checkpoints(store, ID).value("b.json", Piece, make)
    await Checkpoints(store, ID.replace("1", "2")).value("a.json", Piece, make)
    assert make.made == 3
    assert await store.get_bytes(work_key(ID, "a.json")) is not None


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b'{"words": 5}', b"null", b"[]"])
async def test_a_damaged_value_is_made_again_and_stored(store: DirectoryStore, damage: bytes) -> None:
    make = Maker()
    await store.put_bytes(work_key(ID, "a.json"), damage)
    with capture_logs() as logs:
        made = await Checkpoints(store, ID).value("a.json", Piece, make)
    assert made == Piece(words=("piece", "1"))
    assert [line["event"] for line in logs] == ["checkpoint_unreadable"]
    assert await Checkpoints(store, ID).value("a.json", Piece, make) == made
    assert make.made == 1


async def test_a_maker_that_fails_leaves_nothing_behind(store: DirectoryStore) -> None:
    async def fail() -> Piece:
        raise RuntimeError("no piece")

    with pytest.raises(RuntimeError, match="no piece"):
        await Checkpoints(store, ID).value("a.json", Piece, fail)
    assert await store.list("") == ()


async def test_bytes_and_files_come_back_as_they_were(store: DirectoryStore, tmp_path: Path) -> None:
    checkpoints = Checkpoints(store, ID)
    (tmp_path / "section.mp4").write_bytes(b"pictures")
    await checkpoints.put("speech", b"sound")
    await checkpoints.put_file("section.mp4", tmp_path / "section.mp4")
    assert await checkpoints.get("speech") == b"sound"
    assert await checkpoints.get_file("section.mp4", tmp_path / "copy", 8)
    assert (tmp_path / "copy").read_bytes() == b"pictures"
    assert await checkpoints.get("missing") is None
    assert not await checkpoints.get_file("missing", tmp_path / "none", 8)


@pytest.mark.parametrize(
    ("use", "event"),
    [
        (lambda checkpoints: checkpoints.get("a"), "checkpoint_not_read"),
        (lambda checkpoints: checkpoints.get_file("a", Path("a"), 99), "checkpoint_not_read"),
        (lambda checkpoints: checkpoints.put("a", b""), "checkpoint_not_stored"),
        (lambda checkpoints: checkpoints.put_file("a", Path("a")), "checkpoint_not_stored"),
    ],
)
async def test_a_store_that_is_down_is_a_warning(
    use: Callable[[Checkpoints], Awaitable[object]], event: str
) -> None:
    with capture_logs() as logs:
        assert not await use(Checkpoints(BrokenStore(), ID))
    assert [(line["event"], line["log_level"]) for line in logs] == [(event, "warning")]


async def test_a_value_is_made_without_any_store() -> None:
    make = Maker()
    with capture_logs() as logs:
        await Checkpoints(BrokenStore(), ID).value("a.json", Piece, make)
    assert make.made == 1
    assert [line["event"] for line in logs] == ["checkpoint_not_read", "checkpoint_not_stored"]


def test_a_hash_is_the_same_in_every_process_and_version() -> None:
    # A changed hash would throw away the checkpoints of every video that is being made.
    assert content_hash(1, "é", None, {"b": 2, "a": [1.5]}) == "a90da7ec46a1ea23542f2fcbd1514dc5"


@given(parts, parts)
def test_equal_contents_and_only_those_have_equal_hashes(
    first: list[str | float | None], second: list[str | float | None]
) -> None:
    same = repr(first) == repr(second)
    assert (content_hash(*first) == content_hash(*second)) is same


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=5))
def test_the_order_of_a_mapping_does_not_matter(mapping: dict[str, int]) -> None:
    assert content_hash(mapping) == content_hash(dict(reversed(mapping.items())))


async def test_a_file_that_is_larger_than_it_can_be_is_not_copied(
    store: DirectoryStore, tmp_path: Path
) -> None:
    await Checkpoints(store, ID).put("section.mp4", b"pictures and more")
    with capture_logs() as logs:
        assert not await Checkpoints(store, ID).get_file("section.mp4", tmp_path / "copy", 8)
    assert [line["event"] for line in logs] == ["checkpoint_unreadable"]
    assert not (tmp_path / "copy").exists()


async def test_an_edit_takes_over_what_its_origin_has_and_keeps_it_when_that_is_deleted(
    store: DirectoryStore, tmp_path: Path
) -> None:
    make, (origin, first, second) = Maker(), [ID.replace("1", digit) for digit in "234"]
    value = await Checkpoints(store, origin).value("a.json", Piece, make)
    await Checkpoints(store, origin).put("film.mp4", b"film")
    edit = Checkpoints(store, first, origin)
    assert await edit.value("a.json", Piece, make) == value
    assert await edit.get_file("film.mp4", tmp_path / "film.mp4", 4)
    assert not await edit.get_file("film.mp4", tmp_path / "film.mp4", 3)
    for name in ("a.json", "film.mp4"):
        await Checkpoints(store, origin).drop(name)
    again = Checkpoints(store, second, first)
    assert await again.value("a.json", Piece, make) == value
    assert await again.get_file("film.mp4", tmp_path / "again.mp4", 4)
    assert (tmp_path / "again.mp4").read_bytes() == b"film"
    assert make.made == 1
    assert await again.get("b.json") is None
    assert not await again.get_file("b.mp4", tmp_path / "b.mp4", 4)


async def test_a_damaged_value_of_the_origin_is_made_again_for_the_edit_alone(store: DirectoryStore) -> None:
    make, edit = Maker(), Checkpoints(store, ID.replace("1", "2"), ID)
    await store.put_bytes(work_key(ID, "a.json"), b"{")
    made = await edit.value("a.json", Piece, make)
    assert await edit.value("a.json", Piece, make) == made
    assert (make.made, await store.get_bytes(work_key(ID, "a.json"))) == (1, b"{")


async def test_an_edit_works_where_nothing_can_be_read(tmp_path: Path) -> None:
    edit = Checkpoints(BrokenStore(), ID, ID.replace("1", "2"))
    make = Maker()
    assert await edit.value("a.json", Piece, make) == Piece(words=("piece", "1"))
    assert not await edit.get_file("a.mp4", tmp_path / "a.mp4", 4)
