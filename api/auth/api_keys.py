"""Identifies callers by API keys from a file or browser sessions; without keys, serves only this machine."""

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.auth.signed_tokens import Session, Tickets
from contract.failure import FailureCode, PodreelError

log = structlog.get_logger()
LOCAL_CALLER = "local"


class Role(StrEnum):
    """What a caller may do."""

    USER = "user"
    """May make videos, and see its own."""
    OPERATOR = "operator"
    """May see, cancel and delete everyone's videos."""


class KeyLimits(BaseModel):
    """Limits of a key: requests per minute, and unfinished videos at the same time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests_per_minute: int = Field(default=600, ge=1)
    open_videos: int = Field(default=100, ge=1)


class ApiKey(BaseModel):
    """One line of the file of keys. It holds the key's hash; the key itself is not stored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$")
    role: Role = Role.USER
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    limits: KeyLimits = KeyLimits()

    @property
    def session(self) -> Session:
        return Session(self.name, self.sha256[:16])


@dataclass(frozen=True)
class Caller:
    """Who sent a request. None for `limits` means unlimited. `uses_cookie` calls for CSRF protection."""

    name: str
    role: Role
    limits: KeyLimits | None = None
    uses_cookie: bool = False

    @property
    def is_operator(self) -> bool:
        return self.role is Role.OPERATOR


class Authenticator(Protocol):
    """Identifies callers."""

    tickets: Tickets

    @property
    def is_keyless(self) -> bool: ...

    def by_key(self, key: str) -> Caller | None:
        """The caller with this key. Every stored key is compared, so that the time taken reveals nothing."""
        ...

    def by_session(self, ticket: str) -> Caller | None: ...

    def start_session(self, key: str, seconds: float) -> str | None:
        """The ticket of a new session for the holder of this key; None if there is none."""
        ...


class KeyFile:
    """Identifies callers by a file with one JSON object per line; the file is reread when it changes."""

    def __init__(self, path: Path, tickets: Tickets) -> None:
        """Raises PodreelError(bad_configuration) if the file can't be used."""
        self.tickets = tickets
        self._path = path
        self._keys = _read_keys(path)
        self._version = _version(path)

    @property
    def is_keyless(self) -> bool:
        return False

    def by_key(self, key: str) -> Caller | None:
        found = self._find(key)
        return None if found is None else Caller(found.name, found.role, found.limits)

    def by_session(self, ticket: str) -> Caller | None:
        session = self.tickets.session(ticket)
        for key in self._current():
            if session == key.session:
                return Caller(key.name, key.role, key.limits, uses_cookie=True)
        return None

    def start_session(self, key: str, seconds: float) -> str | None:
        found = self._find(key)
        return None if found is None else self.tickets.for_session(found.session, seconds)

    def _find(self, key: str) -> ApiKey | None:
        digest = hash_key(key)
        matching = [known for known in self._current() if hmac.compare_digest(known.sha256, digest)]
        return matching[0] if matching else None

    def _current(self) -> tuple[ApiKey, ...]:
        version = _version(self._path)
        if version != self._version:
            self._version = version
            try:
                self._keys = _read_keys(self._path)
            except PodreelError as error:
                log.warning("keys_not_read", detail=error.detail)
        return self._keys


class Keyless:
    """Without keys: everyone who can reach the loopback address is an operator."""

    def __init__(self, bind_host: str, tickets: Tickets) -> None:
        """Raises PodreelError(bad_configuration) if other machines can reach the bound address."""
        if not is_loopback(bind_host):
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                f"Without keys the service can listen only on a loopback address, not on {bind_host}.",
                "Give a file of API keys, or listen on 127.0.0.1.",
            )
        self.tickets = tickets
        self._caller = Caller(LOCAL_CALLER, Role.OPERATOR)

    @property
    def is_keyless(self) -> bool:
        return True

    def by_key(self, key: str) -> Caller:
        return self._caller

    def by_session(self, ticket: str) -> Caller:
        return self._caller

    def start_session(self, key: str, seconds: float) -> None:
        return None


def open_authenticator(host: str, keys: Path | None, tickets: Tickets) -> Authenticator:
    """An Authenticator by the file of keys or, without one, for this machine only.

    Raises PodreelError(bad_configuration).
    """
    return Keyless(host, tickets) if keys is None else KeyFile(keys, tickets)


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


def _version(path: Path) -> tuple[int, int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def _read_keys(path: Path) -> tuple[ApiKey, ...]:
    keys: dict[str, ApiKey] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise _bad_file(path, f"can't be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            key = ApiKey.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, problem["loc"])) or "it"
            raise _bad_file(path, f"has an error in line {number}: {place}: {problem['msg']}") from error
        if key.name in keys:
            raise _bad_file(path, f"names {key.name} twice, again in line {number}")
        keys[key.name] = key
    if not keys:
        raise _bad_file(path, "has no keys")
    return tuple(keys.values())


def _bad_file(path: Path, detail: str) -> PodreelError:
    return PodreelError(
        FailureCode.BAD_CONFIGURATION,
        f"The file of API keys {path} {detail}.",
        "Give a file with one JSON object per line: name, role (user or operator), sha256, limits.",
    )
