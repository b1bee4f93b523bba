"""Calls a Podreel service through its REST API."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2

from api.schemas.events import EndEvent, ProgressEvent, stream_event
from cli.service_key import read_service_key
from contract.backoff import Backoff
from contract.failure import FailureCode, PodreelError

DEFAULT_URL = "http://127.0.0.1:8000"
PIECE_BYTES = 2**18
# Longer than the pause between two heartbeats of an event stream.
SILENCE_SECONDS = 45.0
RECONNECTING = Backoff(first_seconds=0.5, max_seconds=2.0, max_retries=60)
END_EVENT = "end"

Fields = Mapping[str, Any]

_CODES: Mapping[int, FailureCode] = {
    401: FailureCode.NOT_CONFIGURED,
    403: FailureCode.NOT_CONFIGURED,
    408: FailureCode.UNAVAILABLE,
    429: FailureCode.UNAVAILABLE,
    500: FailureCode.INTERNAL,
}


@dataclass(frozen=True)
class ServiceAddress:
    """A service's URL, and the API key for it."""

    url: str = DEFAULT_URL
    api_key: str | None = field(default=None, repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        return {} if self.api_key is None else {"Authorization": f"Bearer {self.api_key}"}


def service_address(url: str | None, api_key_file: Path | None) -> ServiceAddress:
    """The address from the options, else PODREEL_URL and PODREEL_API_KEY, else this machine without a key.

    Raises PodreelError(invalid_request) for a key that can't be one.
    """
    chosen = url or os.environ.get("PODREEL_URL") or DEFAULT_URL
    return ServiceAddress(chosen.rstrip("/"), read_service_key(api_key_file))


@dataclass(frozen=True)
class ServiceClient:
    """Calls one service. Every method raises PodreelError with the service's own message."""

    place: ServiceAddress

    def submit(self, request: Fields, idempotency_key: str | None = None) -> Fields:
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        return self._json("POST", "/videos", json=dict(request), headers=headers)

    def video(self, video_id: str) -> Fields:
        return self._json("GET", f"/videos/{video_id}")

    def videos(self, query: Fields) -> Fields:
        return self._json("GET", "/videos", params={name: str(value) for name, value in query.items()})

    def cancel(self, video_id: str) -> Fields:
        return self._json("POST", f"/videos/{video_id}/cancel")

    def retry(self, video_id: str) -> Fields:
        return self._json("POST", f"/videos/{video_id}/retry")

    def delete(self, video_id: str) -> None:
        self._call("DELETE", f"/videos/{video_id}")

    def logs(self, video_id: str) -> str:
        return self._call("GET", f"/videos/{video_id}/logs").text

    def sessions(self, key_name: str | None = None) -> Fields:
        return self._json("GET", "/sessions", params=_of_key(key_name))

    def revoke_session(self, session_id: str | None, key_name: str | None = None) -> None:
        """Ends one session of the key; with None, all but the caller's own."""
        path = "/sessions" if session_id is None else f"/sessions/{quote(session_id, safe='')}"
        self._call("DELETE", path, params=_of_key(key_name))

    def share(self, video_id: str, wanted: Fields) -> Fields:
        return self._json("POST", f"/videos/{video_id}/share", json=dict(wanted))

    def links(self, video_id: str) -> Fields:
        return self._json("GET", f"/videos/{video_id}/links")

    def revoke_link(self, video_id: str, link_id: str | None) -> None:
        """Revokes one link to the video; with None, all of them."""
        path = f"/videos/{video_id}/links"
        self._call("DELETE", path if link_id is None else f"{path}/{quote(link_id, safe='')}")

    def download(self, video_id: str, name: str, path: Path) -> bool:
        """Writes one file of a video to `path`; False if the video has no file of that name."""
        with self._open("GET", f"/videos/{video_id}/files/{name}") as answer:
            if answer.status_code == 404:
                return False
            _require_success(answer)
            with path.open("wb") as file:
                for piece in answer.iter_bytes(PIECE_BYTES):
                    file.write(piece)
        return True

    def events(self, video_id: str, on_lost: Callable[[], None]) -> Iterator[ProgressEvent | EndEvent]:
        """The events of a video until it ends. After a lost connection it resumes after the last event."""
        last_id, pauses = "", RECONNECTING.pauses()
        while True:
            try:
                for event in self._stream(video_id, last_id):
                    last_id, pauses = event.id or last_id, RECONNECTING.pauses()
                    if event.data:  # an event without data only sets the retry delay
                        yield self._read_event(event)
                    if event.event == END_EVENT:
                        return
            except httpx2.TransportError as error:
                pause = next(pauses, None)
                if pause is None:
                    raise self._unreachable(error) from error
                on_lost()
                time.sleep(pause)

    def _read_event(self, event: httpx2.ServerSentEvent) -> ProgressEvent | EndEvent:
        try:
            # A service of version 0.1 omits both fields.
            return stream_event({"event": event.event, "attempts": 0, **json.loads(event.data)})
        except (ValueError, TypeError) as error:
            raise PodreelError(
                FailureCode.UNAVAILABLE,
                f"The service at {self.place.url} sends events that this command can't read.",
                "Use a command of the same version as the service.",
            ) from error

    def _stream(self, video_id: str, last_id: str) -> Iterator[httpx2.ServerSentEvent]:
        """The events of one connection; raises httpx2.TransportError if it breaks before the end."""
        headers = {"Accept": "text/event-stream"}
        if last_id:
            headers["Last-Event-ID"] = last_id
        path = f"{self.place.url}/api/v1/videos/{video_id}/events"
        with self._client(SILENCE_SECONDS) as client, client.stream("GET", path, headers=headers) as answer:
            _require_success(answer)
            if answer.status_code == httpx2.codes.NO_CONTENT:  # the end event was sent before
                yield httpx2.ServerSentEvent(event=END_EVENT)
                return
            yield from httpx2.EventSource(answer)
        raise httpx2.RemoteProtocolError("the event stream ended early")

    def _json(self, method: str, path: str, **options: Any) -> Fields:
        answer: Fields = self._call(method, path, **options).json()
        return answer

    def _call(self, method: str, path: str, **options: Any) -> httpx2.Response:
        with self._open(method, path, **options) as answer:
            answer.read()
            _require_success(answer)
            return answer

    @contextmanager
    def _open(self, method: str, path: str, **options: Any) -> Iterator[httpx2.Response]:
        try:
            url = f"{self.place.url}/api/v1{path}"
            with self._client() as client, client.stream(method, url, **options) as answer:
                yield answer
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                f"{self.place.url} is not a valid service address: {error}.",
                "Set an address such as http://127.0.0.1:8000 with --url or PODREEL_URL.",
            ) from error
        except httpx2.TransportError as error:
            raise self._unreachable(error) from error

    def _client(self, read_seconds: float = 60.0) -> httpx2.Client:
        limits = httpx2.Timeout(read_seconds, connect=10.0)
        return httpx2.Client(headers=self.place.headers, timeout=limits, follow_redirects=True)

    def _unreachable(self, error: Exception) -> PodreelError:
        return PodreelError(
            FailureCode.UNAVAILABLE,
            f"The service at {self.place.url} is unreachable: {str(error) or type(error).__name__}.",
            "Start it with `podreel up`, or set another address with --url or PODREEL_URL.",
        )


