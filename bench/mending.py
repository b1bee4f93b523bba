"""Calls and price of mending a video whose sections all fail, with models that answer immediately.

`python -m bench.mending`. The fakes write the Pythagoras lesson with mistakes of the kinds that models make
most. A mistake is put right once a request tells of it, by its error, its failing line or a finding.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, replace

from bench.models import course_of, make_taught
from contract.result import Completed
from runner.authors.models.base import Task
from runner.authors.offline.lesson_book import all_lessons
from tests.fakes.teacher import Course, Teacher, fenced


@dataclass(frozen=True)
class Slip:
    """A mistake in a section: its kind, what is right, what is written, and a word by which it is told."""

    scene: str
    kind: str
    right: str
    wrong: str
    sign: str


SLIPS = (
    Slip("Section1", "unknown keyword", "Square(0.5, color=", "Square(0.5, colour=", "colour"),
    Slip("Section1", "unknown method", "next_to(c.get_center()", "next_to(c.get_centre()", "get_centre"),
    Slip("Section2", "old name", "Write(area_c)", "ShowCreation(area_c)", "ShowCreation"),
    Slip("Section2", "unpacking", "left, right = stage", "left, right, rest = stage", "unpack"),
    Slip("Section3", "point of two numbers", "Dot([-2, -1, 0]", "Dot([-2, -1]", "Dot([-2, -1]"),
    Slip(
        "Section3",
        "missing import",
        "run_time=beat.remaining * 5 /",
        "run_time=beat.remaining * math.sqrt(25) /",
        "math",
    ),
    Slip("Section4", "old name", "FadeIn(squares :=", "FadeInFromDown(squares :=", "FadeInFromDown"),
    Slip("Section4", "missing method", "box.freed_squares()", "box.both_squares()", "both_squares"),
)
_PART = re.compile(r"The part that failed:\s*<code-\w+>\s*`{3,}python\n(.*?)\n`{3,}", re.DOTALL)
_TOLD = re.compile(r"This failed when it was run:(.*?)True signatures", re.DOTALL)
_UNMARKED = re.compile(r"^  +\d+ \|.*$", re.MULTILINE)


@dataclass
class SlippingTeacher(Teacher):
    """Mends in each round what the request tells of, and nothing else."""

    def _say(self, task: Task, told: str) -> str:
        if task is not Task.MEND:
            return super()._say(task, told)
        part, said = _PART.search(told), _TOLD.search(told)
        if part is None or said is None:
            raise ValueError("a request to mend of another form")
        code, fault = part[1], _UNMARKED.sub("", said[1])
        for slip in SLIPS:
            if slip.sign in fault:
                code = code.replace(slip.wrong, slip.right)
        return fenced(code + "\n")


def main() -> None:
    lesson = next(lesson for lesson in all_lessons() if lesson.name == "pythagoras")
    course = course_of(lesson)
    walker = course.sections["Section3"].replace(
        "Dot(home, radius=0.16, color=theme.text)", "Dot([-2, -1, 0], radius=0.16)"
    )
    course = replace(course, sections={**course.sections, "Section3": walker})
    teacher = SlippingTeacher(faulty=_faulty(course), course=course)
    made = make_taught(teacher)
    print(json.dumps({"measurement": "mending", **_figures(made.result)}), flush=True)


def _faulty(course: Course) -> dict[str, str]:
    """The sections with all their mistakes."""
    faulty = dict(course.sections)
    for slip in SLIPS:
        if slip.right not in faulty[slip.scene]:
            raise SystemExit(f"the lesson has no {slip.right!r} in {slip.scene}")
        faulty[slip.scene] = faulty[slip.scene].replace(slip.right, slip.wrong)
    return faulty


def _figures(result: Completed) -> dict[str, object]:
    if result.model_use is None or result.script is None:
        raise SystemExit("no model was asked")
    mends = [call for call in result.model_use.calls if call.task == Task.MEND]
    return {
        "mistakes": len(SLIPS),
        "sections": len({slip.scene for slip in SLIPS}),
        "degraded": len(result.degraded),
        "mended_by_rule": dict(Counter(rewrite.rule for rewrite in result.script.rewrites)),
        "rounds": result.script.rounds,
        "repair_calls": len(mends),
        "repair_input_tokens": sum(call.usage.input_tokens for call in mends),
        "repair_output_tokens": sum(call.usage.output_tokens for call in mends),
        "repair_usd": round(sum(call.cost_usd or 0 for call in mends), 4),
        "all_calls": len(result.model_use.calls),
        "all_usd": round(result.model_use.cost_usd, 4),
        "check_script_seconds": round(result.stage_seconds["check_script"], 1),
    }


if __name__ == "__main__":
    main()
