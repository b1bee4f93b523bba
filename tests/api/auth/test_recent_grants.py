"""What was looked up counts for seconds, a revocation here at once, an outage of the store not for long."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.auth import recent_grants
from api.auth.recent_grants import LookUpTimes, RecentGrants
from contract.access import AccessGrant
from contract.failure import FailureCode, PodreelError

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GRANT = AccessGrant(
    grant_id=f"1767225600-{'0' * 32}", key_name="user", fingerprint="f", created_at=NOW, expires_at=NOW
)
TIMES = LookUpTimes(fresh=2, stale=30, store=3)


class Shelf:
    """A store of grants that counts its look-ups, with a clock of its own."""

    def __init__(self, times: LookUpTimes = TIMES) -> None:
        self.stored = {"a", "b"}
        self.is_down = False
        self.asked = 0
        self.now = 100.0
        self.meanwhile: Callable[[], None] = lambda: None
        self.recent = RecentGrants(self.read, times, lambda: self.now)

    async def read(self, key: str) -> AccessGrant | None:
        self.asked += 1
        found = GRANT if key in self.stored else None
        self.meanwhile()
        if self.is_down:
            raise PodreelError(FailureCode.UNAVAILABLE, "The store is down.")
        return found

    async def holds(self, key: str) -> bool:
        return await self.recent.get(key) is not None

    def revoke(self, key: str) -> None:
        self.stored.discard(key)
        self.recent.forget(key)


async def test_one_look_up_serves_all_requests_of_two_seconds() -> None:
    shelf = Shelf()
    for _ in range(100):
        assert await shelf.holds("a")
        assert not await shelf.holds("none")
    assert shelf.asked == 2
    shelf.stored.clear()
    shelf.now += 2
    assert not await shelf.holds("a")


async def test_a_revocation_here_counts_at_once_even_for_a_look_up_in_progress() -> None:
    shelf = Shelf()
    assert await shelf.holds("a")
    shelf.revoke("a")
    assert not await shelf.holds("a")
    shelf.meanwhile = lambda: shelf.revoke("b")
    assert not await shelf.holds("b")
    assert not await shelf.holds("b")


async def test_while_the_store_is_down_the_last_answer_counts_for_thirty_seconds() -> None:
    shelf = Shelf()
    assert await shelf.holds("a")
    assert not await shelf.holds("none")
    shelf.is_down = True
    for _ in range(14):
        shelf.now += 2
        assert await shelf.holds("a")
        assert not await shelf.holds("none")
    shelf.now += 2
    with pytest.raises(PodreelError, match="store is down"):
        await shelf.holds("a")
    shelf.is_down = False
    assert await shelf.holds("a")


async def test_during_an_outage_requests_do_not_all_wait_for_the_store() -> None:
    shelf = Shelf()
    assert await shelf.holds("a")
    shelf.is_down = True
    shelf.now += 2
    for _ in range(100):
        assert await shelf.holds("a")
    assert shelf.asked == 2


async def test_what_was_never_looked_up_is_refused_while_the_store_is_down() -> None:
    shelf = Shelf()
    shelf.is_down = True
    with pytest.raises(PodreelError, match="store is down"):
        await shelf.holds("a")


async def test_a_revocation_here_is_not_forgotten_by_an_outage() -> None:
    shelf = Shelf()
    assert await shelf.holds("a")
    shelf.is_down = True
    shelf.meanwhile = lambda: shelf.revoke("a")
    shelf.now += 2
    assert not await shelf.holds("a")


async def test_a_silent_store_is_not_waited_for() -> None:
    async def silent(key: str) -> AccessGrant | None:
        await asyncio.Event().wait()
        return None

    recent = RecentGrants(silent, LookUpTimes(store=0.01))
    with pytest.raises(PodreelError, match="does not answer"):
        await recent.get("a")


async def test_all_that_ask_at_once_share_one_look_up_and_its_trouble() -> None:
    shelf = Shelf()
    assert await asyncio.gather(*(shelf.holds("a") for _ in range(1_000))) == [True] * 1_000
    assert shelf.asked == 1
    shelf.now += TIMES.stale
    shelf.is_down = True
    ended = await asyncio.gather(*(shelf.holds("a") for _ in range(1_000)), return_exceptions=True)
    assert {type(one) for one in ended} == {PodreelError}
    assert shelf.asked == 2


async def test_a_cancelled_request_does_not_take_the_others_answer_with_it() -> None:
    is_open = asyncio.Event()

    async def slow(key: str) -> AccessGrant | None:
        await is_open.wait()
        return GRANT

    recent = RecentGrants(slow, TIMES)
    first, second = asyncio.create_task(recent.get("a")), asyncio.create_task(recent.get("a"))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    is_open.set()
    assert await second == GRANT


async def test_only_so_many_are_kept() -> None:
    shelf = Shelf()
    for number in range(recent_grants.MAX_KEPT + 10):
        await shelf.holds(str(number))
    asked = shelf.asked
    await shelf.holds(str(number))
    assert shelf.asked == asked
    await shelf.holds("0")
    assert shelf.asked == asked + 1


MOVES = st.lists(
    st.sampled_from(["ask", "revoke here", "revoke elsewhere", "wait", "outage", "recovery"]), max_size=30
)


@given(moves=MOVES)
async def test_whatever_happens_a_revoked_grant_counts_no_longer_than_promised(moves: list[str]) -> None:
    shelf, revoked_at, last_answer_at = Shelf(), float("inf"), 0.0
    for move in moves:
        match move:
            case "revoke here" | "revoke elsewhere" if not shelf.is_down and "a" in shelf.stored:
                shelf.revoke("a") if move == "revoke here" else shelf.stored.discard("a")
                revoked_at = shelf.now if move == "revoke elsewhere" else shelf.now - TIMES.fresh
            case "wait":
                shelf.now += 0.75
            case "outage" | "recovery":
                shelf.is_down = move == "outage"
            case "ask":
                try:
                    held = await shelf.holds("a")
                except PodreelError:
                    assert shelf.is_down
                    continue
                is_over = shelf.now >= revoked_at + TIMES.fresh
                is_known = not shelf.is_down or shelf.now >= last_answer_at + TIMES.stale
                assert not (held and is_over and is_known)
                last_answer_at = last_answer_at if shelf.is_down else shelf.now
