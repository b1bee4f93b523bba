"""Shared links: a signed ticket in an address, and the object store says whether it still counts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.auth.api_keys import Authenticator, Caller
from api.auth.grant_book import GrantBook, GrantPlace
from api.auth.signed_tokens import Signer
from contract.access import LinkGrant
from contract.names import link_key, links_prefix

MAX_LINKS = 100
"""To one video."""
LINK_PLACE = GrantPlace(LinkGrant, links_prefix, link_key)


class TooManyLinks(Exception):
    """The video has MAX_LINKS links already."""


@dataclass(frozen=True)
class SharedLink:
    """A new link: its ticket, which is stored nowhere, and what is stored."""

    ticket: str
    grant: LinkGrant


@dataclass(frozen=True)
class Links:
    """All methods raise PodreelError while the object store does not answer."""

    book: GrantBook[LinkGrant]
    access: Authenticator
    signer: Signer

    async def share(
        self, video_id: str, owner: str, sharer: Caller, lasting: timedelta, label: str
    ) -> SharedLink:
        """A new link to the video of this owner; raises TooManyLinks."""
        await self._make_room(video_id)
        ticket = self.signer.new(video_id, lasting.total_seconds())
        grant = LinkGrant(
            grant_id=ticket.grant_id,
            video_id=video_id,
            owner=owner,
            key_name=sharer.name,
            fingerprint=sharer.fingerprint,
            label=label,
            created_at=self.signer.now(),
            expires_at=datetime.fromtimestamp(ticket.until, UTC),
        )
        await self.book.add(video_id, grant)
        return SharedLink(self.signer.sign(ticket), grant)

    async def find(self, text: str, video_id: str) -> LinkGrant | None:
        """The link with this ticket; None if it does not lead to this video, or has ended.

        It ends too once who shared it could no longer do so.
        """
        ticket = self.signer.read(text)
        if ticket is None or ticket.scope != video_id:
            return None
        link = await self.book.find(video_id, ticket.grant_id)
        return link if link is not None and self._is_backed(link) else None

    async def list(self, video_id: str) -> tuple[LinkGrant, ...]:
        """The links to a video, those that last longest first, without those that have ended."""
        found, now = await self.book.list(video_id), self.signer.now()
        lasting = [link for link in found if link.expires_at > now and self._is_backed(link)]
        return tuple(reversed(lasting))

    async def has_owner(self, video_id: str, name: str) -> bool:
        """Whether a link to the video, if only one that has ended, names this owner of it."""
        return any(link.owner == name for link in await self.book.list(video_id))

    async def revoke(self, video_id: str, grant_id: str) -> bool:
        """Revokes a link everywhere; False if there is none."""
        return await self.book.revoke(video_id, grant_id)

    async def revoke_all(self, video_id: str) -> None:
        await self.book.revoke_all(video_id)

    async def _make_room(self, video_id: str) -> None:
        keys = await self.book.keys(video_id)
        if len(keys) < MAX_LINKS:
            return
        counting = {link_key(video_id, link.grant_id) for link in await self.list(video_id)}
        await self.book.delete([key for key in keys if key not in counting])
        if len(counting) >= MAX_LINKS:
            raise TooManyLinks

    def _is_backed(self, link: LinkGrant) -> bool:
        sharer = self.access.by_fingerprint(link.key_name, link.fingerprint)
        return sharer is not None and (sharer.is_operator or sharer.name == link.owner)
