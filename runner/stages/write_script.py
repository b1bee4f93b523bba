"""Stage: the script model writes a scene class per section, from the explanation and its speech's times."""

from contract.stage import Stage
from runner.authors.base import ScriptOrder, WrittenScript
from runner.stages.context import VideoRun


async def write_script(run: VideoRun, order: ScriptOrder) -> WrittenScript:
    """The author's script for the spoken text. Raises PodreelError as `Author.write` does."""
    count = len(order.spoken.sections)

    def tell(written: int) -> None:
        message = f"Wrote {written} of {count} scenes"
        run.report_author(Stage.WRITE_SCRIPT, (1 + written) / (1 + count), message)

    run.report_author(Stage.WRITE_SCRIPT, 0, "Writing the script")
    written = await run.author.write(order, tell)
    run.report_author(Stage.WRITE_SCRIPT, 1, "Wrote the script")
    return written
