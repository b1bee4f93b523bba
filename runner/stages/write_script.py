"""The script model writes one scene class a section, from the explanation and the seconds of its speech."""

from contract.stage import Stage
from runner.authors.base import ScriptOrder, WrittenScript
from runner.stages.context import VideoRun


async def write_script(run: VideoRun, order: ScriptOrder) -> WrittenScript:
    """The author's script for what is spoken. Raises PodreelError as `Author.write` does."""
    count = len(order.spoken.sections)

    def tell(written: int) -> None:
        message = f"Wrote {written} of {count} scenes"
        run.report_author(Stage.WRITE_SCRIPT, (1 + written) / (1 + count), message)

    run.report_author(Stage.WRITE_SCRIPT, 0, "Writing the script")
    written = await run.author.write(order, tell)
    run.report_author(Stage.WRITE_SCRIPT, 1, "Wrote the script")
    return written
