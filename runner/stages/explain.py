"""Stage: the user's model writes the explanation, titled sections of spoken sentences."""

from contract.failure import FailureCode, PodreelError
from contract.stage import Stage
from contract.video import VideoRequest
from runner.authors.base import ExplainedVideo
from runner.stages.context import VideoRun
from runner.text.explanation import Explanation, as_markdown
from runner.text.spoken_text import spoken_text


async def explain(run: VideoRun) -> ExplainedVideo:
    """The author's explanation of the request.

    Raises PodreelError as `Author.explain` does, and invalid_request if no sentence of it can be spoken.
    """
    run.report_author(Stage.EXPLAIN, 0, "Explaining")
    explained = await run.author.explain(run.request)
    _require_speech(run.request, explained.explanation)
    run.reporter.explained(as_markdown(explained.explanation))
    run.report_author(Stage.EXPLAIN, 1, f"Explained in {len(explained.explanation.sections)} sections")
    return explained


def _require_speech(request: VideoRequest, explanation: Explanation) -> None:
    """A user's own script may be silent; without one, the speech is the video."""
    is_spoken = any(spoken_text(beat, request.language) for beat in explanation.beats)
    if request.script is None and not is_spoken:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            "The text has nothing to speak: it is all marks, links or symbols.",
            "Write at least one sentence, and send it again.",
        )
