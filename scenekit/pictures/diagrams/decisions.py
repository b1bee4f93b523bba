"""The steps of a flow and its decisions, as stages of boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Branch = tuple[str, str]
"""An answer, and what is done then."""
Step = str | tuple[str | Branch, ...]
"""A step; or a decision: a question and its branches."""

_MOST_STEPS, _MOST_STAGES, _MOST_BRANCHES = 10, 6, 3


@dataclass(frozen=True)
class FlowBox:
    """`answer` leads to this step; a question is what is decided."""

    text: str
    answer: str = ""
    is_question: bool = False


def stages_of(steps: Sequence[Step]) -> tuple[tuple[FlowBox, ...], ...]:
    """A stage for each step and each question, and one for all branches of a question.

    Raises ValueError for too many steps, and for decisions without branches.
    """
    stages = tuple(stage for step in steps for stage in _stages(step))
    most = _MOST_STEPS if all(isinstance(step, str) for step in steps) else _MOST_STAGES
    if not 1 <= len(stages) <= most:
        raise ValueError(
            f"Flow takes 1 to {_MOST_STEPS} steps, or {_MOST_STAGES} with the question and the branches of "
            f"decisions, not {len(stages)}: divide it into two"
        )
    for one, other in pairwise(stages):
        if min(len(one), len(other)) > 1:
            raise ValueError("Flow needs a step between two decisions")
    return stages


def _stages(step: Step) -> list[tuple[FlowBox, ...]]:
    if isinstance(step, str):
        return [(FlowBox(step),)]
    question, *branches = step
    pairs = [branch for branch in branches if not isinstance(branch, str) and len(branch) == 2]
    if not isinstance(question, str) or not 2 <= len(pairs) == len(branches) <= _MOST_BRANCHES:
        raise ValueError(
            'Flow takes a decision as ("Question?", ("Yes", "step"), ("No", "step")), with 2 or '
            f"{_MOST_BRANCHES} branches, not {step!r}"
        )
    return [(FlowBox(question, is_question=True),), tuple(FlowBox(text, answer) for answer, text in pairs)]
