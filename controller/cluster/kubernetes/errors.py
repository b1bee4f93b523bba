"""Refusals of the API server, and their messages. Pure."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from controller.cluster.base import ClusterForbidden

_MAY_PASS = frozenset({429, 500, 502, 503, 504})
_MAX_CHARACTERS = 300


class ApiRefusal(ClusterForbidden):
    """An error answer of the API server; its text says what to do.

    `reason` is the server's (`AlreadyExists`, `Conflict`, `Expired` …).
    """

    def __init__(
        self, status: int, reason: str, message: str, retry_after_seconds: float | None = None
    ) -> None:
        self.status = status
        self.reason = reason
        self.message = message
        self.retry_after_seconds = retry_after_seconds
        super().__init__(_sentence(status, message))

    @property
    def may_pass(self) -> bool:
        """Whether a retry may succeed."""
        is_quota_race = self.reason == "Conflict" and "resourcequotas" in self.message
        return self.status in _MAY_PASS or is_quota_race

    @property
    def is_missing(self) -> bool:
        """Whether the requested object does not exist. A missing namespace does not count."""
        return self.status == HTTPStatus.NOT_FOUND and "namespaces " not in self.message

    @property
    def is_expired(self) -> bool:
        """Whether a watch or a page can't continue because its history has expired."""
        return self.status == HTTPStatus.GONE

    @property
    def exists(self) -> bool:
        return self.status == HTTPStatus.CONFLICT and self.reason == "AlreadyExists"


def refusal_of(status: int, headers: Mapping[str, str], body: bytes) -> ApiRefusal:
    """The refusal in an error answer, which may not be JSON if a proxy sent it."""
    try:
        content = json.loads(body)
    except ValueError:
        content = {"message": body[:_MAX_CHARACTERS].decode(errors="replace")}
    facts = content if isinstance(content, dict) else {}
    return _refusal(status, facts, _seconds(headers.get("Retry-After")))


def refusal_in(event: Mapping[str, Any]) -> ApiRefusal:
    """The refusal in an ERROR event of a watch."""
    return _refusal(int(event.get("code") or HTTPStatus.INTERNAL_SERVER_ERROR), event, None)


def _refusal(status: int, facts: Mapping[str, Any], retry_after_seconds: float | None) -> ApiRefusal:
    message = " ".join(str(facts.get("message") or "").split())[:_MAX_CHARACTERS]
    details = facts.get("details")
    if retry_after_seconds is None and isinstance(details, dict):
        retry_after_seconds = _seconds(details.get("retryAfterSeconds"))
    return ApiRefusal(status, str(facts.get("reason") or ""), message, retry_after_seconds)


def _seconds(value: object) -> float | None:
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return None


def _sentence(status: int, message: str) -> str:
    detail = (
        message.rstrip(".") or HTTPStatus(status).phrase if status in set(HTTPStatus) else f"status {status}"
    )
    if status == HTTPStatus.UNAUTHORIZED:
        return "The cluster rejects this service's credentials; renew its token or kubeconfig."
    if "exceeded quota" in message:
        return f"A quota of the namespace is used up: {detail}. Raise it, or wait until videos end."
    if status == HTTPStatus.FORBIDDEN:
        return f"A permission is missing: {detail}. Bind the service's account to the chart's Role."
    if status == HTTPStatus.NOT_FOUND and "namespaces " in message:
        return f"The namespace does not exist: {detail}. Create it, or set PODREEL_NAMESPACE to another one."
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}:
        return f"The cluster rejects the request: {detail}. Correct the Job template."
    return f"The cluster answered {status}: {detail}."
