"""A storm: thousands of submissions amid random outages and crashes of clients, runners and services."""

import random
from contextlib import suppress

from controller.cluster.fake.faults import InjectedFault
from controller.commands import NotAccepted, StateConflict
from controller.schedule import ScheduleLimits
from controller.turns import TROUBLES
from tests.controller.trouble import Crash
from tests.controller.world import World

SLOTS = 400
BATCH = 400
CANCELS = 3
CHANCES = {
    InjectedFault.BEFORE: 0.04,
    InjectedFault.AFTER: 0.04,
}


async def storm(seed: int, submissions: int) -> World:
    """Plays clients that retry lost answers, runners with all outcomes, and a service that sometimes dies."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    world = World(
        chance, limits=ScheduleLimits(max_running=SLOTS, lost_grace_seconds=60, keeps_published=False)
    )
    world.cluster.faults.chances = CHANCES
    world.objects.trouble_chance = 0.01
    sent = 0
    while sent < submissions:
        for _ in range(min(BATCH, submissions - sent)):
            await submit_until_kept(world, f"request-{sent}", chance)
            sent += 1
        for _ in range(3):
            await weather(world, chance)
        await world.check()
    await world.settle(max_steps=1_000, check_every=20)
    return world


async def submit_until_kept(world: World, key: str, chance: random.Random) -> None:
    for _ in range(50):
        try:
            await world.submit(f"caller-{int(key.partition('-')[2]) % 7}", key)
        except NotAccepted:
            continue
        except Crash:
            world.restart()
            continue
        if chance.random() < 0.9:
            return  # otherwise the answer was lost, and the client retries
    raise AssertionError("the service refuses for ever")


async def weather(world: World, chance: random.Random) -> None:
    if chance.random() < 0.1:
        world.fuse.calls_left, world.fuse.is_after = chance.randrange(300), chance.random() < 0.5
    if chance.random() < 0.02:
        world.store.empty()
    try:
        await users_and_controller(world, chance)
    except (NotAccepted, StateConflict, *TROUBLES):
        pass
    except Crash:
        world.restart()
    except BaseExceptionGroup as group:
        if group.split(Crash)[1] is not None:
            raise
        world.restart()
    await world.run_some(2 * SLOTS)
    world.clock.advance(chance.choice((1, 10, 40)))


async def users_and_controller(world: World, chance: random.Random) -> None:
    for _ in range(CANCELS):
        with suppress(StateConflict, NotAccepted):
            await world.commands.cancel(chance.choice(list(world.accepted)[-BATCH:]))
    await world.controller.step()
    if chance.random() < 0.5:
        await world.retry(chance.choice(list(world.accepted)))
