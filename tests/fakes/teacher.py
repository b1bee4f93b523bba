"""The brain of the vendors' fakes: explains, refines and writes scripts as models do, mistakes and all."""

import re
import threading
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from runner.authors.models.base import Task
from runner.authors.models.prompts.files import load_prompt
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

- section-1.1: four equal sides alone make a rhombus -> it also has four right angles
"""
NOTES = """# Section 1

Draw the square, then turn it.

# Section 2

Draw the circle.
"""
PREAMBLE = """def outline(shape, theme):
    return shape.set_stroke(theme.primary, width=6)
"""
# Whoever uses it fails with one and the same error.
FAULTY_PREAMBLE = PREAMBLE.replace("theme.primary", "theme.favourite")
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
# A keyword, which a rule mends, a method and a name that do not exist, as models invent them.
FAULTY = {
    "Section1": GOOD["Section1"].replace("side_length=3", "side=3"),
    "Section2": GOOD["Section2"].replace("self.leave()", "self.fade_everything()\n        Sparkle(circle)"),
}
REVIEWED = GOOD["Section2"].replace("0.8", "0.9")


@dataclass(frozen=True)
class Course:
    """What is taught: the texts, what is planned, and the classes that run."""

    explanation: str = EXPLANATION
    refined: str = REFINED
    notes: str = NOTES
    preamble: str = PREAMBLE
    sections: Mapping[str, str] = field(default_factory=lambda: GOOD)


@dataclass
class Lecture:
    """One question to the teacher, when it came and was answered, by the monotonic clock, and the answer."""

    asked: Asked
    task: Task
    came_at_seconds: float
    answered_at_seconds: float | None = None
    text: str = ""


@dataclass
class Teacher:
    """Answers each task after `delay_seconds`; those that are `held`, once they no longer are.

    `faulty` sections, and the `first_preamble`, fail until they are mended, sections for the
    `mends_needed`th time. `answers` replace those of a task: one for all calls, or one a call, the
    last of them for all that follow.
    """

    faulty: Mapping[str, str] = field(default_factory=dict)
    mends_needed: int = 1
    review: str = "OK"
    delay_seconds: float = 0.0
    held: Collection[Task] = ()
    course: Course = field(default_factory=Course)
    first_preamble: str | None = None
    answers: dict[Task, Said | Sequence[Said]] = field(default_factory=dict)
    lectures: list[Lecture] = field(default_factory=list)
    mends: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def tasks(self) -> Counter[Task]:
        """How often each task was asked for."""
        with self.lock:
            return Counter(lecture.task for lecture in self.lectures)

    def __call__(self, asked: Asked) -> Said:
        lecture = Lecture(asked, task_of(asked), time.monotonic())
        with self.lock:
            number = sum(lecture.task is other.task for other in self.lectures)
            self.lectures.append(lecture)
        time.sleep(self.delay_seconds)
        while lecture.task in self.held:
            time.sleep(0.01)
        said = self._prepared(lecture.task, number) or Said(self._say(lecture.task, asked.turns[0][1]))
        lecture.answered_at_seconds, lecture.text = time.monotonic(), said.text
        return said

    def _prepared(self, task: Task, number: int) -> Said | None:
        answers = self.answers.get(task, ())
        if isinstance(answers, Said):
            return answers
        return answers[min(number, len(answers) - 1)] if answers else None

    def _say(self, task: Task, told: str) -> str:
        match task:
            case Task.EXPLAIN:
                return self.course.explanation
            case Task.REFINE:
                return self.course.refined
            case Task.PLAN_SCRIPT:
                first = self.course.preamble if self.first_preamble is None else self.first_preamble
                return f"{self.course.notes}\n{fenced(first)}"
            case Task.WRITE_SECTION:
                scene = _scene_of(told)
                return fenced(self.faulty.get(scene, self.course.sections[scene]))
            case Task.MEND:
                return self._mend(told)
            case Task.REVIEW:
                return self.review

    def _mend(self, told: str) -> str:
        if "Write the shared code again" in told:
            return fenced(self.course.preamble)
        scene = _scene_of(told)
        with self.lock:
            self.mends[scene] += 1
            number = self.mends[scene]
        if number >= self.mends_needed:
            return fenced(self.course.sections[scene])
        return fenced(self.faulty[scene].replace("def construct", f"ROUND = {number}\n\n    def construct"))


def task_of(asked: Asked) -> Task:
    """Which prompt this is, by the first line of its instructions or, of those about scripts, its message."""
    told = (asked.instructions.strip(), asked.turns[0][1].strip())
    for task in Task:
        if any(text.startswith(load_prompt(task.value).text.split("\n", 1)[0]) for text in told):
            return task
    raise ValueError(f"no prompt of ours: {asked.instructions[:80]!r}")


def fenced(code: str) -> str:
    """Python as models give it."""
    return f"Here it is:\n\n```python\n{code}```\n"


def _scene_of(told: str) -> str:
    """The class that is asked for, which is named last."""
    scenes: list[str] = re.findall(r"\bSection\d+\b", told)
    return scenes[-1]
