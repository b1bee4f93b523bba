"""The brain of the vendors' fakes: it explains, refines, and writes scripts as a model would, mistakes and all."""

import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from runner.llm.model import Task
from runner.llm.prompt_files import load_prompt
from tests.fakes.answering import Asked, Said

EXPLANATION = """# Squares and circles

## section-1: The square

- A square has four equal sides.
- Turn it by ninety degrees, and it looks the same.

## section-2: The circle

- A circle has no corner at all.
"""
REFINED = """# Squares and circles

## section-1: The square

- A square has four equal sides and four right angles.
- Turn it by ninety degrees, and it looks the same.

## section-2: The circle

- A circle has no corner at all.

## corrections

- section-1: four equal sides alone make a rhombus -> it also has four right angles
"""
PLAN = """# Section 1

Draw the square, then turn it.

# Section 2

Draw the circle.

```python
def outline(shape, theme):
    return shape.set_stroke(theme.primary, width=6)
```
"""
GOOD = {
    "Section1": """class Section1(NarratedScene):
    def construct(self):
        square = outline(Square(side_length=3), self.theme)
        with self.beat(1) as beat:
            self.play(Create(square), run_time=beat.duration * 0.6)
        with self.beat(2) as beat:
            self.play(Rotate(square, PI / 2), run_time=beat.duration * 0.8)
        self.leave()
""",
    "Section2": """class Section2(NarratedScene):
    def construct(self):
        circle = outline(Circle(radius=1.5), self.theme)
        with self.beat(1) as beat:
            self.play(Create(circle), run_time=beat.duration * 0.8)
        self.leave()
""",
}
# A keyword, a method and a name that do not exist, as models invent them.
FAULTY = {
    "Section1": GOOD["Section1"].replace("side_length=3", "side=3"),
    "Section2": GOOD["Section2"].replace("self.leave()", "self.fade_everything()\n        Sparkle(circle)"),
}
REVIEWED = GOOD["Section2"].replace("0.8", "0.9")


@dataclass
class Teacher:
    """Answers each task; `faulty` sections fail until they are mended `mends_needed` times.

    `never_mends` keeps a section broken, `review` is the answer of the reviewer.
    """

    faulty: frozenset[str] = frozenset()
    mends_needed: int = 1
    review: str = "OK"
    answers: dict[Task, Said] = field(default_factory=dict)
    tasks: Counter[Task] = field(default_factory=Counter)
    mends: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, asked: Asked) -> Said:
        task = task_of(asked)
        with self.lock:
            self.tasks[task] += 1
        return self.answers.get(task) or Said(self._say(task, asked.turns[0][1]))

    def _say(self, task: Task, told: str) -> str:
        match task:
            case Task.EXPLAIN:
                return EXPLANATION
            case Task.REFINE:
                return REFINED
            case Task.PLAN_SCRIPT:
                return PLAN
            case Task.WRITE_SECTION:
                scene = _scene_of(told)
                return _fenced(FAULTY[scene] if scene in self.faulty else GOOD[scene])
            case Task.MEND:
                return self._mend(_scene_of(told))
            case Task.REVIEW:
                return self.review

    def _mend(self, scene: str) -> str:
        with self.lock:
            self.mends[scene] += 1
            number = self.mends[scene]
        if number >= self.mends_needed:
            return _fenced(GOOD[scene])
        return _fenced(FAULTY[scene].replace("def construct", f"# round {number}\n    def construct"))


def task_of(asked: Asked) -> Task:
    """Which prompt this is, by the first sentence of its instructions."""
    for task in Task:
        if asked.instructions.strip().startswith(load_prompt(task.value).text.split("\n", 1)[0]):
            return task
    raise ValueError(f"no prompt of ours: {asked.instructions[:80]!r}")


def _scene_of(told: str) -> str:
    """The class that is asked for, which is named last."""
    return re.findall(r"\bSection\d+\b", told)[-1]


def _fenced(code: str) -> str:
    return f"Here it is:\n\n```python\n{code}```\n"
