"""Whole videos by the installed command, written by models through their vendors' real SDKs."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from runner.llm.model import Task
from tests.contract.buckets import make_bucket
from tests.fakes.anthropic_api import KEY as ANTHROPIC_KEY
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.openai_api import KEY as OPENAI_KEY
from tests.fakes.openai_api import FakeOpenAI
from tests.fakes.polly import FakePolly
from tests.fakes.s3_server import S3Server, environment
from tests.fakes.teacher import REVIEWED, Teacher
from tests.whole.conftest import Run, podreel

pytestmark = pytest.mark.slow
SYNC_GOAL_MS = 40
QUESTION = "What is the difference between a square and a circle?"


@dataclass(frozen=True)
class School:
    """The vendors' servers, and the one teacher behind them."""

    teacher: Teacher
    anthropic: FakeAnthropic
    openai: FakeOpenAI

    @property
    def calls(self) -> int:
        return len(self.anthropic.orders) + len(self.openai.orders)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ANTHROPIC_API_KEY": ANTHROPIC_KEY,
            "ANTHROPIC_BASE_URL": self.anthropic.url,
            "OPENAI_API_KEY": OPENAI_KEY,
            "OPENAI_BASE_URL": f"{self.openai.url}/v1",
        }


@contextmanager
def school(teacher: Teacher) -> Iterator[School]:
    with FakeAnthropic(teacher) as anthropic, FakeOpenAI(teacher) as openai:
        yield School(teacher, anthropic, openai)


def ask(place: School, out: Path, *options: str, **env: str) -> Run:
    given = (
        "--model",
        "claude-4-sonnet",
        "--quality",
        "draft",
        "--out",
        str(out),
        "--data",
        str(out / "data"),
    )
    return podreel("make", QUESTION, *given, *options, env={**place.environment, **env})


def result_of(out: Path) -> Any:
    return json.loads((out / "result.json").read_bytes())


def test_a_question_becomes_a_video_by_three_models_polly_and_s3(tmp_path: Path, s3_server: S3Server) -> None:
    out, storage = tmp_path / "out", s3_server.settings()
    asyncio.run(make_bucket(storage))
    teacher = Teacher(faulty=frozenset({"Section1", "Section2"}), review=f"```python\n{REVIEWED}```")
    with school(teacher) as place, FakePolly() as polly:
        env = {**polly.environment(), **environment(storage)}
        run = ask(place, out, **env)
        assert run.status == 0, run.stderr
        refiners = {asked.model for asked in place.openai.asked}
        writers = {asked.model for asked in place.anthropic.asked}
    assert (refiners, writers) == ({"gpt-5.6-sol"}, {"claude-sonnet-5-5"})
    expected = {
        Task.EXPLAIN: 1,
        Task.REFINE: 1,
        Task.PLAN_SCRIPT: 1,
        Task.WRITE_SECTION: 2,
        Task.MEND: 2,
        Task.REVIEW: 1,
    }
    assert dict(teacher.tasks) == expected
    result = result_of(out)
    assert result["degraded"] == []
    assert result["script"]["rounds"] == {"Section1": 1, "Section2": 1}
    assert result["script"]["reviewed"] == ["Section2"]
    assert [correction["section_id"] for correction in result["corrections"]] == ["section-1"]
    assert "four right angles" in result["refined_explanation"]
    assert "four right angles" not in result["initial_explanation"]
    assert result["voice"]["engines"] == ["polly:Joanna"]
    assert result["sync"]["max_offset_ms"] <= SYNC_GOAL_MS
    assert len(result["model_use"]["calls"]) == sum(expected.values())
    assert result["model_use"]["cost_usd"] > 0
    assert result["models"]["refine"] == "openai:gpt-5.6-sol"
    assert (out / "video.mp4").stat().st_size > 10_000
