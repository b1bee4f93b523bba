"""`podreel submit` and `podreel events`: asking a running service for a video, and watching it."""

import signal
import sys
from typing import Annotated

import typer
from rich.console import Console

from cli import options
from cli.failures import failures_as_exit_status, show_failure
from cli.help_layout import A_SERVICE, examples
from cli.interrupts import SIGNAL_STATUS
from cli.request_fields import request_of
from cli.screen import choose_screen
from cli.service import service_at, video_id_of
from cli.service_options import SERVICE, ApiKeyFile, Url, VideoId
from cli.tables import print_facts
from cli.terminal_words import in_terminal_words
from cli.words import short_id
from contract.failure import FAILURES, FailureCode
from contract.order import DEFAULT_PRIORITY
from contract.run_events import ConnectionLost, event_line
from contract.video import DEFAULTS, VideoStatus
from podreel.client import Podreel, VideoEvent

Watch = Annotated[
    bool,
    typer.Option("--watch", metavar="", help="Show its progress until it ends.", rich_help_panel=SERVICE),
]
IdempotencyKey = Annotated[
    str | None,
    typer.Option(
        metavar="KEY",
        help="Repeating a request with the same key returns the same video.",
        rich_help_panel=SERVICE,
    ),
]
EditedFrom = Annotated[
    str | None,
    typer.Option(
        metavar="VIDEO_ID",
        help="The video whose --explanation or --script you edited: only what changed is made again.",
        rich_help_panel=SERVICE,
    ),
]
Priority = Annotated[
    int,
    typer.Option(metavar="N", min=0, max=9, help="0 to 9; higher starts earlier.", rich_help_panel=SERVICE),
]
app = typer.Typer()


@app.command(
    rich_help_panel=A_SERVICE,
    epilog=examples(
        'podreel submit "Explain binary search" --watch',
        "podreel submit - --voice Matthew --aspect 9:16 < notes.txt",
    ),
)
def submit(
    context: typer.Context,
    prompt: options.Prompt = DEFAULTS.prompt,
    model: options.Model = None,
    voice: options.Voice = DEFAULTS.voice,
    language: options.Language = None,
    quality: options.Quality = DEFAULTS.quality,
    aspect: options.Aspect = DEFAULTS.aspect,
    theme: options.Theme = DEFAULTS.theme,
    minutes: options.Minutes = DEFAULTS.minutes,
    narration: options.SpokenText = DEFAULTS.narration,
    width: options.Width = None,
    height: options.Height = None,
    frame_rate: options.FrameRate = None,
    strict: options.Strict = DEFAULTS.strict,
    as_text: options.AsText = DEFAULTS.as_text,
    script: options.ScriptFile = None,
    explanation: options.ExplanationFile = None,
    edited_from: EditedFrom = None,
    priority: Priority = DEFAULT_PRIORITY,
    idempotency_key: IdempotencyKey = None,
    watch: Watch = False,
    url: Url = None,
    api_key_file: ApiKeyFile = None,
    wants_json: options.WantsJson = False,
) -> None:
    """Ask a running service for a video, and print its id."""
    with failures_as_exit_status(wants_json):
        request = request_of(context.params)
        with service_at(url, api_key_file) as service:
            if edited_from is not None:
                request["edited_from"] = video_id_of(service, edited_from)
            accepted = service.submit(**request, idempotency_key=idempotency_key)
            if watch:
                if sys.stdout.isatty() and not wants_json:
                    print(accepted.video_id, flush=True)
                raise typer.Exit(_watch(service, accepted.video_id, wants_json))
            print(event_line(accepted) if wants_json else accepted.video_id)


@app.command(rich_help_panel=A_SERVICE)
def events(
    video_id: VideoId, url: Url = None, api_key_file: ApiKeyFile = None, wants_json: options.WantsJson = False
) -> None:
    """Show a video's progress until it ends."""
    with failures_as_exit_status(wants_json), service_at(url, api_key_file) as service:
        raise typer.Exit(_watch(service, video_id_of(service, video_id), wants_json))


def _watch(service: Podreel, video_id: str, wants_json: bool) -> int:
    """Shows events until the video ends; returns the exit status for how it ended, or for Ctrl-C."""
    console = Console()
    try:
        last = _show_events(service, video_id, console, wants_json)
    except KeyboardInterrupt:
        name = short_id(video_id)
        print(
            f"The video goes on. Watch it: podreel events {name}. Stop it: podreel cancel {name}.",
            file=sys.stderr,
        )
        return SIGNAL_STATUS + signal.SIGINT
    if last is None or last.status is not VideoStatus.COMPLETED:
        return _tell_end(last, video_id)
    if console.is_terminal and not wants_json:
        if notes := service.get(video_id).notes:
            print_facts(("note", in_terminal_words(note)) for note in notes)
        print(f"It is done: podreel get {short_id(video_id)}")
    return 0


def _show_events(service: Podreel, video_id: str, console: Console, wants_json: bool) -> VideoEvent | None:
    """Shows a video's events until it ends; returns the last one, None if there was none."""
    last: VideoEvent | None = None
    with choose_screen(console, wants_json) as screen:

        def tell_lost() -> None:
            screen.show(ConnectionLost(video_id=video_id, message="Connection lost; retrying"))

        for event in service.events(video_id, tell_lost):
            last = event
            screen.show(event)
    return last


def _tell_end(event: VideoEvent | None, video_id: str) -> int:
    """Prints why the video is not completed; `event` is the last one, None if there was none."""
    is_cancelled = event is not None and event.status is VideoStatus.CANCELLED
    code = (event.code if event else None) or FailureCode.INTERNAL
    failure = FAILURES[FailureCode.STOPPED if is_cancelled else code]
    sentence = "The video was cancelled." if is_cancelled else failure.sentence
    message, next_step = (event.message, event.next_step) if event else ("", "")
    show_failure(failure.code, message or sentence, next_step or failure.next_step)
    if not is_cancelled:
        name = short_id(video_id)
        print(f"For details: podreel status {name}; podreel logs {name}", file=sys.stderr)
    return failure.exit_status
