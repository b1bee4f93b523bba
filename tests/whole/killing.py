"""Submissions while processes of the house are killed: each that was accepted ends, and none is made anew."""

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from contract.names import RESULTS_PREFIX, parse_result_key, video_key
from tests.whole.house import House, Role, Victim, seconds_until

# Two more failures of the same video than this, and its Job would rightly give up.
KILLS_OF_A_VIDEO = 2
ANSWER_SECONDS, PAUSE_SECONDS = 240, 0.05
TEXT = "# Square\n\nA square has four equal sides.\n\n# Circle\n\nCircle {number} has no corner at all."


@dataclass
class Storm:
    """`kills` are carried out in order, each as soon as there is such a process.

    More than `submissions` are made only if there would be nothing left to kill.
    """

    house: House
    submissions: int
    kills: Sequence[Role]
    pause_seconds: float = 0.0
    video_ids: list[str] = field(default_factory=list)
    killed: Counter[Role] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    silence_seconds: defaultdict[Role, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def play(self, limit_seconds: float) -> None:
        """Returns when all videos have ended; raises TimeoutError after `limit_seconds`."""
        await self.house.start()
        try:
            async with asyncio.timeout(limit_seconds), asyncio.TaskGroup() as tasks:
                killing = tasks.create_task(self._kill_all())
                await self._make(range(self.submissions))
                while not killing.done():
                    await self._make([len(self.video_ids)])
        finally:
            await self.house.stop()

    def check(self) -> None:
        """Raises AssertionError unless each submission was made once, and nothing is left running."""
        assert len(set(self.video_ids)) == len(self.video_ids) >= self.submissions
        objects = self.house.data / "objects"
        found = [
            parse_result_key(f"{RESULTS_PREFIX}{path.name}") for path in (objects / RESULTS_PREFIX).iterdir()
        ]
        assert sorted(each for each in found if each) == sorted((each, 1) for each in self.video_ids)
        for video_id in self.video_ids:
            result = json.loads((objects / RESULTS_PREFIX / f"{video_id}-1.json").read_bytes())
            assert result["status"] == "completed", result
            assert result["attempt"] <= 1 + self.hits[video_id], (result, self.hits[video_id])
            assert (objects / video_key(video_id)).stat().st_size > 0
        assert self.house.left() == []

    async def _make(self, numbers: Iterable[int]) -> None:
        """Submits these, and waits until they have ended."""
        video_ids = await asyncio.gather(*(self._submit(number) for number in numbers))
        self.video_ids += video_ids
        for video_id in video_ids:
            while not await self._has_ended(video_id):  # noqa: ASYNC110 - told by nothing else than asking
                await asyncio.sleep(0.2)

    async def _submit(self, number: int) -> str:
        """As a good client does: again, with the same key, until there is an answer."""
        body = {"prompt": TEXT.format(number=number), "model": "offline", "quality": "draft"}
        headers = {"Idempotency-Key": f"storm-{number}"}
        answer = await self._ask("POST", "/api/v1/videos", json=body, headers=headers)
        return str(answer["video_id"])

    async def _ask(self, method: str, path: str, **options: Any) -> Any:
        until = time.monotonic() + ANSWER_SECONDS
        async with httpx2.AsyncClient(base_url=self.house.url, timeout=30, trust_env=False) as client:
            while True:
                told = ""
                try:
                    answer = await client.request(method, path, **options)
                    if answer.is_success:
                        return answer.json()
                    told = answer.text
                    assert answer.status_code == httpx2.codes.SERVICE_UNAVAILABLE, told
                except httpx2.TransportError as error:
                    told = str(error)
                assert time.monotonic() < until, told
                await asyncio.sleep(0.1)

    async def _has_ended(self, video_id: str) -> bool:
        told = await self._ask("GET", f"/api/v1/videos/{video_id}/status")
        return told["status"] in {"completed", "failed", "cancelled"}

    async def _kill_all(self) -> None:
        for role in self.kills:
            victim = await self._find(role)
            if victim.video_id:
                self.hits[victim.video_id] += 1
            else:
                self.silence_seconds[role].append(await self._silence(role))
            self.killed[role] += 1
            await asyncio.sleep(self.pause_seconds)

    async def _find(self, role: Role) -> Victim:
        """Kills the first process of this role that may be killed."""
        while True:
            for victim in await asyncio.to_thread(self.house.victims, role):
                if self.hits[victim.video_id] < KILLS_OF_A_VIDEO and victim.kill():
                    return victim
            await asyncio.sleep(PAUSE_SECONDS)

    async def _silence(self, role: Role) -> float:
        """Seconds until records are read again after a kill of what serves them."""
        began = time.monotonic()
        if role is Role.SERVICE:
            await self.house.start_again()
        await seconds_until(self.house, "/api/v1/videos")
        return time.monotonic() - began
