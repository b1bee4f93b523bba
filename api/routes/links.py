"""Shared links to a video: create, list and revoke them."""

from datetime import timedelta

from fastapi import APIRouter, Request

from api.auth.links import MAX_LINKS, TooManyLinks
from api.backends import backends_of
from api.dependencies import CallerDependency, GrantId, LinkedVideo, OwnVideo, view_of
from api.problems import Problem, ProblemKind, documented
from api.schemas.access import LinkPage, LinkSummary, ShareAnswer, ShareRequest

router = APIRouter(prefix="/videos/{video_id}", tags=["links"])
GONE = documented(ProblemKind.NOT_FOUND, ProblemKind.DELETED)


@router.post("/share", status_code=201, responses={**GONE, **documented(ProblemKind.CONFLICT)})
async def share_video(
    request: Request, record: OwnVideo, caller: CallerDependency, query: ShareRequest
) -> ShareAnswer:
    """Creates a link with which anyone may watch this video until it expires, is revoked, or the key that
    shared it is removed, replaced, or may no longer share the video.
    """
    try:
        shared = await backends_of(request).links.share(
            record.video_id, record.caller, caller, timedelta(hours=query.hours), query.label
        )
    except TooManyLinks as error:
        raise Problem(
            ProblemKind.CONFLICT,
            f"This video has {MAX_LINKS} links already.",
            f"Revoke one first: `GET /api/v1/videos/{record.video_id}/links` lists them.",
        ) from error
    return ShareAnswer(
        id=shared.grant.grant_id,
        share=shared.ticket,
        video_url=view_of(request, record.video_id, shared.ticket).file("video.mp4"),
        expires_at=shared.grant.expires_at,
    )


@router.get("/links", responses=GONE)
async def list_links(request: Request, video_id: LinkedVideo) -> LinkPage:
    """The links to this video that are still valid."""
    found = await backends_of(request).links.list(video_id)
    return LinkPage(links=tuple(LinkSummary.of(link) for link in found))


@router.delete("/links", status_code=204, responses=GONE)
async def revoke_links(request: Request, video_id: LinkedVideo) -> None:
    """Revokes all links to this video, and ends the event streams that they opened."""
    await backends_of(request).links.revoke_all(video_id)


@router.delete("/links/{grant_id}", status_code=204, responses=GONE)
async def revoke_link(request: Request, video_id: LinkedVideo, grant_id: GrantId) -> None:
    """Revokes a link, and ends the event streams that it opened within seconds."""
    if not await backends_of(request).links.revoke(video_id, grant_id):
        raise Problem(
            ProblemKind.NOT_FOUND,
            "This video has no such link.",
            f"`GET /api/v1/videos/{video_id}/links` lists its links.",
        )
