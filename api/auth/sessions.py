"""Browsers' sessions: a cookie holds a signed ticket, and the object store says whether it still counts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.auth.api_keys import Authenticator, Caller
from api.auth.grant_book import GrantBook, GrantPlace
from api.auth.signed_tokens import Signer
from contract.access import SessionGrant
from contract.names import session_key, sessions_prefix

SESSION_SECONDS = 7 * 86_400
MAX_SESSIONS = 20
"""Of one key. One more ends the oldest."""
SESSION_PLACE = GrantPlace(SessionGrant, sessions_prefix, session_key)


@dataclass(frozen=True)
class Sessions:
    """All methods raise PodreelError while the object store does not answer."""

    book: GrantBook[SessionGrant]
    access: Authenticator
    signer: Signer

    async def start(self, caller: Caller, label: str) -> str:
        """The ticket of a new session of this holder of a key, with an id that no earlier one had."""
        ticket = self.signer.new(caller.name, SESSION_SECONDS)
        grant = SessionGrant(
            grant_id=ticket.grant_id,
            key_name=caller.name,
            fingerprint=caller.fingerprint,
            role=caller.role,
            label=label,
            created_at=self.signer.now(),
            expires_at=datetime.fromtimestamp(ticket.until, UTC),
        )
        older = await self.book.keys(caller.name)
        if len(older) >= MAX_SESSIONS:
            # All sessions last equally long, so that the one that expires first is the oldest.
            await self.book.delete(older[: len(older) - MAX_SESSIONS + 1])
        await self.book.add(caller.name, grant)
        return self.signer.sign(ticket)

    async def caller_of(self, text: str) -> Caller | None:
        """The caller with this ticket; None if its session has ended, or it is not a ticket."""
        ticket = self.signer.read(text)
        return None if ticket is None else await self.holder(ticket.scope, ticket.grant_id)

    async def holder(self, key_name: str, grant_id: str) -> Caller | None:
        """The caller in this session, as of now; None if it has ended."""
        grant = await self.book.find(key_name, grant_id)
        caller = None if grant is None else self._caller(grant)
        return None if caller is None else replace(caller, session_id=grant_id)

    async def list(self, key_name: str) -> tuple[SessionGrant, ...]:
        """The sessions of a key, the newest first. Those begun with another key of that name have ended."""
        found, now = await self.book.list(key_name), self.signer.now()
        current = [grant for grant in found if grant.expires_at > now and self._caller(grant) is not None]
        return tuple(reversed(current))

    async def end(self, key_name: str, grant_id: str) -> bool:
        """Ends a session everywhere; False if there is none."""
        return await self.book.revoke(key_name, grant_id)

    async def end_all(self, key_name: str, but: str = "") -> None:
        """Ends the sessions of a key, except the one with the id `but`."""
        await self.book.revoke_all(key_name, but)

    def _caller(self, grant: SessionGrant) -> Caller | None:
        caller = self.access.by_fingerprint(grant.key_name, grant.fingerprint)
        return caller if caller is not None and caller.role == grant.role else None
