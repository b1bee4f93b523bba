"""HTTP calls to one service: one pool of connections, repeated calls, and problems instead of failures."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from contract.backoff import Backoff, Pauses
from podreel.address import ServiceAddress
from podreel.problems import ClientCode, ProblemError

CONNECT_SECONDS = 10.0
Answer = TypeVar("Answer", bound=BaseModel)


class Connection:
    """Calls below `/api/v1`. Every method raises ProblemError."""

    def __init__(self, address: ServiceAddress, timeout_seconds: float, retrying: Backoff) -> None:
        self.url, self.timeout_seconds, self._retrying = address.url, timeout_seconds, retrying
        self._client = httpx2.Client(
            headers=address.headers, timeout=self._timeout(timeout_seconds), follow_redirects=True
        )

    def close(self) -> None:
        self._client.close()

    def pauses(self) -> Pauses:
        """The pauses between the tries of one call."""
        return self._retrying.pauses()

    def ask(self, answer: type[Answer], method: str, path: str, **options: Any) -> Answer:
        """The answer as a value; `options` are those of `call`."""
        text = self.call(method, path, **options).content
        try:
            # A later version may have added fields.
            return answer.model_validate_json(text, extra="ignore")
        except ValidationError as error:
            raise unreadable(self.url, "answers") from error

    def call(self, method: str, path: str, *, is_repeatable: bool = True, **options: Any) -> httpx2.Response:
        """A successful answer with its body. A temporary problem is tried again if `is_repeatable`."""
        pauses = self.pauses()
        while True:
            try:
                with self.opened(method, path, **options) as answer:
                    answer.read()
                return answer
            except ProblemError as problem:
                if not is_repeatable or not waited(problem, pauses):
                    raise

    @contextmanager
    def opened(
        self, method: str, path: str, *, silence_seconds: float | None = None, **options: Any
    ) -> Iterator[httpx2.Response]:
        """A successful answer whose body the block reads; failures of that are problems as well."""
        timeout = self._timeout(silence_seconds or self.timeout_seconds)
        try:
            url = f"{self.url}/api/v1{path}"
            with self._client.stream(method, url, timeout=timeout, **options) as answer:
                if not answer.is_success:
                    answer.read()
                    raise ProblemError.of_answer(answer)
                yield answer
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise ProblemError(
                ClientCode.INVALID_ADDRESS,
                f"{self.url} is not a valid service address: {str(error).rstrip('.')}.",
                "Give an address such as http://127.0.0.1:8000.",
            ) from error
        except UnicodeEncodeError as error:
            text, encoding = error.object[error.start : error.end], error.encoding.upper()
            raise ProblemError(
                ClientCode.UNSENDABLE,
                f"{text!r} can't be sent: it is not {encoding}.",
                "Give texts in UTF-8, and keys in ASCII.",
            ) from error
        except httpx2.LocalProtocolError as error:
            raise ProblemError(
                ClientCode.UNSENDABLE,
                f"The request can't be sent: {error}.",
                "Leave out line breaks in keys.",
            ) from error
        except (httpx2.TooManyRedirects, httpx2.DecodingError) as error:
            raise unreadable(self.url, "answers") from error
        except httpx2.TransportError as error:
            raise ProblemError(
                ClientCode.UNREACHABLE,
                f"The service at {self.url} is unreachable: {str(error) or type(error).__name__}.",
                "Start it with `podreel up`, or give another address.",
            ) from error

    def _timeout(self, seconds: float) -> httpx2.Timeout:
        return httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))


def waited(problem: ProblemError, pauses: Pauses) -> bool:
    """Waits before the next try of a call that had this problem; False if another try is of no use."""
    pause = pauses.at_least(problem.retry_after_seconds) if problem.is_temporary else None
    if pause is None:
        return False
    time.sleep(pause)
    return True


def unreadable(url: str, what: str) -> ProblemError:
    """The problem of a service of another version."""
    return ProblemError(
        ClientCode.UNREADABLE,
        f"The service at {url} sends {what} that this client can't read.",
        "Use a client of the same version as the service.",
    )
