"""Submits at a constant rate, independent of the responses (open loop); latencies count from the due time."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from bench.serving import PROMPT, Up

# The first calls open connections on both sides and are not counted.
WARM_UP_SECONDS = 1
REQUEST = {"prompt": PROMPT, "model": "offline", "as_text": True}


@dataclass
class Posts:
    """The outcomes of the submissions."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    video_ids: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """The figures, latencies in milliseconds."""
        return {
            "posts": len(self.seconds),
            "statuses": dict(self.statuses),
            "without_answer": dict(Counter(self.broken)),
            "p50_ms": percentile_ms(self.seconds, 50),
            "p99_ms": percentile_ms(self.seconds, 99),
            "max_ms": percentile_ms(self.seconds, 100),
        }


def post_steadily(up: Up, per_second: int, seconds: int) -> Posts:
    """Submits for each user in turn; every request has its own idempotency key and is new."""
    return asyncio.run(_post_steadily(up, per_second, seconds))


async def _post_steadily(up: Up, per_second: int, seconds: int) -> Posts:
    posts = Posts()
    # Shorter than the server's five seconds, so that no connection closes while it is being reused.
    limits = httpx2.Limits(max_connections=200, max_keepalive_connections=200, keepalive_expiry=2)
    async with httpx2.AsyncClient(limits=limits, timeout=60, trust_env=False) as client:
        started_at = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(per_second * (seconds + WARM_UP_SECONDS)):
                due_at = started_at + number / per_second
                await asyncio.sleep(max(0.0, due_at - time.perf_counter()))
                noted = posts if number >= per_second * WARM_UP_SECONDS else Posts()
                group.create_task(_post(client, up, number, due_at, noted))
    if not posts.video_ids:
        raise SystemExit(f"no video was accepted: {dict(posts.statuses)}")
    return posts


async def _post(client: httpx2.AsyncClient, up: Up, number: int, due_at: float, posts: Posts) -> None:
    headers = {
        "Authorization": f"Bearer {up.user_keys[number % len(up.user_keys)]}",
        "Idempotency-Key": f"{due_at}-{number}",
    }
    try:
        answer = await client.post(f"{up.url}/videos", json=REQUEST, headers=headers)
    except httpx2.TransportError as error:
        posts.broken.append(type(error).__name__)
        return
    posts.seconds.append(time.perf_counter() - due_at)
    posts.statuses[answer.status_code] += 1
    if answer.status_code == httpx2.codes.ACCEPTED:
        posts.video_ids.append(answer.json()["video_id"])


def percentile_ms(seconds: Sequence[float], percent: int) -> float:
    """The percentile by the nearest-rank method, in milliseconds."""
    rank = max(0, -(-len(seconds) * percent // 100) - 1)
    return round(sorted(seconds)[rank] * 1000, 1)
