"""When the controller lists and checks Jobs again, with back-off after failures."""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from contract.backoff import Backoff

BACKOFF = Backoff(first_seconds=0.5, max_seconds=30.0)
_REST_SECONDS = 1.0
_SHORTEST_PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class ScheduleLimits:
    """Concurrency limits and intervals. With `keeps_published`, published files outlive the retention."""

    max_running: int = 2
    retention: timedelta = timedelta(days=7)
    keeps_published: bool = True
    max_at_once: int = 16
    tick_seconds: float = 5.0
    relist_seconds: float = 300.0
    watch_silence_seconds: float = 30.0
    lease_seconds: float = 15.0
    lost_grace_seconds: float = 60.0
    retention_pass_seconds: float = 3_600.0


@dataclass
class Schedule:
    """When to list, check and retry. Times are event-loop times, in seconds."""

    limits: ScheduleLimits
    needs_list: bool = True
    _list_at: float = 0.0
    _check_at: float = 0.0
    _troubles: dict[str, int] = field(default_factory=dict)
    _rests_until: dict[str, float] = field(default_factory=dict)
    _idle_until: dict[str, float] = field(default_factory=dict)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_list_due(self) -> bool:
        return self.needs_list or self.seconds() >= self._list_at

    @property
    def in_trouble_count(self) -> int:
        return len(self._troubles)

    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    def is_check_due(self) -> bool:
        """Whether the periodic checks are due; true at most once in a tick."""
        is_due = self.seconds() >= self._check_at
        if is_due:
            self._check_at = self.seconds() + self.limits.tick_seconds
        return is_due

    def wake(self) -> None:
        self._woken.set()

    def list_soon(self) -> None:
        """Lists again after one tick: not at once, since the problem may persist."""
        self._list_at = min(self._list_at, self.seconds() + self.limits.tick_seconds)

    def listed(self, names: Iterable[str]) -> None:
        """Notes that these Jobs were just listed; forgets the pauses of all others."""
        self._list_at = self.seconds() + self.limits.relist_seconds
        kept = set(names)
        self._troubles = {name: count for name, count in self._troubles.items() if name in kept}
        self._rests_until = {name: until for name, until in self._rests_until.items() if name in kept}
        self._idle_until = {name: until for name, until in self._idle_until.items() if name in kept}

    def forgive(self) -> None:
        """Clears all pauses, so that every Job may be checked at once."""
        self._rests_until.clear()
        self._idle_until.clear()
        self._check_at = 0.0

    def rests(self, name: str) -> bool:
        """Whether the Job failed recently and is still backing off."""
        return self._rests_until.get(name, 0.0) > self.seconds()

    def is_idle(self, name: str) -> bool:
        """Whether the Job needed nothing within the last second. It may still be chosen to run."""
        return self._idle_until.get(name, 0.0) > self.seconds()

    def idle(self, name: str) -> None:
        self._idle_until[name] = self.seconds() + _REST_SECONDS

    def in_trouble(self, name: str) -> None:
        self._troubles[name] = self._troubles.get(name, 0) + 1
        self._rests_until[name] = self.seconds() + BACKOFF.pause_seconds(self._troubles[name])

    def out_of_trouble(self, name: str) -> None:
        self._troubles.pop(name, None)

    async def pause(self, failed_turns: int) -> None:
        """Waits for a wake-up, at most one tick; after failed turns, backs off whatever happens."""
        if failed_turns:
            await asyncio.sleep(BACKOFF.pause_seconds(failed_turns))
            return
        await asyncio.sleep(_SHORTEST_PAUSE_SECONDS)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.limits.tick_seconds):
                await self._woken.wait()
        self._woken.clear()
