"""Who may see a video, and whether a reader still may: asked at each request, and while a stream is open."""

from dataclasses import dataclass

from api.auth.access_changes import AccessChanges
from api.auth.api_keys import Caller, KeyLimits, Role
from api.backends import ApiBackends
from api.problems import Problem, ProblemKind
from contract.access import LinkGrant
from contract.failure import PodreelError
from contract.names import is_video_id
from contract.record import VideoRecord
from controller.refusals import DeletedVideo, UnknownVideo
from controller.tombstones import read_tombstone


@dataclass(frozen=True)
class ReaderByKey:
    """Reads a video by an API key or a session."""

    backends: ApiBackends
    caller: Caller
    record: VideoRecord

    ticket = ""

    async def may_still_read(self) -> bool:
        """Raises PodreelError if that can't be found out."""
        caller = await current_caller(self.backends, self.caller)
        return caller is not None and is_shown_to(caller, self.record)


@dataclass(frozen=True)
class ReaderByLink:
    """Reads a video by a shared link. Guests don't see the owner, the cost and the owner's other videos."""

    backends: ApiBackends
    ticket: str
    caller: Caller
    whole_record: VideoRecord

    @property
    def record(self) -> VideoRecord:
        asked = self.whole_record.request
        request = asked.model_copy(update={"edited_from": None}) if asked is not None else None
        return self.whole_record.model_copy(update={"caller": "", "cost_usd": None, "request": request})

    async def may_still_read(self) -> bool:
        """Raises PodreelError if that can't be found out."""
        return await self.backends.links.find(self.ticket, self.whole_record.video_id) is not None


Reader = ReaderByKey | ReaderByLink


async def reader_by_link(backends: ApiBackends, ticket: str, video_id: str) -> ReaderByLink:
    """Raises Problem(unauthorized), (rate_limited), (not_found), (deleted)."""
    link = await backends.links.find(ticket, video_id)
    if link is None:
        raise Problem(
            ProblemKind.UNAUTHORIZED,
            "This link is invalid, has expired or was revoked.",
            "Ask for a new link.",
        )
    guest = _guest(link)
    await backends.request_limit.take(guest)
    return ReaderByLink(backends, ticket, guest, await find_video_for(backends, video_id, guest))


async def until_refused(reader: Reader, changes: AccessChanges, seconds: float) -> None:
    """Returns once the reader's access has ended; asks every `seconds`, and at changes in this replica."""
    while True:
        version = changes.version
        try:
            if not await reader.may_still_read():
                return
        except PodreelError:
            # Nobody knows whether it was revoked meanwhile; a reader who may still read reconnects.
            return
        await changes.after(version, seconds)


async def current_caller(backends: ApiBackends, caller: Caller) -> Caller | None:
    """The same caller as of now; None if its key or session has ended."""
    if caller.session_id:
        return await backends.sessions.holder(caller.name, caller.session_id)
    return backends.access.by_fingerprint(caller.name, caller.fingerprint)


async def find_video_for(backends: ApiBackends, video_id: str, caller: Caller) -> VideoRecord:
    """The video, if it is shown to this caller; raises Problem(not_found), (deleted)."""
    if not is_video_id(video_id):
        raise _no_video(video_id)
    try:
        record = await backends.commands.record(video_id)
    except UnknownVideo as error:
        raise _no_video(video_id) from error
    except DeletedVideo as error:
        tombstone = await read_tombstone(backends.objects, video_id)
        if caller.is_operator or (tombstone is not None and tombstone.caller == caller.name):
            raise Problem(ProblemKind.DELETED, f"The video {video_id} was deleted.") from error
        raise _no_video(video_id) from error
    if is_shown_to(caller, record):
        return record
    raise _no_video(video_id)


def is_shown_to(caller: Caller, record: VideoRecord) -> bool:
    return caller.is_operator or record.caller == caller.name


def _guest(link: LinkGrant) -> Caller:
    """Guests of one link share a limit of requests; guests of another link to the same video do not."""
    return Caller(f"share:{link.video_id}:{link.grant_id}", Role.OPERATOR, KeyLimits())


def _no_video(video_id: str) -> Problem:
    return Problem(ProblemKind.NOT_FOUND, f"There is no video {video_id[:100]!r}.")
