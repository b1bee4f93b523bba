"""Whatever breaks between Podreel and the API server, the observed state converges to the real one."""

import asyncio
import contextlib
import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from controller.cluster.base import ClusterForbidden, ClusterUnavailable, WatchExpired
from controller.job_cache import JobCache
from tests.controller.cluster.kubernetes.examples import ended, running
from tests.controller.cluster.kubernetes.scripted import HASTE, Scripted, open_scripted
from tests.controller.cluster.words import order_of
from tests.fakes.kubernetes_api import Trouble, WatchScript
from tests.fakes.kubernetes_objects import Object

MOVES = 300
PATIENCE_SECONDS = 180.0
OFTEN = replace(HASTE, relist_seconds=2.0)


@dataclass
class Storm:
    """Changes Jobs and pods at random, and follows them as the controller does."""

    scripted: Scripted
    chance: random.Random
    seen: JobCache = field(default_factory=JobCache)

    async def follow(self) -> None:
        cluster = self.scripted.cluster
        while True:
            with contextlib.suppress(WatchExpired, ClusterUnavailable, ClusterForbidden):
                changes = cluster.watch()
                self.seen.begin_list()
                self.seen.take_list(await cluster.list())
                async for change in changes:
                    self.seen.apply(change)
            await asyncio.sleep(0.01)

    async def move(self) -> None:
        """Takes one step of a user, the Job controller or a node."""
        objects = self.scripted.api.objects
        jobs, pods = list(objects.kinds["jobs"]), list(objects.kinds["pods"])
        match self.chance.randrange(6):
            case 0 | 1:
                await self.scripted.cluster.create(order_of(0))
            case 2 if jobs:
                await self.scripted.cluster.resume(self.chance.choice(jobs))
            case 3 if jobs:
                self._start(self.chance.choice(jobs))
            case 4 if pods:
                status = {"status": {"phase": "Failed", "containerStatuses": [ended(69)]}}
                objects.change("pods", self.chance.choice(pods), status)
            case 5 if jobs:
                await self._remove(self.chance.choice(jobs))

    def _start(self, name: str) -> None:
        objects = self.scripted.api.objects
        job = objects.get("jobs", name)
        template = job["spec"]["template"]["metadata"]
        number = sum(pod["metadata"]["job"] == name for pod in objects.kinds["pods"].values())
        pod: Object = {
            "metadata": {
                "name": f"{name}-{number}-{objects.version}",
                "labels": template["labels"] | {"batch.kubernetes.io/job-name": name},
                "annotations": template["annotations"],
                "ownerReferences": [{"kind": "Job", "uid": job["metadata"]["uid"]}],
                "job": name,
            },
            "status": {"phase": "Running", "containerStatuses": [running()]},
        }
        if not job["spec"]["suspend"]:
            objects.create("pods", pod)

    async def _remove(self, name: str) -> None:
        """Deletes the Job at once and its pods later, as the garbage collector does."""
        await self.scripted.cluster.delete(name)
        objects = self.scripted.api.objects
        pods = [pod for pod in list(objects.kinds["pods"].values()) if pod["metadata"]["job"] == name]
        for pod in pods:
            await asyncio.sleep(self.chance.uniform(0, 0.01))
            objects.delete("pods", pod["metadata"]["name"])

    def weather(self) -> None:
        """Injects a fault every second time."""
        api, chance = self.scripted.api, self.chance
        kind, method = chance.choice(("jobs", "pods")), chance.choice(("POST", "PATCH", "DELETE"))
        watches = (
            WatchScript(kind, max_events=chance.randrange(1, 5)),
            WatchScript(kind, repeats=True),
            WatchScript(kind, error=410),
            WatchScript(kind, is_silent=True),
            WatchScript(kind, loses=True, max_events=1),
        )
        troubles = (
            Trouble("GET", kind, status=chance.choice((429, 500, 503))),
            Trouble(method, kind, is_lost=True),
        )
        match chance.randrange(16):
            case number if number < len(watches):
                api.watches.append(watches[number])
            case 5 | 6 as number:
                api.troubles.append(troubles[number - 5])
            case 7:
                api.objects.forget()

    async def is_as_it_is(self) -> bool:
        there = {job.uid: job for job in await self.scripted.cluster.list()}
        return {job.uid: job for job in self.seen.jobs} == there


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_observed_state_converges_to_the_real_one(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    async with open_scripted(tmp_path, OFTEN) as scripted:
        storm = Storm(scripted, chance)
        following = asyncio.create_task(storm.follow())
        try:
            for _ in range(MOVES):
                storm.weather()
                with contextlib.suppress(ClusterUnavailable):
                    await storm.move()
            scripted.api.troubles.clear()
            scripted.api.watches.clear()
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not await storm.is_as_it_is():  # noqa: ASYNC110 - both sides move
                    await asyncio.sleep(0.2)
        finally:
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
        assert len(scripted.api.objects.kinds["jobs"]) > MOVES / 20