def service_client(url: str | None, api_key_file: Path | None) -> ServiceClient:
    """A client of the service that the options or variables name; raises as `service_address`."""
    return ServiceClient(service_address(url, api_key_file))


def _of_key(name: str | None) -> dict[str, str]:
    return {} if name is None else {"key": name}


def _require_success(answer: httpx2.Response) -> None:
    """Raises PodreelError with the service's problem unless the answer is a success."""
    if answer.is_success:
        return
    answer.read()
    code, status = "", answer.status_code
    try:
        problem = answer.json()
        detail, next_step = str(problem["detail"]), str(problem.get("next_step", ""))
        code = str(problem.get("code", ""))
    except (ValueError, KeyError, TypeError):
        detail, next_step = f"The service answered with status {status}.", ""
    if status == httpx2.codes.UNAUTHORIZED:
        next_step = "Give a valid key with --api-key-file FILE, or in PODREEL_API_KEY."
    raise PodreelError(_failure_code(code, status), detail, next_step)


def _failure_code(code: str, status: int) -> FailureCode:
    """The problem's own code if videos can fail with it too; most of a service's problems are its own."""
    with suppress(ValueError):
        return FailureCode(code)
    default = FailureCode.UNAVAILABLE if status >= 500 else FailureCode.INVALID_REQUEST
    return _CODES.get(status, default)
