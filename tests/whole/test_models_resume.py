"""A video by models that is killed at any point: no answer that was received is asked for again."""

import json
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from contract.names import new_video_id, result_key
from contract.result import Completed
from contract.stage import Stage
from runner.authors.models.base import Completion, Task
from tests.fakes.answering import Asked
from tests.fakes.teacher import FAULTY, Lecture, Teacher
from tests.whole.conftest import Order
from tests.whole.model_school import QUESTION, School, school
from tests.whole.processes import kill_tree, start_runner, wait_for_stage
from tests.whole.results import completed_in, model_use_of

pytestmark = pytest.mark.slow
REQUEST = {"prompt": QUESTION, "quality": "draft", "model": "claude-4-sonnet"}
DELAY_SECONDS = 0.4
RANDOM_KILLS = 5
# After an attempt began to ask; on a quiet machine every attempt gets some calls further.
KILLED_WITHIN_SECONDS = 3.0
PATIENCE_SECONDS = 120
# None begins before all answers to the earlier ones are stored.
ORDER = (Task.EXPLAIN, Task.REFINE, Task.PLAN_SCRIPT, Task.WRITE_SECTION, Task.MEND, Task.REVIEW)


@dataclass(frozen=True)
class Kill:
    """An attempt, and which answers were stored when it was dead."""

    began_at_seconds: float
    at_seconds: float
    kept_texts: frozenset[str]

    def has_met(self, lecture: Lecture) -> bool:
        """Whether the killed attempt asked this."""
        return self.began_at_seconds <= lecture.came_at_seconds < self.at_seconds

    def has_lost(self, lecture: Lecture) -> bool:
        """Whether its answer was not stored. Each answer has a text of its own."""
        return self.has_met(lecture) and lecture.text not in self.kept_texts


@dataclass
class Ordeal:
    """One video that is begun, killed and begun again."""

    place: School
    order: Order
    kills: list[Kill] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def lectures(self) -> list[Lecture]:
        return self.place.teacher.lectures

    @property
    def calls(self) -> Counter[Asked]:
        return Counter(lecture.asked for lecture in self.lectures)

    @contextmanager
    def killed(self) -> Iterator[subprocess.Popen[str]]:
        """An attempt that is killed when the block ends."""
        began_at = time.monotonic()
        process = self._start()
        yield process
        kill_tree(process)
        self.kept = self._answers()
        texts = frozenset(Completion.model_validate_json(data).text for data in self.kept.values())
        self.kills.append(Kill(began_at, time.monotonic(), texts))

    def finish(self) -> Completed:
        """The result; all that was asked for since the last kill was not kept then, and is kept now."""
        before = len(self.lectures)
        process = self._start()
        told, _ = process.communicate(timeout=300)
        assert process.returncode == 0, told
        answers = self._answers()
        assert {name: answers[name] for name in self.kept} == self.kept
        assert len(self.lectures) - before == len(answers) - len(self.kept)
        self._check_order()
        return completed_in(self.order.data / "objects" / result_key(self.order.video_id, 1))

    def repeated(self) -> list[Lecture]:
        """What was asked for more than once: always and only what a kill has lost."""
        calls = self.calls
        for asked, count in calls.items():
            lectures = [lecture for lecture in self.lectures if lecture.asked == asked]
            losses = sum(any(kill.has_lost(lecture) for lecture in lectures) for kill in self.kills)
            assert count == 1 + losses, asked.turns[0][1]
        return [lecture for lecture in self.lectures if calls[lecture.asked] > 1]

    def _check_order(self) -> None:
        """No kill has lost what a later task, asked for before that kill, was built on."""
        for kill in self.kills:
            asked = [lecture for lecture in self.lectures if kill.has_met(lecture)]
            last = max((ORDER.index(lecture.task) for lecture in asked), default=0)
            lost = [lecture for lecture in asked if kill.has_lost(lecture)]
            assert all(ORDER.index(lecture.task) == last for lecture in lost)

    def _start(self) -> subprocess.Popen[str]:
        is_known = any((self.order.data / "objects").rglob("request.json"))
        command = self.order.resume_command if is_known else self.order.first_command
        return start_runner(command, **self.place.environment)

    def _answers(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.order.work.glob("answer-*.json")}


@pytest.fixture
def ordeal(tmp_path: Path) -> Iterator[Ordeal]:
    request = tmp_path / "request.json"
    request.write_text(json.dumps(REQUEST))
    teacher = Teacher(faulty={"Section2": FAULTY["Section2"]}, delay_seconds=DELAY_SECONDS)
    with school(teacher) as place:
        yield Ordeal(place, Order(tmp_path / "data", new_video_id(), request))


def check(result: Completed, ordeal: Ordeal) -> None:
    """The video is whole, and every kind of answer was given once at least."""
    # A kill may come when all is done.
    assert 1 <= result.attempt <= len(ordeal.kills) + 1
    assert result.degraded == ()
    assert set(ordeal.place.teacher.tasks) == set(Task)
    assert len(model_use_of(result).calls) == len(ordeal.calls)


def test_a_run_killed_when_each_stage_begins_asks_for_nothing_twice_that_was_answered(
    ordeal: Ordeal,
) -> None:
    for stage in Stage:
        with ordeal.killed() as process:
            assert wait_for_stage(process, stage)
    check(ordeal.finish(), ordeal)
    ordeal.repeated()


def test_a_run_killed_while_models_answer_asks_for_those_answers_alone_again(ordeal: Ordeal) -> None:
    for task in ORDER:
        ordeal.place.teacher.held = {task}
        with ordeal.killed():
            wait_for_call(ordeal, task)
    ordeal.place.teacher.held = ()
    check(ordeal.finish(), ordeal)
    assert {lecture.task for lecture in ordeal.repeated()} == set(Task)
    assert max(ordeal.calls.values()) == 2


def test_a_run_killed_at_random_moments_asks_for_nothing_twice_that_was_answered(ordeal: Ordeal) -> None:
    chance = random.Random(5)  # noqa: S311 - not for secrets
    for _ in range(RANDOM_KILLS):
        with ordeal.killed() as process:
            wait_for_stage(process, Stage.EXPLAIN)
            time.sleep(chance.uniform(0, KILLED_WITHIN_SECONDS))
    check(ordeal.finish(), ordeal)
    ordeal.repeated()


def wait_for_call(ordeal: Ordeal, task: Task) -> None:
    """Returns while the first call of this task is being answered."""
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not ordeal.place.teacher.tasks[task]:
        assert time.monotonic() < ends_at, f"{task} was not asked for"
        time.sleep(0.01)
