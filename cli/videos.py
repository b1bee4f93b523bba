"""`podreel list`, `status`, `logs`, `get`, `cancel`, `retry`, `delete`: the videos of a running service."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.schemas.videos import VideoPage, VideoSummary
from cli import options
from cli.failures import failures_as_exit_status
from cli.fetching import fetch
from cli.help_layout import A_SERVICE, examples
from cli.questions import require_yes
from cli.service import service_at, video_id_of
from cli.service_options import ApiKeyFile, Url, VideoId, Yes
from cli.states import STATES, status_of
from cli.status_page import page_of, title_of
from cli.tables import LastColumn, print_facts, print_rows
from cli.words import minute_of, one_line, short_id
from contract.run_events import event_line

OutFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="FOLDER", help="Where the files go; default: out/TITLE."),
]
State = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATE",
        help=f"Only videos that are {', '.join(list(STATES.values())[:-1])} or {list(STATES.values())[-1]}.",
        autocompletion=lambda incomplete: [word for word in STATES.values() if word.startswith(incomplete)],
    ),
]
_MOST = 100
Limit = Annotated[int, typer.Option(metavar="N", min=1, max=_MOST, help="How many videos at most.")]
_QUESTION_CHARACTERS = 200

app = typer.Typer()


@app.command(
    "list",
    rich_help_panel=A_SERVICE,
    epilog=examples("podreel list --status failed", "podreel list --limit 100 | cut -f 1,5"),
)
def list_videos(
    state: State = None,
    limit: Limit = 20,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
    wants_json: options.WantsJson = False,
) -> None:
    """List the videos, the newest first.

    A terminal shows a table; elsewhere each video is a line with tabs between
    id, status, percent, time of creation and question.
    """
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        page = service.page(limit=limit, status=() if state is None else status_of(state))
        if wants_json:
            print(event_line(page))
        else:
            _print_videos(page)


@app.command(rich_help_panel=A_SERVICE)
def status(
    video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None, wants_json: options.WantsJson = False
) -> None:
    """Show a video's state, cost, notes and addresses."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        video = service.get(video_id_of(service, video_id))
        if wants_json:
            print(event_line(video))
        else:
            print_facts(page_of(video))


@app.command(rich_help_panel=A_SERVICE)
def logs(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Print the logs of a video's runs, in JSON."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        print(service.logs(video_id_of(service, video_id)), end="")


@app.command(
    rich_help_panel=A_SERVICE,
    epilog=examples("podreel get 1c9a8e6e", "podreel get 1c9a8e6e --out films/binary --yes"),
)
def get(
    video_id: VideoId,
    out: OutFolder = None,
    replaces: Yes = False,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
) -> None:
    """Download a finished video and its companion files.

    Files that are there are replaced only after a question, or with --yes.
    """
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        print(fetch(service, video_id_of(service, video_id), out, may_replace=replaces))


@app.command(rich_help_panel=A_SERVICE)
def cancel(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Cancel a video."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        whole = video_id_of(service, video_id)
        print(f"{whole}: {STATES[service.cancel(whole).status]}; stopping")


@app.command(rich_help_panel=A_SERVICE)
def retry(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Make a failed or cancelled video again.

    Parts that are finished are reused.
    """
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        whole = video_id_of(service, video_id)
        service.retry(whole)
        print(f"{whole}: queued again")


@app.command(rich_help_panel=A_SERVICE)
def delete(video_id: VideoId, is_sure: Yes = False, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Delete a video with all its files.

    A terminal asks first; elsewhere --yes must be given.
    """
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        whole = video_id_of(service, video_id)
        if not is_sure:
            video = service.get(whole)
            title = one_line(title_of(video), 60)
            require_yes(f"Delete {short_id(whole)} “{title}” with all its files?", is_given=False)
        service.delete(whole)
        print(f"{whole}: deleted")


def _print_videos(page: VideoPage) -> None:
    videos = page.videos
    if not sys.stdout.isatty():
        print_rows(
            (), [(video.video_id, video.status, *_row(video, video.original_question)) for video in videos]
        )
        return
    if not videos:
        print('No videos. `podreel submit "Explain binary search" --watch` makes one.')
        return
    ids = [video.video_id for video in videos]
    rows = [
        (
            short_id(video.video_id, ids),
            STATES[video.status],
            *_row(video, video.title or video.original_question),
        )
        for video in videos
    ]
    print_rows(("id", "state", "%", "created (UTC)", "title or question"), rows, LastColumn.IS_CUT)
    if page.next_cursor is not None:
        more = "; --limit shows more" if len(videos) < _MOST else ""
        print(f"These are the newest {len(videos)}{more}.")


def _row(video: VideoSummary, text: str) -> Sequence[object]:
    return video.progress, minute_of(video.created_at), one_line(text, _QUESTION_CHARACTERS)
