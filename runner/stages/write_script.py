"""The script model writes one scene class a section, from the explanation."""

from pydantic import BaseModel, ConfigDict

from contract.stage import Stage
from runner.checkpoints import content_hash
from runner.context import VideoRun
from runner.explanation import Explanation
from runner.llm.model import Prompt, Task

SCRIPT_VERSION = 1


class Written(BaseModel):
    """A script's text and the model that wrote it."""

    model_config = ConfigDict(frozen=True)

    text: str
    model: str


async def write_script(run: VideoRun, explanation: Explanation) -> Written:
    """The script for `explanation`, or the one that the request brings."""
    if run.request.script is not None:
        return Written(text=run.request.script, model="script")
    run.reporter.progress(Stage.WRITE_SCRIPT, 0, "Writing the script")
    material = explanation.model_dump_json()
    key = content_hash(SCRIPT_VERSION, material, run.model.name)
    written = await run.checkpoints.value(f"script-{key}.json", Written, lambda: _ask(run, material))
    run.reporter.progress(Stage.WRITE_SCRIPT, 1, "Wrote the script")
    return written


async def _ask(run: VideoRun, material: str) -> Written:
    completion = await run.model.complete(Prompt(Task.WRITE_SCRIPT, material, run.request.language))
    return Written(text=completion.text, model=completion.model)
