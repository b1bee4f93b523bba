"""The refinement model corrects and clarifies; it keeps the sections."""

from contract.stage import Stage
from runner.authors.base import ExplainedVideo
from runner.stages.context import VideoRun
from runner.text.explanation import Explanation, as_markdown


async def refine(run: VideoRun, explanation: Explanation) -> ExplainedVideo:
    """The explanation as refined. A script that the user brought is left alone."""
    if run.request.script is not None:
        return ExplainedVideo(explanation, model="script")
    run.reporter.progress(Stage.REFINE, 0, "Refining the explanation")
    refined = await run.author.refine(run.request, explanation)
    run.reporter.refined(as_markdown(refined.explanation))
    run.reporter.progress(Stage.REFINE, 0.2, "Refined the explanation")
    return refined
