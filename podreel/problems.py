"""Why a call of the service failed."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

import httpx2
from pydantic import ValidationError

from api.schemas.service import FieldError, ProblemAnswer
from contract.backoff import wait_seconds_of

_TEMPORARY = frozenset({"unreachable", "unavailable", "rate_limited", "too_slow"})
# A proxy's, while the service behind it starts or stops.
_OF_PROXIES = frozenset({"http_502", "http_503", "http_504"})


class ClientCode(StrEnum):
    """The codes of problems that the client itself finds; all others come from the service."""

    UNREACHABLE = "unreachable"
    INVALID_ADDRESS = "invalid_address"
    INVALID_KEY = "invalid_key"
    UNSENDABLE = "unsendable_request"
    UNREADABLE = "unreadable_answer"
    STILL_RUNNING = "still_running"
    NO_SUCH_FILE = "no_such_file"
    NOT_COMPLETED = "not_completed"


class ProblemError(Exception):
    """One sentence for people, the next step, and a stable code for programs.

    `status` is the service's HTTP status, and None if the service had no part in it. `errors` names the
    fields of a request that are wrong.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        next_step: str = "",
        *,
        status: int | None = None,
        errors: Sequence[FieldError] = (),
        request_id: str = "",
        retry_after_seconds: float | None = None,
    ) -> None:
        self.code, self.sentence, self.next_step = str(code), sentence, next_step
        self.status, self.errors, self.request_id = status, tuple(errors), request_id
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"{sentence} {next_step}".strip())

    @property
    def is_temporary(self) -> bool:
        """Whether the same call may succeed in a moment."""
        return self.code in _TEMPORARY | _OF_PROXIES

    @classmethod
    def of_answer(cls, answer: httpx2.Response) -> Self:
        """The problem in an answer whose body has been read; one that a proxy sent has only a status."""
        status, wait_seconds = answer.status_code, wait_seconds_of(answer.headers.get("retry-after"))
        try:
            problem = ProblemAnswer.model_validate_json(answer.content)
        except ValidationError:
            sentence = f"The service answered with status {status}."
            return cls(f"http_{status}", sentence, status=status, retry_after_seconds=wait_seconds)
        return cls(
            problem.code,
            problem.detail,
            problem.next_step,
            status=status,
            errors=problem.errors,
            request_id=problem.request_id,
            retry_after_seconds=wait_seconds,
        )
