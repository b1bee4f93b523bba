"""Signed tickets: browser sessions, and shared links that allow watching one video."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer


@dataclass(frozen=True)
class Session:
    """The name and fingerprint of a browser's key. Removing or replacing the key ends the session."""

    name: str
    fingerprint: str


class Tickets:
    """Signs and reads tickets. A changed, foreign or expired ticket reads as None."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._sessions = _serializer(secret, "podreel session")
        self._shares = _serializer(secret, "podreel share")

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    def for_session(self, session: Session, seconds: float) -> str:
        return self._write(self._sessions, [session.name, session.fingerprint], seconds)

    def session(self, ticket: str) -> Session | None:
        match self._read(self._sessions, ticket):
            case [str(name), str(fingerprint)]:
                return Session(name, fingerprint)
        return None

    def for_share(self, video_id: str, seconds: float) -> str:
        return self._write(self._shares, [video_id], seconds)

    def shared_video(self, ticket: str) -> str | None:
        """The id of the video that the ticket gives access to; None if the ticket is invalid."""
        match self._read(self._shares, ticket):
            case [str(video_id)]:
                return video_id
        return None

    def _write(self, serializer: URLSafeSerializer, about: list[str], seconds: float) -> str:
        text = serializer.dumps([int(self._clock() + seconds), *about])
        return text if isinstance(text, str) else text.decode()

    def _read(self, serializer: URLSafeSerializer, ticket: str) -> list[Any] | None:
        try:
            value = serializer.loads(ticket)
        except (BadData, UnicodeError):
            return None
        match value:
            case [int(until), *about] if until > self._clock():
                return about
        return None


def _serializer(secret: bytes, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})
