"""The only gateway to the Kubernetes API: raw JSON over `kubernetes.aio`, with retries and Podreel's errors.

The client's models are not used: they drop unknown fields and take ten times as long.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import aiohttp
import structlog
from kubernetes.aio.client.api_client import ApiClient
from kubernetes.aio.client.rest import RESTResponse

from contract.backoff import Backoff
from controller.cluster.base import ClusterUnavailable
from controller.cluster.kubernetes.credentials import UNREADABLE, ClusterCredentials, error_text
from controller.cluster.kubernetes.errors import ApiRefusal, refusal_in, refusal_of

log = structlog.get_logger()
JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
JSON_PATCH = "application/json-patch+json"
_NO_ANSWER = (aiohttp.ClientError, OSError, TimeoutError)
_MAX_CONNECTIONS = 100
_BACKOFF = Backoff(first_seconds=0.1, max_seconds=0.9, factor=3, max_retries=3, total_seconds=6.0)


@dataclass(frozen=True)
class Request:
    """One call; `path` begins with `/api`."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    content_type: str = JSON


@dataclass(frozen=True)
class ClientTimeouts:
    """Timeouts and retries of requests. Together shorter than the timeouts of API clients."""

    connect_seconds: float = 3.0
    answer_seconds: float = 8.0
    backoff: Backoff = _BACKOFF
    watch_seconds: int = 25
    """The server ends a watch after this time."""
    silence_seconds: float = 30.0
    """A watch that is silent for longer has a dead connection."""
    relist_seconds: float = 600.0
    """After this time everything is listed again, since servers may lose events."""


_PATIENCE = ClientTimeouts()


class KubernetesClient:
    """Raises ApiRefusal if the server refuses a request, ClusterUnavailable if it does not answer."""

    def __init__(self, access: ClusterCredentials, patience: ClientTimeouts = _PATIENCE) -> None:
        self.namespace = access.namespace
        self.patience = patience
        self._access = access
        self._signing_in = asyncio.Lock()
        access.configuration.connection_pool_maxsize = _MAX_CONNECTIONS

    async def __aenter__(self) -> Self:
        self._api = ApiClient(self._access.configuration)
        self._api.user_agent = "podreel"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._api.close()  # type: ignore[no-untyped-call]

    @property
    def address(self) -> str:
        return str(self._access.configuration.host)

    async def ask(self, request: Request) -> dict[str, Any]:
        """The JSON object in the answer. Transient failures are retried for some seconds."""
        body = await self._persist(request)
        try:
            answer = json.loads(body)
        except ValueError as error:
            raise ClusterUnavailable(
                f"The cluster at {self.address} sent an answer that is not JSON."
            ) from error
        return answer if isinstance(answer, dict) else {}

    async def read(self, request: Request) -> str:
        """The answer as text. Transient failures are retried for some seconds."""
        return (await self._persist(request)).decode(errors="replace")

    async def watch(self, request: Request) -> AsyncGenerator[dict[str, Any], None]:
        """Yields events until the server ends the watch or stays silent too long. Does not retry.

        The first event is empty: it shows that the server has accepted the watch.
        """
        limits = aiohttp.ClientTimeout(
            total=self.patience.silence_seconds, sock_connect=self.patience.connect_seconds
        )
        try:
            response = await self._open(request, limits)
            try:
                yield {}
                async for line in response.response.content:
                    if line.strip():
                        yield _event(line)
            finally:
                response.response.close()
        except _NO_ANSWER as error:
            raise self._unavailable(error) from error
        except ValueError as error:
            raise ClusterUnavailable(
                f"The watch of {request.path} broke off in the middle of an event."
            ) from error

    async def _persist(self, request: Request) -> bytes:
        pauses = self.patience.backoff.pauses()
        while True:
            try:
                return await self._once(request)
            except ApiRefusal as refusal:
                if not refusal.may_pass:
                    raise
                failure = ClusterUnavailable(str(refusal))
                asked = refusal.retry_after_seconds
            except _NO_ANSWER as error:
                failure, asked = self._unavailable(error), None
            pause = pauses.at_least(asked)
            if pause is None:
                raise failure
            await asyncio.sleep(pause)

    async def _once(self, request: Request) -> bytes:
        limits = aiohttp.ClientTimeout(
            total=self.patience.answer_seconds, sock_connect=self.patience.connect_seconds
        )
        response = await self._open(request, limits)
        return bytes(await response.response.read())

    async def _open(self, request: Request, limits: aiohttp.ClientTimeout) -> RESTResponse:
        """The response, with its body unread. Refused credentials are reloaded once."""
        key = self._key()
        response = await self._send(request, limits)
        if response.status == HTTPStatus.UNAUTHORIZED:
            await response.response.read()
            await self._sign_in_again(key)
            response = await self._send(request, limits)
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise refusal_of(response.status, response.headers, await response.response.read())
        return response

    async def _send(self, request: Request, limits: aiohttp.ClientTimeout) -> RESTResponse:
        headers = {"Accept": JSON, "Content-Type": request.content_type}
        method, url, headers, body, _ = await self._api.param_serialize(
            request.method,
            request.path,
            query_params=list(request.query.items()),
            header_params=headers,
            body=request.body,
            auth_settings=["BearerToken"],
        )
        # The client is annotated for a number, but passes on whatever aiohttp accepts.
        return await self._api.call_api(method, url, headers, body, _request_timeout=limits)

    def _key(self) -> str | None:
        return self._access.configuration.api_key.get("BearerToken")

    async def _sign_in_again(self, refused: str | None) -> None:
        async with self._signing_in:
            if self._key() == refused:
                log.info("credentials_read_again")
                try:
                    await self._access.reload()
                except UNREADABLE as error:
                    reason = f"its refused credentials can't be reloaded: {error_text(error)}"
                    raise ClusterUnavailable(f"The cluster at {self.address}: {reason}.") from error

    def _unavailable(self, error: BaseException) -> ClusterUnavailable:
        return ClusterUnavailable(f"The cluster at {self.address} does not answer ({error_text(error)}).")


def _event(line: bytes) -> dict[str, Any]:
    event = json.loads(line)
    if event.get("type") == "ERROR":
        raise refusal_in(event.get("object") or {})
    return dict(event)
