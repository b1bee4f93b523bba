"""Signed tickets of browser sessions and shared links. A signature alone gives no access: see `grants`."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

from contract.access import Ticket

SECRET_BYTES = 16
# Tickets of earlier versions had other purposes: they are refused by their signature, without a look-up.
SESSION_PURPOSE = "podreel session, stored"
LINK_PURPOSE = "podreel link, stored"


class Signer:
    """Signs and reads the tickets of one purpose. A changed, foreign or expired ticket reads as None."""

    def __init__(self, secret: bytes, purpose: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._serializer = URLSafeSerializer(
            secret, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    def new(self, scope: str, seconds: float) -> Ticket:
        """A new ticket with a random secret of 128 bits."""
        return Ticket(scope, secrets.token_urlsafe(SECRET_BYTES), int(self._clock() + seconds))

    def sign(self, ticket: Ticket) -> str:
        text = self._serializer.dumps([ticket.until, ticket.scope, ticket.secret])
        return text if isinstance(text, str) else text.decode()

    def read(self, text: str) -> Ticket | None:
        payload, _, _ = text.rpartition(".")
        try:
            signed = self._serializer.make_signer(self._serializer.salt).sign(payload)
            # Compared as text: base64 has several spellings of one signature.
            if not hmac.compare_digest(signed, text.encode()):
                return None
            value = self._serializer.load_payload(payload.encode())
        except (BadData, UnicodeError):
            return None
        match value:
            case [int(until), str(scope), str(secret)] if until > self._clock():
                return Ticket(scope, secret, until)
        return None
