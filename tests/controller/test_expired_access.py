"""Sessions and links that have expired are swept, and a video's links go with the video."""

import random
from datetime import timedelta

import pytest

from contract.access import LinkGrant, Ticket
from contract.names import link_key, links_prefix, session_key
from controller.schedule import ScheduleLimits
from stores.damage import DamageRegister
from stores.grants import GrantFiles
from tests.controller.world import World

SEED = 1


async def keep_link(world: World, video_id: str, hours: float) -> str:
    """A link that expires in so many hours; returns its key."""
    now = world.clock()
    expires_at = now + timedelta(hours=hours)
    ticket = Ticket(video_id, "of tests", int(expires_at.timestamp()))
    key = link_key(video_id, ticket.grant_id)
    grant = LinkGrant(
        grant_id=ticket.grant_id,
        key_name="user",
        fingerprint="f",
        created_at=now,
        expires_at=expires_at,
        video_id=video_id,
        owner="user",
    )
    await GrantFiles(world.objects, DamageRegister()).write(key, grant)
    return key


async def test_expired_grants_are_deleted_and_the_others_stay() -> None:
    world = World(random.Random(SEED))  # noqa: S311 - repeatable
    video_id = (await world.submit("user", None)).record.video_id
    short, long = await keep_link(world, video_id, 1), await keep_link(world, video_id, 1_000)
    damaged = session_key("user", Ticket("user", "d", int(world.clock().timestamp()) + 60).grant_id)
    world.objects.write(damaged, b"{")
    foreign = f"{links_prefix(video_id)}not-a-grant.txt"
    world.objects.write(foreign, b"?")
    await world.controller.step()
    assert {short, long, damaged, foreign} <= world.objects.kept.keys()
    world.clock.advance(2 * 3_600)
    await world.controller.step()
    assert {long, foreign} <= world.objects.kept.keys()
    assert not {short, damaged} & world.objects.kept.keys()


@pytest.mark.parametrize("keeps_published", [True, False])
async def test_links_go_with_the_files_that_they_lead_to(keeps_published: bool) -> None:
    limits = ScheduleLimits(max_running=3, keeps_published=keeps_published, retention=timedelta(days=1))
    world = World(random.Random(SEED), limits=limits)  # noqa: S311 - repeatable
    ids = [(await world.submit("user", None)).record.video_id for _ in range(2)]
    deleted, expired = [await keep_link(world, video_id, 24 * 80) for video_id in ids]
    await world.settle()
    await world.delete(ids[0])
    await world.controller.step()
    assert deleted not in world.objects.kept
    assert expired in world.objects.kept
    for _ in range(3):
        world.clock.advance(2 * 86_400)
        await world.controller.step()
    assert (expired in world.objects.kept) == keeps_published
