"""The script for readers who follow the video while it is made."""

import structlog

from contract.failure import PodreelError
from contract.names import companion_key, result_key
from runner.authors.base import ScriptOrder, WrittenScript
from runner.script.assemble import assemble_script
from runner.stages.context import VideoRun

log = structlog.get_logger()


async def show_script(run: VideoRun, text: str) -> None:
    """Publishes the script as it stands, if anybody can see it. Errors are only logged."""
    if not run.reporter.has_readers:
        return
    try:
        # A run that is outdated and does not know it yet must not replace the script of a finished video.
        await run.turn.require_current()
        if await run.objects.head(result_key(run.video_id, run.generation)) is None:
            await run.objects.put_bytes(
                companion_key(run.video_id, "script.py"), text.encode(errors="replace")
            )
    except PodreelError as error:
        log.warning("script_not_shown", reason=error.detail)


def text_so_far(order: ScriptOrder, written: WrittenScript) -> str:
    """The script before it is checked: a draft's parts put together, or the one that an edit begins from."""
    if written.edit is not None:
        return written.edit.script.text
    if written.draft is None:
        return written.text
    draft = written.draft
    return assemble_script(order.spoken, draft.preamble, draft.sections, order.request.language)
