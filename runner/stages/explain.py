"""Stage: the user's model writes the explanation, titled sections of spoken sentences."""

from contract.stage import Stage
from runner.authors.base import ExplainedVideo
from runner.stages.context import VideoRun
from runner.text.explanation import as_markdown


async def explain(run: VideoRun) -> ExplainedVideo:
    """The author's explanation of the request. Raises PodreelError as `Author.explain` does."""
    run.report_author(Stage.EXPLAIN, 0, "Explaining")
    explained = await run.author.explain(run.request)
    run.reporter.explained(as_markdown(explained.explanation))
    run.report_author(Stage.EXPLAIN, 1, f"Explained in {len(explained.explanation.sections)} sections")
    return explained
