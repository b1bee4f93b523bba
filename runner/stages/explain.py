"""The user's model explains: titled sections of spoken sentences."""

from pydantic import BaseModel, ConfigDict

from contract.failure import FailureCode, PodreelError
from contract.stage import Stage
from runner.checkpoints import content_hash
from runner.context import VideoRun
from runner.explanation import Explanation
from runner.llm.model import Prompt, Task
from runner.script.source import read_script

EXPLAIN_VERSION = 1


class Explained(BaseModel):
    """An explanation, the model that gave it, and what the user should know about it."""

    model_config = ConfigDict(frozen=True)

    explanation: Explanation
    model: str
    notes: tuple[str, ...] = ()


async def explain(run: VideoRun) -> Explained:
    """The explanation of the request, or the narration of the script that it brings.

    Raises PodreelError(unavailable) where the model's answer can't be used.
    """
    request = run.request
    if request.script is not None:
        return Explained(explanation=read_script(request.script).narration.explanation, model="script")
    run.reporter.progress(Stage.EXPLAIN, 0, "Explaining")
    key = content_hash(EXPLAIN_VERSION, request.prompt, request.language, request.minutes, run.model.name)
    explained = await run.checkpoints.value(f"explanation-{key}.json", Explained, lambda: _ask(run))
    run.reporter.progress(Stage.EXPLAIN, 1, f"Explained in {len(explained.explanation.sections)} sections")
    return explained


async def _ask(run: VideoRun) -> Explained:
    completion = await run.model.complete(Prompt(Task.EXPLAIN, run.request.prompt, run.request.language))
    return Explained(
        explanation=parse_explanation(completion.text), model=completion.model, notes=completion.notes
    )


def parse_explanation(text: str) -> Explanation:
    """A model's answer as an Explanation; raises PodreelError(unavailable) for an answer of another shape."""
    try:
        return Explanation.model_validate_json(text)
    except ValueError as error:
        raise PodreelError(
            FailureCode.UNAVAILABLE, "The model answered in a form that can't be used."
        ) from error
