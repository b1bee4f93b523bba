"""Calls, tokens, price and added time of a typical video with models that answer immediately.

`python -m bench.models`. The providers are fakes on this machine: their servers use the real wire formats
with the real SDKs, and count one token per four characters. They write the Pythagoras lesson, and its script
with one mistake that no rule mends, which is repaired. The baseline is the same lesson without models.
"""

import ast
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.serving import PODREEL
from contract.result import Completed, parse_completed
from runner.authors.models.explaining import to_markdown
from runner.authors.offline.lesson_book import Lesson, all_lessons
from runner.script.source import read_script
from tests.fakes import anthropic_api, openai_api
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.openai_api import FakeOpenAI
from tests.fakes.teacher import Course, Teacher

PROMPT = "Explain the Pythagorean theorem"
ROUNDS = 3
VENDORS = tuple(f"runner.authors.models.vendors.{name}" for name in ("gateway", "anthropic", "openai"))
# The stages that use models before anything is drawn; narration runs at the same time as the second one.
STAGES = ("explain", "refine", "write_script", "check_script")


@dataclass(frozen=True)
class Made:
    """A finished video: its wall time from the command's start to its end, and its result."""

    wall_seconds: float
    result: Completed

    @property
    def stages(self) -> Mapping[str, float]:
        return self.result.stage_seconds

    @property
    def drawing_seconds(self) -> float:
        return self.stages["render"] + self.stages["assemble"]


def main() -> None:
    lesson = next(lesson for lesson in all_lessons() if lesson.name == "pythagoras")
    taught, known = [], []
    for _ in range(ROUNDS):
        taught.append(_make_by_models(course_of(lesson)))
        known.append(_make("offline"))
    use = taught[0].result.model_use
    if use is None:
        raise SystemExit("no model was asked")
    figures = {
        "measurement": "models",
        "video_seconds": taught[0].result.seconds,
        "sections": len(lesson.explanation.sections),
        "calls": dict(Counter(call.task for call in use.calls)),
        "input_tokens": use.input_tokens,
        "of_them_cached": sum(call.usage.cached_tokens for call in use.calls),
        "output_tokens": use.output_tokens,
        "cost_usd": round(use.cost_usd, 3),
        "stage_seconds": {name: _median(made.stages[name] for made in taught) for name in taught[0].stages},
        "stages_of_models_seconds": _median(sum(made.stages[name] for name in STAGES) for made in taught),
        "all_beside_drawing_seconds": _median(made.wall_seconds - made.drawing_seconds for made in taught),
        "the_same_without_models_seconds": _median(
            made.wall_seconds - made.drawing_seconds for made in known
        ),
        "import_seconds": _median(_import_seconds() for _ in range(ROUNDS)),
    }
    print(json.dumps(figures), flush=True)


def course_of(lesson: Lesson) -> Course:
    """The lesson as models would write it: a text, notes for each beat, shared code, a class per section."""
    scenes = {scene: f"Section{n}" for n, scene in enumerate(read_script(lesson.script).scenes, 1)}
    shared, sections = [], {}
    for node in ast.parse(lesson.script).body:
        source = ast.get_source_segment(lesson.script, node) or ""
        if isinstance(node, ast.ClassDef) and node.name in scenes:
            sections[scenes[node.name]] = source.replace(node.name, scenes[node.name], 1) + "\n"
        elif not _is_frame(node):
            shared.append(source)
    text = to_markdown(lesson.explanation)
    notes = "\n\n".join(
        f"# Section {number}\n\n"
        + "\n".join(f"Beat {n}: show what is said here, {beat}" for n, beat in beats)
        for number, section in enumerate(lesson.explanation.sections, 1)
        for beats in [list(enumerate(section.beats, 1))]
    )
    return Course(text, f"{text}\n## corrections\n\n- none\n", notes, "\n\n\n".join(shared) + "\n", sections)


def _is_frame(node: ast.stmt) -> bool:
    """Whether it is boilerplate of every script, which models are told to leave out."""
    is_narration = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NARRATION"
    return is_narration or isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)


def _make_by_models(course: Course) -> Made:
    mistaken = course.sections["Section3"].replace("GrowFromCenter", "self.sprout")
    teacher = Teacher(faulty={"Section3": mistaken}, course=course)
    made = make_taught(teacher)
    script = made.result.script
    if made.result.degraded or script is None or script.rounds != {"Section3": 1}:
        raise SystemExit(f"the script did not run as it should: {script}")
    return made


def make_taught(teacher: Teacher) -> Made:
    """The video as models make it that answer as this teacher does."""
    with FakeAnthropic(teacher) as anthropic, FakeOpenAI(teacher) as openai:
        return _make(
            "claude-4-sonnet",
            ANTHROPIC_API_KEY=anthropic_api.KEY,
            ANTHROPIC_BASE_URL=anthropic.url,
            OPENAI_API_KEY=openai_api.KEY,
            OPENAI_BASE_URL=f"{openai.url}/v1",
        )


def _make(model: str, **env: str) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [PODREEL, "make", PROMPT, "--quality", "draft"]
        command += ["--model", model, "--data", str(Path(folder) / "data"), "--out", str(out)]
        started_at = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **env})
        wall_seconds = time.monotonic() - started_at
        return Made(wall_seconds, parse_completed((out / "result.json").read_bytes(), "of the video"))


def _import_seconds() -> float:
    started_at = time.monotonic()
    subprocess.run([sys.executable, "-c", f"import {', '.join(VENDORS)}"], check=True)
    return time.monotonic() - started_at


def _median(seconds: Iterable[float]) -> float:
    return round(float(statistics.median(seconds)), 2)


if __name__ == "__main__":
    main()
