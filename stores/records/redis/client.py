"""The gateway to Redis: connections with timeouts; translates errors to PodreelError."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from contract.failure import FailureCode, PodreelError

CONNECT_SECONDS = 2.0
COMMAND_SECONDS = 5.0
MAX_CONNECTIONS = 32
TROUBLE = (RedisError, OSError, TimeoutError)


@dataclass(frozen=True)
class RedisAddress:
    """The address of Redis, and the timeout of its commands."""

    url: str
    command_seconds: float = COMMAND_SECONDS

    def __str__(self) -> str:
        """The address without user and password, for messages."""
        parts = urlsplit(self.url)
        return parts.path if parts.scheme == "unix" else parts.netloc.rpartition("@")[2]

    def open(self, max_connections: int = MAX_CONNECTIONS, retries: int = 1) -> Redis:
        """A client; raises PodreelError(bad_configuration) if the address is invalid."""
        try:
            # One retry, for a connection that the server closed while it was idle in the pool.
            pool = BlockingConnectionPool.from_url(
                self.url,
                max_connections=max_connections,
                timeout=self.command_seconds,
                socket_connect_timeout=min(CONNECT_SECONDS, self.command_seconds),
                socket_timeout=self.command_seconds,
                retry=Retry(NoBackoff(), retries, supported_errors=(RedisConnectionError,)),
                decode_responses=True,
                encoding_errors="replace",
                protocol=2,
                # Otherwise redis-py reads its version from disk for every connection: 6 ms of blocking.
                driver_info=None,
            )
        except ValueError as error:
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                "REDIS_URL is not a valid Redis address.",
                "Write it as redis://HOST:6379/0, rediss://USER:PASSWORD@HOST:6379/0 or unix:///PATH.",
            ) from error
        return Redis.from_pool(pool)

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Turns every error of Redis into PodreelError(unavailable).

        If the task is cancelled inside, CancelledError is raised even where redis-py swallows it: it sends
        commands with `asyncio.wait_for`, which does so in Python 3.11 (python/cpython issue 86296).
        """
        cancellations = _cancellations()
        try:
            yield
        except TROUBLE as error:
            raise PodreelError(
                FailureCode.UNAVAILABLE,
                f"Redis at {self} can't be used: {self._reason(error)}.",
                "Check that it is running and that REDIS_URL is correct. Videos in progress continue.",
            ) from error
        if _cancellations() > cancellations:
            raise asyncio.CancelledError

    def _reason(self, error: Exception) -> str:
        text = (str(error) or type(error).__name__).strip().rstrip(".")
        password = unquote(urlsplit(self.url).password or "")
        return text.replace(password, "***") if password else text


def _cancellations() -> int:
    """How often the running task was asked to end; timeouts ask too."""
    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()
