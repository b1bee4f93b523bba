"""Uploads the finished files, decides the result once, and copies it to the public keys."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from contract.failure import FailureCode, PodreelError
from contract.names import VIDEO
from contract.result import Completed
from contract.stage import Stage
from runner.script.source import Script, replace_scene
from runner.stages.assemble import Assembled
from runner.stages.check_script import ScriptToRender
from runner.stages.context import VideoRun
from runner.stages.section_picture import SectionPicture
from runner.stages.summary import VideoStory, staged_key, summarize
from runner.storage.outage import retry_through_outage
from runner.text.explanation import as_markdown
from stores.results import publish, write_result

ResultT = TypeVar("ResultT")


async def deliver(run: VideoRun, story: VideoStory, assembled: Assembled) -> Completed:
    """Publishes the video: uploads the files, checks their sizes, writes the result, copies to public keys.

    Once the result is written the video counts as made: a later attempt only publishes it again.
    """
    run.reporter.progress(Stage.DELIVER, 0, "Storing the finished files")
    script = run.folder / "finished" / "script.py"
    text = _as_drawn(story.checked, assembled.pictures).text
    await asyncio.to_thread(script.write_text, text, encoding="utf-8")
    files = assembled.files | {"script.py": script} | await _write_sheets(script.parent, story.checked.sheets)
    finished_at = datetime.now(UTC).replace(microsecond=0)
    metadata = _metadata(run, story, assembled, finished_at)
    for name, path in files.items():
        about = metadata if name == VIDEO else None
        await _retried(run, partial(run.objects.put_file, staged_key(run, name), path, about))
    sizes = {name: await _retried(run, partial(_size, run, name, path)) for name, path in files.items()}
    result = summarize(run, story, assembled, sizes, finished_at)
    await _retried(run, partial(_decide, run, result))
    await _retried(run, partial(publish, run.objects, result))
    run.reporter.progress(Stage.DELIVER, 1, "Stored the finished files")
    return result


async def _retried(run: VideoRun, action: Callable[[], Awaitable[ResultT]]) -> ResultT:
    return await retry_through_outage(action, lambda told: run.reporter.progress(Stage.DELIVER, 0, told))


async def _decide(run: VideoRun, result: Completed) -> None:
    """Writes the result. Raises PodreelError(superseded) if another run wrote it first."""
    await run.turn.require_current()
    # This run's own earlier attempt may have written it although the answer was lost.
    if await write_result(run.objects, result) != result:
        raise PodreelError(FailureCode.SUPERSEDED)


async def _write_sheets(folder: Path, sheets: Mapping[str, bytes]) -> dict[str, Path]:
    for name, sheet in sheets.items():
        await asyncio.to_thread((folder / name).write_bytes, sheet)
    return {name: folder / name for name in sheets}


def _as_drawn(checked: ScriptToRender, pictures: Sequence[SectionPicture]) -> Script:
    """The script with storyboards in place of the scenes that they replaced."""
    script = checked.script
    for picture in pictures:
        scene = picture.narration.scene
        if picture.storyboard and scene not in checked.degraded:
            script = replace_scene(script, scene, picture.storyboard)
    return script


async def _size(run: VideoRun, name: str, path: Path) -> int:
    expected_bytes = (await asyncio.to_thread(path.stat)).st_size
    stored = await run.objects.head(staged_key(run, name))
    if stored is None or stored.size_bytes != expected_bytes:
        raise PodreelError(FailureCode.UNAVAILABLE, f"{name} was not stored completely.")
    return expected_bytes


def _metadata(
    run: VideoRun, story: VideoStory, assembled: Assembled, finished_at: datetime
) -> Mapping[str, str]:
    """Metadata of the stored video; the result has the same in full."""
    return {
        "original-question": run.request.prompt or assembled.timeline.title,
        "initial-explanation": as_markdown(story.explained.explanation),
        "refined-explanation": as_markdown(story.refined.explanation),
        "model-used": story.explained.model,
        "voice-used": ", ".join(story.narrated.engines),
        "generation-date": finished_at.isoformat(),
    }
