"""Whatever happens to keys, sessions and links: a ticket gives access exactly as long as all of them hold."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.auth.access_changes import AccessChanges
from api.auth.api_keys import hash_key
from api.auth.grant_book import GrantBook
from api.auth.key_file import KeyFile
from api.auth.links import LINK_PLACE, Links
from api.auth.recent_grants import LookUpTimes
from api.auth.sessions import SESSION_PLACE, SESSION_SECONDS, Sessions
from api.auth.signed_tokens import Signer
from contract.failure import PodreelError
from stores.damage import DamageRegister
from stores.grants import GrantFiles
from tests.api.world import SECRET
from tests.fakes.memory_objects import MemoryObjects

VIDEO = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"
OWNER = "owner"
# The keeper of a second key keeps the file valid.
KEEPER = {"name": "keeper", "sha256": hash_key("keeper")}
NOT_CACHED = LookUpTimes(fresh=0)
MOVES = st.lists(
    st.sampled_from(
        (
            *("log in", "share", "log out", "revoke", "log out all", "revoke all"),
            *("lower", "raise", "remove", "add", "replace", "wait"),
        )
    ),
    min_size=1,
    max_size=25,
)


@dataclass
class Given:
    """A ticket, and what it depends on."""

    ticket: str
    grant_id: str
    key: str
    role: str
    until: float
    is_revoked: bool = False


@dataclass
class Play:
    """Two replicas over one store, and what ought to hold."""

    path: Path
    objects: MemoryObjects = field(default_factory=MemoryObjects)
    now: float = 1_000_000.0
    key: str | None = "first"
    role: str = "operator"
    sessions_given: list[Given] = field(default_factory=list)
    links_given: list[Given] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.write()
        self.sessions = [self._sessions() for _ in range(2)]
        self.links = [self._links() for _ in range(2)]

    def _sessions(self) -> Sessions:
        book = GrantBook(SESSION_PLACE, self._files(), AccessChanges(), NOT_CACHED)
        return Sessions(book, KeyFile(self.path), Signer(SECRET, "session", lambda: self.now))

    def _links(self) -> Links:
        book = GrantBook(LINK_PLACE, self._files(), AccessChanges(), NOT_CACHED)
        return Links(book, KeyFile(self.path), Signer(SECRET, "link", lambda: self.now))

    def _files(self) -> GrantFiles:
        return GrantFiles(self.objects, DamageRegister())

    def write(self) -> None:
        own = {"name": "sharer", "role": self.role, "sha256": hash_key(self.key or "")}
        lines = [KEEPER] if self.key is None else [KEEPER, own]
        self.path.write_text("".join(json.dumps(line) + "\n" for line in lines))

    async def move(self, move: str) -> None:
        match move:
            case "log in" | "share":
                await self._give(move)
            case "log out" | "revoke":
                await self._revoke_last(move)
            case "log out all":
                await self.sessions[0].end_all("sharer")
                _mark_all(self.sessions_given)
            case "revoke all":
                await self.links[0].revoke_all(VIDEO)
                _mark_all(self.links_given)
            case "wait":
                self.now += SESSION_SECONDS / 3
            case _:
                self._change_key(move)

    async def _give(self, move: str) -> None:
        caller = None if self.key is None else self.sessions[0].access.by_key(self.key)
        if caller is None or self.key is None:
            return
        if move == "log in":
            text, seconds = await self.sessions[0].start(caller, ""), float(SESSION_SECONDS)
        else:
            seconds = SESSION_SECONDS / 2
            text = (await self.links[0].share(VIDEO, OWNER, caller, timedelta(seconds=seconds), "")).ticket
        signer = self.sessions[0].signer if move == "log in" else self.links[0].signer
        ticket = signer.read(text)
        assert ticket is not None
        given_to = self.sessions_given if move == "log in" else self.links_given
        given_to.append(Given(text, ticket.grant_id, self.key, self.role, self.now + seconds))

    async def _revoke_last(self, move: str) -> None:
        known = self.sessions_given if move == "log out" else self.links_given
        if known and not known[-1].is_revoked:
            revoke = self.sessions[0].end if move == "log out" else self.links[0].revoke
            scope = "sharer" if move == "log out" else VIDEO
            await revoke(scope, known[-1].grant_id)
            known[-1].is_revoked = True

    def _change_key(self, move: str) -> None:
        match move:
            case "lower" | "raise":
                self.role = "user" if move == "lower" else "operator"
            case "remove":
                self.key = None
            case "replace" | "add":
                self.key = "first" if move == "add" else "second"
        self.write()

    async def check(self) -> None:
        for number in range(2):
            for known in self.sessions_given:
                caller = await self.sessions[number].caller_of(known.ticket)
                assert (caller is not None) == (self._holds(known) and known.role == self.role)
                assert caller is None or caller.role == self.role
            for known in self.links_given:
                found = await self.links[number].find(known.ticket, VIDEO)
                # The video is another's, so only an operator may share it.
                assert (found is not None) == (self._holds(known) and self.role == "operator")

    def _holds(self, known: Given) -> bool:
        return not known.is_revoked and known.key == self.key and self.now < known.until


def _mark_all(known: list[Given]) -> None:
    for one in known:
        one.is_revoked = True


@given(moves=MOVES)
async def test_a_ticket_gives_access_exactly_while_key_role_time_and_grant_hold(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str]
) -> None:
    play = Play(tmp_path_factory.mktemp("keys") / "keys.jsonl")
    for move in moves:
        await play.move(move)
        await play.check()


@given(moves=MOVES, chance=st.floats(0, 0.5))
async def test_trouble_of_the_store_never_gives_access_to_anybody_else(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str], chance: float
) -> None:
    """Calls may fail before or after they did their work; what then holds may be less, and never more."""
    play = Play(tmp_path_factory.mktemp("keys") / "keys.jsonl")
    for move in moves:
        play.objects.trouble_chance = chance
        try:
            await play.move(move)
        except PodreelError:
            continue
        finally:
            play.objects.trouble_chance = 0
        for known in play.sessions_given:
            caller = await play.sessions[1].caller_of(known.ticket)
            assert caller is None or (play._holds(known) and known.role == play.role)
        for known in play.links_given:
            assert await play.links[1].find(known.ticket, VIDEO) is None or play._holds(known)
