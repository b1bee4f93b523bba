"""The refinement model corrects and clarifies; it keeps the sections."""

from contract.stage import Stage
from runner.checkpoints import content_hash
from runner.context import VideoRun
from runner.explanation import Explanation
from runner.llm.model import Prompt, Task
from runner.stages.explain import Explained, parse_explanation

REFINE_VERSION = 1


async def refine(run: VideoRun, explanation: Explanation) -> Explained:
    """The explanation as refined. A script that the user brought is left alone."""
    if run.request.script is not None:
        return Explained(explanation=explanation, model="script")
    run.reporter.progress(Stage.REFINE, 0, "Refining the explanation")
    material = explanation.model_dump_json()
    key = content_hash(REFINE_VERSION, material, run.model.name)
    refined = await run.checkpoints.value(f"refined-{key}.json", Explained, lambda: _ask(run, material))
    run.reporter.progress(Stage.REFINE, 0.2, "Refined the explanation")
    return refined


async def _ask(run: VideoRun, material: str) -> Explained:
    completion = await run.model.complete(Prompt(Task.REFINE, material, run.request.language))
    return Explained(
        explanation=parse_explanation(completion.text), model=completion.model, notes=completion.notes
    )
