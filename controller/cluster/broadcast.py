"""Sends changes of Jobs to all watchers. Never waits for a slow watcher."""

import asyncio
import weakref

from controller.cluster.base import JobChange, WatchExpired

_MAX_WAITING = 10_000


class Subscription:
    """Yields the changes published after its creation; ends when the broadcast closes."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[JobChange | None] = asyncio.Queue()
        self._is_expired = False

    def __aiter__(self) -> "Subscription":
        return self

    async def __anext__(self) -> JobChange:
        change = None if self._is_expired else await self._waiting.get()
        if self._is_expired:
            raise WatchExpired
        if change is None:
            self._waiting.put_nowait(None)
            raise StopAsyncIteration
        return change

    async def aclose(self) -> None:
        self.end()

    def push(self, change: JobChange) -> None:
        if self._waiting.qsize() >= _MAX_WAITING:
            self.expire()
        elif not self._is_expired:
            self._waiting.put_nowait(change)

    def expire(self) -> None:
        """Drops the pending changes: the watcher has to list anyway."""
        self._is_expired = True
        self._waiting = _emptied(self._waiting)

    def end(self) -> None:
        self._waiting.put_nowait(None)


class Broadcast:
    """Publishes to all live subscriptions, held weakly. Belongs to one event loop."""

    def __init__(self) -> None:
        self._subscriptions: weakref.WeakSet[Subscription] = weakref.WeakSet()

    def subscribe(self) -> Subscription:
        subscription = Subscription()
        self._subscriptions.add(subscription)
        return subscription

    def publish(self, change: JobChange) -> None:
        for subscription in list(self._subscriptions):
            subscription.push(change)

    def expire(self) -> None:
        for subscription in list(self._subscriptions):
            subscription.expire()
            self._subscriptions.discard(subscription)

    def close(self) -> None:
        for subscription in list(self._subscriptions):
            subscription.end()


def _emptied(queue: "asyncio.Queue[JobChange | None]") -> "asyncio.Queue[JobChange | None]":
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)  # wakes a waiting watcher
    return queue
