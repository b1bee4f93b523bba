"""Grants are written once; a damaged one is counted once, and the others are listed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.access import LABEL_MAX_CHARACTERS, AccessGrant, SessionGrant, Ticket
from contract.names import expiry_of_grant, session_key, sessions_prefix
from stores.damage import DamageRegister
from stores.grants import GrantFiles
from tests.fakes.memory_objects import MemoryObjects

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def session(hours: float = 1, label: str = "") -> tuple[str, SessionGrant]:
    expires_at = NOW + timedelta(hours=hours)
    ticket = Ticket("user", f"{hours}", int(expires_at.timestamp()))
    grant = SessionGrant(
        grant_id=ticket.grant_id,
        key_name="user",
        fingerprint="f",
        role="user",
        label=label,
        created_at=NOW,
        expires_at=expires_at,
    )
    return session_key("user", ticket.grant_id), grant


def files() -> tuple[MemoryObjects, GrantFiles]:
    objects = MemoryObjects()
    return objects, GrantFiles(objects, DamageRegister())


async def test_a_grant_is_read_as_it_was_written_and_never_overwritten() -> None:
    _, kept = files()
    key, grant = session()
    await kept.write(key, grant)
    await kept.write(key, grant.model_copy(update={"label": "later"}))
    assert await kept.read(key, SessionGrant) == grant
    await kept.delete([key])
    assert await kept.read(key, SessionGrant) is None


async def test_a_damaged_grant_is_counted_once_and_the_others_are_listed() -> None:
    objects, kept = files()
    grants = [session(hours) for hours in (3, 1, 2)]
    for key, grant in grants:
        await kept.write(key, grant)
    objects.write(grants[1][0], b"{")
    for _ in range(3):
        listed = await kept.list(sessions_prefix("user"), SessionGrant)
        assert [grant.grant_id for grant in listed] == [grants[2][1].grant_id, grants[0][1].grant_id]
    assert kept.damage.counts == {"access": 1}


@pytest.mark.parametrize("before", ["", "x"])
async def test_another_grant_in_its_place_gives_no_access(before: str) -> None:
    objects, kept = files()
    (key, grant), (_, another) = session(1), session(2)
    other_id = another.grant_id if not before else f"{before}{grant.grant_id}"
    objects.write(key, another.model_copy(update={"grant_id": other_id}).model_dump_json().encode())
    assert await kept.read(key, SessionGrant) is None
    assert kept.damage.counts == {"access": 1}


async def test_a_later_version_may_add_fields() -> None:
    objects, kept = files()
    key, grant = session()
    objects.write(key, grant.model_dump_json().replace("{", '{"colour":"red",', 1).encode())
    assert await kept.read(key, SessionGrant) == grant


@given(label=st.text(max_size=LABEL_MAX_CHARACTERS), seconds=st.integers(1, 2**32))
def test_any_label_is_stored_and_the_key_says_the_expiry(label: str, seconds: int) -> None:
    ticket = Ticket("user", "of tests", seconds)
    assert expiry_of_grant(session_key("user", ticket.grant_id)) == seconds
    _, grant = session(label=label)
    assert AccessGrant.model_validate_json(grant.model_dump_json()) == AccessGrant.model_validate(
        grant.model_dump()
    )


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("Class 7b", "Class 7b"),
        ("  two\nlines\u2028 ", "two lines"),
        ("\x1b]0;title\x07red\x9b31m", "]0;title red 31m"),
        ("\u202eevil", "evil"),
        ("👩‍🏫 école", "👩‍🏫 école"),
    ],
)
def test_a_label_is_one_line_that_can_be_shown_to_others(label: str, kept: str) -> None:
    assert session(label=label)[1].label == kept
