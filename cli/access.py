"""`podreel sessions` and `podreel links`: what gives access to a running service besides a key."""

from collections.abc import Iterable
from typing import Annotated

import typer

from api.schemas.access import GrantSummary
from cli.failures import failures_as_exit_status
from cli.options import WantsJson
from cli.service import service_at, video_id_of
from cli.service_options import ApiKeyFile, Url, VideoId
from cli.tables import print_rows
from cli.words import minute_of
from contract.access import LABEL_MAX_CHARACTERS
from contract.failure import FailureCode, PodreelError
from contract.run_events import event_line

KeyName = Annotated[
    str | None,
    typer.Option("--key", metavar="NAME", help="The name of another key; only operators may give one."),
]
SessionId = Annotated[str | None, typer.Argument(metavar="ID", help="The session's id.")]
LinkId = Annotated[str | None, typer.Argument(metavar="LINK", help="The link's id.")]
All = Annotated[bool, typer.Option("--all", metavar="", help="All of them.")]
Hours = Annotated[float, typer.Option(metavar="N", help="How long the link is valid, up to 2160 (90 days).")]
Label = Annotated[
    str, typer.Option(metavar="TEXT", help=f"A note for the list, up to {LABEL_MAX_CHARACTERS} characters.")
]

sessions_app = typer.Typer(no_args_is_help=True, help="Browsers that are logged in with a key.")
links_app = typer.Typer(no_args_is_help=True, help="Links with which anyone may watch a video.")


@sessions_app.command("list")
def list_sessions(
    key: KeyName = None, url: Url = None, api_key_file: ApiKeyFile = None, wants_json: WantsJson = False
) -> None:
    """List the browsers that are logged in with your key."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        page = service.sessions(key)
        if wants_json:
            print(event_line(page))
        else:
            _print_table("browser", page.sessions)


@sessions_app.command("revoke")
def revoke_session(
    session_id: SessionId = None,
    revokes_all: All = False,
    key: KeyName = None,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
) -> None:
    """Log a browser out, or all of them."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        _require_one(session_id, revokes_all, "`podreel sessions list`")
        service.revoke_session(session_id, key)
        print("all sessions: revoked" if session_id is None else f"{session_id}: revoked")


@links_app.command("add")
def add_link(
    video_id: VideoId,
    hours: Hours = 24,
    label: Label = "",
    url: Url = None,
    api_key_file: ApiKeyFile = None,
    wants_json: WantsJson = False,
) -> None:
    """Create a link to a video and print it.

    Its ticket is stored nowhere else.
    """
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        link = service.share(video_id_of(service, video_id), hours, label)
        if wants_json:
            print(event_line(link))
        else:
            print(link.video_url)


@links_app.command("list")
def list_links(
    video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None, wants_json: WantsJson = False
) -> None:
    """List the links to a video."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        page = service.links(video_id_of(service, video_id))
        if wants_json:
            print(event_line(page))
        else:
            _print_table("label", page.links)


@links_app.command("revoke")
def revoke_link(
    video_id: VideoId,
    link_id: LinkId = None,
    revokes_all: All = False,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
) -> None:
    """Revoke a link to a video, or all of them."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        _require_one(link_id, revokes_all, "`podreel links list`")
        whole = video_id_of(service, video_id)
        service.revoke_link(whole, link_id)
        print(f"all links to {whole}: revoked" if link_id is None else f"{link_id}: revoked")


def _require_one(grant_id: str | None, revokes_all: bool, listing: str) -> None:
    if (grant_id is None) != revokes_all:
        raise PodreelError(
            FailureCode.INVALID_REQUEST, "Give either one id or --all.", f"{listing} shows the ids."
        )


def _print_table(label: str, grants: Iterable[GrantSummary]) -> None:
    rows = [
        (grant.id, grant.label, grant.key, minute_of(grant.created_at), minute_of(grant.expires_at))
        for grant in grants
    ]
    print_rows(("id", label, "key", "created (UTC)", "expires (UTC)"), rows)
