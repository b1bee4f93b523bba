"""`podreel make`: runs one video on this machine and exports it to a folder."""

import asyncio
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.data_folder import open_data
from cli.export import export_files, require_writable
from cli.failures import show_failure, shown
from cli.ids import require_prefix, the_one
from cli.options import data_folder
from cli.out_folders import default_out
from cli.own_runs import forget_out, own_ids, remember_out, remembered_out
from cli.runner_process import RunnerExit, run_video
from cli.screen import choose_screen
from contract.failure import FAILURES, FailureCode, PodreelError
from contract.names import is_video_id, new_video_id, video_key
from contract.order import JobOrder
from contract.result import Completed, parse_completed
from contract.run_events import VideoExported, event_line
from contract.settings import Settings
from contract.spoken_language import named_language
from contract.submission import SettledRequest, settle
from stores.local_disk import require_space
from stores.opening import open_objects

LEAST_EXPORT_BYTES = 8 * 2**20
"""More than the finished files of a short video."""


@dataclass(frozen=True)
class VideoCommand:
    """One run to start. `request` is None if an earlier run is resumed."""

    video_id: str
    request: SettledRequest | None
    data: Path
    out: Path


def new_request(
    fields: Mapping[str, Any], out: Path | None, data: Path | None, title: str | None = None
) -> VideoCommand:
    """A validated request with a new id; without a prompt, `title` names its folder.

    Raises PodreelError: invalid_request, not_configured.
    """
    settled = settle(fields, Settings())
    named = str(fields["prompt"]) or title or ""
    return VideoCommand(new_video_id(), settled, data_folder(data), out or default_out(named))


def resumed_command(video_id: str, out: Path | None, data: Path | None) -> VideoCommand:
    """The run whose id begins so, to be resumed; without `out` its files go where the earlier run's went.

    Raises PodreelError(invalid_request) if it is not the beginning of exactly one id.
    """
    folder, prefix = data_folder(data), require_prefix(video_id)
    if not is_video_id(prefix):
        found = sorted(known for known in own_ids(folder) if known.startswith(prefix))
        prefix = the_one(prefix, found, "Give the whole id, as the earlier run printed it.")
    return VideoCommand(prefix, None, folder, out or remembered_out(folder, prefix) or Path("out") / prefix)


async def make_video(making: VideoCommand, wants_json: bool) -> int:
    """Runs the video, exports its files, and returns the exit status."""
    console = Console(emoji=False)
    await asyncio.to_thread(_open_folders, making)
    ended = await _run(making, console, wants_json)
    if not ended.is_completed:
        event = ended.event
        code = event.code or FailureCode.INTERNAL
        show_failure(code, event.message, event.next_step)
        if not ended.has_begun or code is FailureCode.INVALID_REQUEST:
            forget_out(making.data, making.video_id)
        elif FAILURES[code].can_be_resumed:
            _tell_how_to_resume(making)
        return ended.exit_status
    objects = open_objects(Settings().storage, making.data)
    try:
        video = await export_files(objects, making.video_id, making.out)
    except PodreelError:
        _tell_how_to_resume(making)
        raise
    path = making.out / "result.json"
    result = parse_completed(path.read_bytes(), str(path))
    link = None if result.s3_url is None else await objects.url(video_key(making.video_id))
    if wants_json or not console.is_terminal:
        exported = VideoExported(video_id=making.video_id, video=str(video), link=link)
        print(event_line(exported), flush=True)
    else:
        show_result(console, video, result, link)
    return 0


def _tell_how_to_resume(making: VideoCommand) -> None:
    command = ["podreel", "make", "--resume", making.video_id, "--data", str(making.data)]
    print(f"Resume with: {shlex.join(command)}", file=sys.stderr)


async def _run(making: VideoCommand, console: Console, wants_json: bool) -> RunnerExit:
    order_json = None
    if making.request is not None:
        settled = making.request
        order = JobOrder.of_request(making.video_id, settled.request, datetime.now(UTC), settled.notes)
        order_json = order.to_json()
    with choose_screen(console, wants_json) as screen:
        return await run_video(making.video_id, making.data, order_json, screen.show)


def show_result(console: Console, video: Path, result: Completed, link: str | None = None) -> None:
    """Prints a summary of the finished video."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    sync, use = result.sync.max_offset_ms, result.model_use
    table.add_row("video", f"[bold]{escape(str(video))}[/bold]")
    if link is not None:
        table.add_row("link", escape(link))
    table.add_row("length", f"{result.seconds:.1f} s, {result.width}x{result.height}")
    table.add_row("made by", f"{result.models['explain']}; voice {', '.join(result.voice.engines)}")
    if result.request is not None:
        table.add_row("language", named_language(result.request.language))
    if use is not None:
        tokens = use.input_tokens + use.output_tokens
        table.add_row("models", f"{len(use.calls)} answers, {tokens:,} tokens, {use.cost_usd:.2f} USD")
    table.add_row("voice and picture", "silent" if sync is None else f"at most {sync:.0f} ms apart")
    if result.sandbox is not None and result.sandbox.mode == "permissive":
        table.add_row("sandbox", "permissive")
    for note in result.notes:
        table.add_row("note", shown(note))
    console.print(table)


def _open_folders(making: VideoCommand) -> None:
    """Raises PodreelError if a folder can't be written or its disk is full: before anything is made."""
    open_data(making.data)
    require_space(making.data)
    require_writable(making.out)
    require_space(making.out, "--out", LEAST_EXPORT_BYTES)
    remember_out(making.data, making.video_id, making.out)
