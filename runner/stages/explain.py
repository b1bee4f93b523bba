"""The user's model explains: titled sections of spoken sentences."""

from contract.stage import Stage
from runner.authors.base import ExplainedVideo
from runner.script.source import read_script
from runner.stages.context import VideoRun
from runner.text.explanation import as_markdown


async def explain(run: VideoRun) -> ExplainedVideo:
    """The explanation of the request, or the narration of the script that it brings.

    Raises PodreelError as `Author.explain` does.
    """
    request = run.request
    if request.script is not None:
        explained = ExplainedVideo(read_script(request.script).narration.explanation, model="script")
        run.reporter.explained(as_markdown(explained.explanation))
        return explained
    run.reporter.progress(Stage.EXPLAIN, 0, "Explaining")
    explained = await run.author.explain(request)
    run.reporter.explained(as_markdown(explained.explanation))
    run.reporter.progress(Stage.EXPLAIN, 1, f"Explained in {len(explained.explanation.sections)} sections")
    return explained
