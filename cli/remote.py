"""`podreel submit`, `list`, `status`, …: the commands that call a running service."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from api.schemas.videos import VideoDetail, VideoSummary
from cli import options
from cli.export import incoming_files, require_writable
from cli.failures import failures_as_exit_status, show_failure
from cli.screen import choose_screen
from cli.service import service_at
from cli.tables import minute_of, print_facts, print_rows
from contract.failure import FAILURES, FailureCode, PodreelError
from contract.names import VIDEO
from contract.order import DEFAULT_PRIORITY
from contract.run_events import ConnectionLost, event_line
from contract.video import DEFAULTS, VideoStatus
from podreel.client import Podreel, VideoEvent

Url = Annotated[
    str | None, typer.Option(help="Address of the service; default: PODREEL_URL, else this machine.")
]
ApiKeyFile = Annotated[
    Path | None,
    typer.Option(help="File with the API key; `-` asks for it or reads stdin. Default: PODREEL_API_KEY."),
]
VideoId = Annotated[str, typer.Argument(metavar="ID", help="The video's id.")]
Watch = Annotated[bool, typer.Option("--watch", help="Show its progress until it ends.")]
IdempotencyKey = Annotated[
    str | None, typer.Option(help="Repeating a request with the same key returns the same video.")
]
Priority = Annotated[int, typer.Option(min=0, max=9, help="0 to 9; higher starts earlier.")]
OutFolder = Annotated[Path, typer.Option("--out", help="Folder for the finished files.")]
Status = Annotated[str | None, typer.Option(help="Only videos with this status.")]
Limit = Annotated[int, typer.Option(min=1, max=100, help="How many videos at most.")]

RESULT = "result.json"

app = typer.Typer()


@app.command()
def submit(
    prompt: options.Prompt = DEFAULTS.prompt,
    model: options.Model = None,
    voice: options.Voice = DEFAULTS.voice,
    language: options.Language = None,
    quality: options.Quality = DEFAULTS.quality,
    aspect: options.Aspect = DEFAULTS.aspect,
    theme: options.Theme = DEFAULTS.theme,
    minutes: options.Minutes = DEFAULTS.minutes,
    narration: options.SpokenText = DEFAULTS.narration,
    strict: options.Strict = DEFAULTS.strict,
    as_text: options.AsText = DEFAULTS.as_text,
    script: options.ScriptFile = None,
    explanation: options.ExplanationFile = None,
    priority: Priority = DEFAULT_PRIORITY,
    idempotency_key: IdempotencyKey = None,
    watch: Watch = False,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
    wants_json: options.WantsJson = False,
) -> None:
    """Submit a video to a running service."""
    fields: dict[str, Any] = {"voice": voice, "quality": quality, "aspect": aspect}
    fields |= {"theme": theme, "narration": narration, "strict": strict, "priority": priority}
    optional = {"model": model, "language": language, "minutes": minutes, "as_text": as_text or None}
    request = {"prompt": options.read_prompt(prompt), **fields}
    request |= {name: value for name, value in optional.items() if value is not None}
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        request |= options.read_own_texts(options.OwnFiles(script, explanation))
        accepted = service.submit(**request, idempotency_key=idempotency_key)
        if watch:
            raise typer.Exit(_watch(service, accepted.video_id, wants_json))
        print(event_line(accepted) if wants_json else accepted.video_id)


@app.command("list")
def list_videos(
    status: Status = None,
    limit: Limit = 20,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
    wants_json: options.WantsJson = False,
) -> None:
    """List the service's videos, the newest first."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        page = service.page(limit=limit, status=status or ())
        if wants_json:
            print(event_line(page))
        else:
            _print_videos(page.videos)


@app.command()
def status(
    video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None, wants_json: options.WantsJson = False
) -> None:
    """Show a video's progress and details."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        video = service.get(video_id)
        if wants_json:
            print(event_line(video))
        else:
            _print_video(video)


@app.command()
def events(
    video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None, wants_json: options.WantsJson = False
) -> None:
    """Show a video's progress until it ends."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        raise typer.Exit(_watch(service, video_id, wants_json))


@app.command()
def logs(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Print the logs of a video's runs."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        print(service.logs(video_id), end="")


@app.command()
def get(video_id: VideoId, out: OutFolder, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Download a finished video and its companion files."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        print(_fetch(service, video_id, out))


@app.command()
def cancel(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Cancel a video."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        print(f"{video_id}: {service.cancel(video_id).status}; stopping")


@app.command()
def retry(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Retry a failed or cancelled video; finished parts are reused."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        service.retry(video_id)
        print(f"{video_id}: queued again")


@app.command()
def delete(video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None) -> None:
    """Delete a video with all its files."""
    with failures_as_exit_status(wants_json=False), service_at(url, api_key_file) as service:
        service.delete(video_id)
        print(f"{video_id}: deleted")


def _watch(service: Podreel, video_id: str, wants_json: bool) -> int:
    """Shows events until the video ends; returns the exit status for how it ended."""
    console = Console()
    last: VideoEvent | None = None
    with choose_screen(console, wants_json) as screen:

        def tell_lost() -> None:
            screen.show(ConnectionLost(video_id=video_id, message="Connection lost; retrying"))

        for event in service.events(video_id, tell_lost):
            last = event
            screen.show(event)
    if last is not None and last.status is VideoStatus.COMPLETED:
        if console.is_terminal and not wants_json:
            print(f"{video_id} is done: podreel get {video_id} --out FOLDER")
        return 0
    return _tell_end(last, video_id)


def _tell_end(event: VideoEvent | None, video_id: str) -> int:
    """Prints why the video is not completed; `event` is the last one, None if there was none."""
    is_cancelled = event is not None and event.status is VideoStatus.CANCELLED
    code = (event.code if event else None) or FailureCode.INTERNAL
    failure = FAILURES[FailureCode.STOPPED if is_cancelled else code]
    sentence = "The video was cancelled." if is_cancelled else failure.sentence
    message, next_step = (event.message, event.next_step) if event else ("", "")
    show_failure(failure.code, message or sentence, next_step or failure.next_step)
    if not is_cancelled:
        print(f"For details: podreel status {video_id}; podreel logs {video_id}")
    return failure.exit_status


def _fetch(service: Podreel, video_id: str, out: Path) -> Path:
    """Downloads all files of a finished video, or none; raises PodreelError if it has none yet."""
    require_writable(out)
    with incoming_files(out) as folder:
        video = service.get(video_id)
        if video.status is not VideoStatus.COMPLETED:
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                f"The video {video_id} has no files yet: it is {video.status}.",
                f"Wait for it with `podreel events {video_id}`.",
            )
        service.download(video_id, folder, [file.name for file in video.files])
        (folder / RESULT).write_text(video.model_dump_json(indent=2), encoding="utf-8")
        for name in [path.name for path in folder.iterdir()]:
            (folder / name).replace(out / name)
    return out / VIDEO


def _print_videos(videos: Iterable[VideoSummary]) -> None:
    rows = []
    for video in videos:
        question = " ".join(video.original_question.split())[:60]
        rows.append((video.video_id, video.status, video.progress, minute_of(video.created_at), question))
    print_rows(("id", "status", "%", "created (UTC)", "question"), rows)


def _print_video(video: VideoDetail) -> None:
    facts = video.model_dump(mode="json")
    shown = {name: value for name, value in facts.items() if value not in (None, "", [], {})}
    print_facts(
        {
            name.replace("_", " "): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in shown.items()
        }
    )
