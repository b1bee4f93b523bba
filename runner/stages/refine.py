"""Stage: the refinement model corrects and clarifies the explanation; it keeps the sections."""

from contract.stage import Stage
from runner.authors.base import ExplainedVideo
from runner.stages.context import VideoRun
from runner.text.explanation import Explanation, as_markdown


async def refine(run: VideoRun, explanation: Explanation) -> ExplainedVideo:
    """The explanation as the author refined it. Raises PodreelError as `Author.refine` does."""
    run.report_author(Stage.REFINE, 0, "Refining the explanation")
    refined = await run.author.refine(run.request, explanation)
    if Stage.REFINE in run.author.works_in:
        run.reporter.refined(as_markdown(refined.explanation))
    run.report_author(Stage.REFINE, 0.2, "Refined the explanation")
    return refined
