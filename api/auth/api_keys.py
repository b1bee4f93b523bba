"""Who may use the service: API keys with roles and limits. Without keys, everyone on this machine."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from contract.failure import FailureCode, PodreelError

LOCAL_CALLER = "local"
KEY_NAME = r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$"


class Role(StrEnum):
    """What a caller may do."""

    USER = "user"
    """May make videos, and see its own."""
    OPERATOR = "operator"
    """May see, cancel and delete everyone's videos."""


class KeyLimits(BaseModel):
    """Limits of a key: requests per minute, unfinished videos, and open event streams, or downloads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests_per_minute: int = Field(default=600, ge=1)
    open_videos: int = Field(default=100, ge=1)
    streams: int = Field(default=100, ge=1)


class ApiKey(BaseModel):
    """One line of the file of keys. It holds the key's hash; the key itself is not stored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=KEY_NAME)
    role: Role = Role.USER
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    limits: KeyLimits = KeyLimits()
    added_at: AwareDatetime | None = Field(default=None, description="Keys of version 0.1 have none.")

    @property
    def fingerprint(self) -> str:
        """Differs for another key of the same name; of no use for finding the key."""
        return self.sha256[:16]

    @property
    def caller(self) -> "Caller":
        return Caller(self.name, self.role, self.limits, self.fingerprint)


@dataclass(frozen=True)
class Caller:
    """Who sent a request. None for `limits` means unlimited. A caller by cookie has a `session_id`."""

    name: str
    role: Role
    limits: KeyLimits | None = None
    fingerprint: str = ""
    session_id: str = ""

    @property
    def uses_cookie(self) -> bool:
        """Whether changes need protection against requests of other pages (CSRF)."""
        return bool(self.session_id)

    @property
    def is_operator(self) -> bool:
        return self.role is Role.OPERATOR


class Authenticator(Protocol):
    """Identifies callers. Methods raise PodreelError(bad_configuration) while no key can be used at all."""

    @property
    def is_keyless(self) -> bool: ...

    @property
    def fault(self) -> str:
        """One sentence about what is wrong with the keys; empty if nothing is."""
        ...

    @property
    def is_usable(self) -> bool:
        """Whether anyone can be identified at all."""
        ...

    def by_key(self, key: str) -> Caller | None:
        """The caller with this key. Every stored key is compared, so that the time taken reveals nothing."""
        ...

    def by_fingerprint(self, name: str, fingerprint: str) -> Caller | None:
        """The caller whose key has this name and fingerprint now; None if it was removed or replaced."""
        ...


class Keyless:
    """Without keys: everyone who can reach the loopback address is an operator."""

    is_keyless = True
    is_usable = True
    fault = ""

    def __init__(self, bind_host: str) -> None:
        """Raises PodreelError(bad_configuration) if other machines can reach the bound address."""
        if not is_loopback(bind_host):
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                f"Without keys the service can listen only on a loopback address, not on {bind_host}.",
                "Give a file of API keys, or listen on 127.0.0.1.",
            )
        self._caller = Caller(LOCAL_CALLER, Role.OPERATOR)

    def by_key(self, key: str) -> Caller:
        return self._caller

    def by_fingerprint(self, name: str, fingerprint: str) -> Caller | None:
        return self._caller if (name, fingerprint) == (self._caller.name, self._caller.fingerprint) else None


def new_key() -> str:
    """A new random key of 256 bits."""
    return f"podreel_{secrets.token_urlsafe(32)}"


def hash_key(key: str) -> str:
    """The SHA-256 of a key, in hex. Keys are random, so a slow hash would add no protection."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's loopback."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
