"""Attempts at a video: they are counted, and an outdated one stops."""

import asyncio
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.names import claim_key, result_key, tombstone_key
from runner.storage.claims import AttemptClaim
from stores.objects.directory import DirectoryStore

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
OTHER = "2c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e12"


@pytest.fixture
def objects(tmp_path: Path) -> DirectoryStore:
    return DirectoryStore(tmp_path / "objects")


async def test_attempts_count_from_one_each_generation_and_video_by_itself(objects: DirectoryStore) -> None:
    assert [await AttemptClaim(objects, ID, 1).claim(5) for _ in range(3)] == [1, 2, 3]
    assert await AttemptClaim(objects, ID, 2).claim(5) == 1
    assert await AttemptClaim(objects, OTHER, 1).claim(5) == 1


async def test_attempts_at_the_same_time_get_different_numbers(objects: DirectoryStore) -> None:
    claimed = await asyncio.gather(*(AttemptClaim(objects, ID, 1).claim(20) for _ in range(20)))
    assert sorted(claimed) == list(range(1, 21))


async def test_beyond_the_limit_nothing_is_attempted(objects: DirectoryStore) -> None:
    turn = AttemptClaim(objects, ID, 1)
    await turn.claim(2)
    await turn.claim(2)
    with pytest.raises(PodreelError, match="2 times") as caught:
        await turn.claim(2)
    assert caught.value.code is FailureCode.ATTEMPTS_SPENT


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (tombstone_key(ID), "deleted"),
        (claim_key(ID, 3, 1), "newer run is making"),
        (result_key(ID, 3), "newer run of this video has already ended"),
    ],
    ids=["deleted", "claimed anew", "ended anew"],
)
async def test_an_outdated_attempt_stops(objects: DirectoryStore, sign: str, told: str) -> None:
    turn = AttemptClaim(objects, ID, 2)
    await turn.require_current()
    await objects.put_bytes(sign, b"{}")
    with pytest.raises(PodreelError, match=told) as caught:
        await turn.require_current()
    assert caught.value.code is FailureCode.SUPERSEDED
    await AttemptClaim(objects, OTHER, 2).require_current()
