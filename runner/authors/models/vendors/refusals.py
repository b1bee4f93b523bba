"""Classifies the exceptions of the SDKs as kinds of failure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
from botocore.exceptions import (
    BotoCoreError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelHTTPError,
    ModelNotFoundError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestRejectedError,
    ModelServerError,
    ModelTimeoutError,
    ModelUnavailableError,
    UserError,
)

from runner.authors.models.vendors.errors import FailureKind, VendorRefusal
from runner.authors.models.vendors.line import MissingKey

# The first match counts, so subclasses come before their base class.
_KINDS: tuple[tuple[type[Exception], FailureKind], ...] = (
    (ModelQuotaExceededError, FailureKind.NO_QUOTA),
    (ModelAuthenticationError, FailureKind.NO_ACCESS),
    (ModelNotFoundError, FailureKind.RETIRED),
    (ModelRateLimitError, FailureKind.PASSING),
    (ModelUnavailableError, FailureKind.PASSING),
    (ModelServerError, FailureKind.PASSING),
    (ModelConnectionError, FailureKind.PASSING),
    (ModelRequestRejectedError, FailureKind.REJECTED),
    (MissingKey, FailureKind.NO_ACCESS),
    (NoCredentialsError, FailureKind.NO_ACCESS),
    (PartialCredentialsError, FailureKind.NO_ACCESS),
    (ProfileNotFound, FailureKind.NO_ACCESS),
    (TokenRetrievalError, FailureKind.NO_ACCESS),
    (UnauthorizedSSOTokenError, FailureKind.NO_ACCESS),
    (NoRegionError, FailureKind.NO_ACCESS),
    (UserError, FailureKind.REJECTED),
)
# llama.cpp and Ollama answer 500 where a model has no eyes; a retry would end the same way.
_HAS_NO_EYES = re.compile(r"image input|image_url|mmproj", re.IGNORECASE)
# Too early, conflict, or a timeout of the server: a retry may succeed.
_PASSING_STATUSES = frozenset({408, 409, 424, 425})
_CLIENT_ERRORS = range(400, 500)


def refusal_of(error: Exception) -> VendorRefusal:
    """The kind, message and pause of a failed call. Unknown errors count as temporary."""
    return VendorRefusal(_kind(error), _told(error), _wait_seconds(error))


def _kind(error: Exception) -> FailureKind:
    if isinstance(error, ModelHTTPError) and error.status_code in _PASSING_STATUSES:
        return FailureKind.PASSING
    if isinstance(error, ModelServerError) and _HAS_NO_EYES.search(_told(error)):
        return FailureKind.REJECTED
    for known, kind in _KINDS:
        if isinstance(error, known):
            return kind
    if isinstance(error, ModelHTTPError) and error.status_code in _CLIENT_ERRORS:
        return FailureKind.REJECTED
    return FailureKind.PASSING


def _wait_seconds(error: Exception) -> float | None:
    return error.retry_after if isinstance(error, ModelAPIError) else None


def _told(error: Exception) -> str:
    match error:
        case ModelHTTPError():
            text = next(_messages(error.body), "") or error.provider_error_code or ""
            return f"{text.rstrip('.')} (HTTP {error.status_code})".strip()
        case ModelTimeoutError():
            return "it stopped sending"
        case ModelConnectionError():
            return f"the connection failed ({_root(error)})"
        case MissingKey() | BotoCoreError() | httpx2.HTTPError() | TimeoutError():
            return str(error) or type(error).__name__
        case ModelAPIError():
            return next(_messages(error.body), "") or error.message
        case _:
            return f"its answer can't be read ({type(error).__name__}: {error})"


def _root(error: BaseException) -> str:
    """The original network error; the SDKs wrap it in messages without information."""
    text = str(error)
    while error.__cause__ is not None:
        error = error.__cause__
        text = str(error) or text
    return text


def _messages(body: object) -> Iterator[str]:
    """The vendor's message, from whichever field of the body contains it."""
    if isinstance(body, str):
        yield body
    if isinstance(body, Mapping):
        form: Mapping[Any, Any] = body
        for key in ("error", "Error", "message", "Message"):
            if key in form:
                yield from _messages(form[key])
