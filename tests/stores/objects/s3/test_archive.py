"""A bucket as one archive, and back: all of it, or a refusal."""

import asyncio
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from stores.objects.base import ObjectFacts, ObjectStore
from stores.objects.failures import StoreUnavailable
from stores.objects.s3.archive import PART_BYTES, export_objects, import_objects
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import PRIVATE_PROBE, S3Store
from tests.fakes.memory_objects import MemoryObjects
from tests.fakes.s3_server import S3Server
from tests.stores.objects.buckets import make_bucket

KEYS = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=40).filter(
    lambda part: part not in {".", ".."}
)
KEPT = st.dictionaries(st.lists(KEYS, min_size=1, max_size=3).map("/".join), st.binary(max_size=3000))


def exported(objects: ObjectStore) -> bytes:
    out = io.BytesIO()
    asyncio.run(export_objects(objects, out))
    return out.getvalue()


def imported(archive: bytes) -> dict[str, bytes]:
    target = MemoryObjects()
    asyncio.run(import_objects(target, io.BytesIO(archive)))
    return target.kept


def outcome(archive: bytes) -> dict[str, bytes] | FailureCode:
    try:
        return imported(archive)
    except PodreelError as refused:
        return refused.code


@given(KEPT)
def test_every_object_comes_back(kept: dict[str, bytes]) -> None:
    assert imported(exported(MemoryObjects(kept=kept))) == kept


class AnswersLate(MemoryObjects):
    """Unreachable at the first call, as a bucket that has just been installed."""

    calls = 0

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        self.calls += 1
        if self.calls == 1:
            raise StoreUnavailable("http://podreel-s3:7070 is unreachable.")
        return await super().list(prefix)


def test_an_import_waits_for_the_first_answer_of_a_new_bucket() -> None:
    target = AnswersLate()
    asyncio.run(import_objects(target, io.BytesIO(exported(MemoryObjects(kept={"a/b": b"c"})))))
    assert target.kept == {"a/b": b"c"}


class LosesOne(MemoryObjects):
    """Somebody deletes the object `lost` once its size is known."""

    async def head(self, key: str) -> ObjectFacts | None:
        facts = await super().head(key)
        if key == "lost":
            del self.kept[key]
        return facts


def test_a_small_object_that_is_deleted_meanwhile_is_left_out() -> None:
    assert imported(exported(LosesOne(kept={"lost": b"1", "other": b"2"}))) == {"other": b"2"}


def test_a_large_object_that_is_deleted_meanwhile_ends_the_archive_with_a_sentence() -> None:
    with pytest.raises(PodreelError, match=r"lost was deleted while it was read\."):
        exported(LosesOne(kept={"lost": bytes(PART_BYTES + 1)}))


@given(st.data())
def test_a_damaged_archive_is_refused_or_the_damage_is_where_nothing_is(data: st.DataObject) -> None:
    kept = {"a.mp4": b"pictures" * 200, "private/results/a-1.json": b"{}"}
    archive = bytearray(exported(MemoryObjects(kept=dict(kept))))
    place = data.draw(st.integers(0, len(archive) - 1))
    if data.draw(st.booleans()):
        archive[place] ^= data.draw(st.integers(1, 255))
    else:
        del archive[place:]
    assert outcome(bytes(archive)) in (kept, FailureCode.INVALID_REQUEST)


def test_a_bucket_that_holds_something_is_left_as_it_is() -> None:
    target = MemoryObjects(kept={"theirs": b"1", PRIVATE_PROBE: b"2"})
    with pytest.raises(PodreelError, match="There are already 1 objects in the memory") as refused:
        asyncio.run(import_objects(target, io.BytesIO(exported(MemoryObjects(kept={"ours": b"3"})))))
    assert refused.value.code is FailureCode.INVALID_REQUEST
    assert set(target.kept) == {"theirs", PRIVATE_PROBE}


@pytest.mark.services
async def test_from_one_real_bucket_to_another_with_metadata_and_large_files(
    s3_server: S3Server, tmp_path: Path
) -> None:
    source, target = s3_server.settings(), s3_server.settings()
    old, new = await make_bucket(source), await make_bucket(target)
    await old.check()  # leaves a probe behind, which no video needs
    film = tmp_path / "film"
    film.write_bytes(bytes(range(256)) * (PART_BYTES // 256) + b"the end")
    await old.put_file("film.mp4", film, {"question": "Why? Größe, 100 %"})
    await old.create_once("private/results/film-1.json", b"{}")
    with (tmp_path / "archive").open("w+b") as archive:
        index = await export_objects(old, archive)
        archive.seek(0)
        assert await import_objects(new, archive) == index
    assert set(index) == {"film.mp4", "private/results/film-1.json"}
    assert await new.get_bytes("film.mp4") == film.read_bytes()
    heads = [await store.head("film.mp4") for store in (old, new)]
    assert heads[0] is not None
    assert heads[1] is not None
    assert heads[0].metadata == heads[1].metadata
    assert heads[1].metadata["question"]
    assert isinstance(new, S3Store)
    (kind,) = {
        (await S3Client(s).call("head_object", Key="film.mp4"))["ContentType"] for s in (source, target)
    }
    assert kind == "video/mp4"
