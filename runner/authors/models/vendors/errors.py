"""How a call to a vendor's model can fail, and whether a retry can help. Pure; imports no SDK."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from runner.render.log_text import one_line

MAX_CHARACTERS = 300
_TOLD_CHARACTERS = 160
_SHORTEST_KEY = 4
# Text that looks like a key, or like the part of one that vendors repeat in error messages.
_KEY_LIKE = re.compile(r"\b(?:[sp]k-[\w*.-]{4,}|A[KS]IA[A-Z0-9]{8,})")

KEY_VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "openai": "OPENAI_API_KEY",
        "anthropic": "ANTHROPIC_API_KEY",
        "bedrock": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "server": "MODEL_SERVER_KEY",
    }
)


class FailureKind(StrEnum):
    """The kind of a failure. Only PASSING may be retried; others need another model or other settings."""

    PASSING = "passing"
    NO_ACCESS = "no_access"
    NO_QUOTA = "no_quota"
    RETIRED = "retired"
    REJECTED = "rejected"


class CallFailed(Exception):
    """A call that gave no answer. `wait_seconds` is the pause that the vendor asked for."""

    def __init__(self, message: str, kind: FailureKind, wait_seconds: float | None = None) -> None:
        self.message = message
        self.kind = kind
        self.wait_seconds = wait_seconds
        super().__init__(message)


@dataclass(frozen=True)
class VendorRefusal:
    """A failure as the gateway saw it. `told` is the vendor's message, of any length and form."""

    kind: FailureKind
    told: str
    wait_seconds: float | None = None


def failure_of(link: str, refusal: VendorRefusal, secrets: Sequence[str] = ()) -> CallFailed:
    """The failure of a call of `link`, with a one-line message that contains none of `secrets`."""
    detail = one_line(_without_keys(refusal.told, secrets), _TOLD_CHARACTERS) or "no reason given"
    message = _sentence(link, refusal.kind, detail.rstrip("."))
    return CallFailed(one_line(message, MAX_CHARACTERS), refusal.kind, refusal.wait_seconds)


def _sentence(link: str, kind: FailureKind, detail: str) -> str:
    link = one_line(link, MAX_CHARACTERS // 4)
    provider, _, model = link.partition(":")
    match kind:
        case FailureKind.PASSING:
            return f"{link} gave no answer: {detail}."
        case FailureKind.NO_ACCESS:
            return f"{link} denied access; check {KEY_VARIABLES.get(provider, 'its key')}: {detail}."
        case FailureKind.NO_QUOTA:
            return f"{link}: the account has no quota or credit left: {detail}."
        case FailureKind.RETIRED:
            listed = "`podreel doctor --online` lists the available models"
            return f"{provider} doesn't serve the model {model} ({listed}): {detail}."
        case FailureKind.REJECTED:
            return f"{link} rejected the request: {detail}."


def _without_keys(text: str, secrets: Sequence[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST_KEY:
            text = text.replace(secret, "[key]")
    return _KEY_LIKE.sub("[key]", text)
