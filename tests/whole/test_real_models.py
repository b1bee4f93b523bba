"""Whole videos by the installed command, written by models through their vendors' real SDKs."""

import asyncio
from pathlib import Path

import pytest

from runner.authors.models.base import Task
from tests.fakes.bedrock_api import MODELS as BEDROCK_MODELS
from tests.fakes.bedrock_api import FakeBedrock
from tests.fakes.openai_api import FakeOpenAI
from tests.fakes.polly import FakePolly
from tests.fakes.s3_server import S3Server, environment
from tests.fakes.teacher import FAULTY, REFINED, REVIEWED, Course, Teacher, fenced
from tests.stores.objects.buckets import make_bucket
from tests.whole.model_school import desk
from tests.whole.result_readers import check_readers
from tests.whole.results import max_offset_ms_of, model_use_of, script_of

pytestmark = pytest.mark.slow
SYNC_GOAL_MS = 40
PLAIN = {Task.EXPLAIN: 1, Task.REFINE: 1, Task.PLAN_SCRIPT: 1, Task.WRITE_SECTION: 2, Task.REVIEW: 1}


def test_a_question_becomes_a_video_by_three_models_polly_and_s3(tmp_path: Path, s3_server: S3Server) -> None:
    storage = s3_server.settings()
    asyncio.run(make_bucket(storage))
    teacher = Teacher(faulty=FAULTY, review=fenced(REVIEWED))
    with desk(teacher, tmp_path) as at, FakePolly() as polly:
        result = at.make_whole(**{**polly.environment(), **environment(storage)})
        refiners = {asked.model for asked in at.place.openai.asked}
        writers = {asked.model for asked in at.place.anthropic.asked}
    assert (refiners, writers) == ({"gpt-5.6-sol"}, {"claude-sonnet-5-5"})
    expected = {**PLAIN, Task.MEND: 1, Task.REVIEW: 2}
    assert teacher.tasks == expected
    assert result.degraded == ()
    assert script_of(result).rounds == {"Section2": 1}
    assert {rewrite.scene for rewrite in script_of(result).rewrites} == {"Section1"}
    assert script_of(result).reviewed == ("Section2",)
    # The reviewer was shown both sections, then the one that it changed, and all can be looked at.
    assert [call.pictures for call in model_use_of(result).calls if call.task == Task.REVIEW] == [2, 1]
    sheets = {"sheet-1-before.jpg", "sheet-2-before.jpg", "sheet-2-after.jpg"}
    assert {path.name for path in at.out.glob("sheet-*")} == sheets < set(result.files)
    assert [correction.section_id for correction in result.corrections] == ["section-1"]
    assert "four right angles" in result.refined_explanation
    assert "four right angles" not in result.initial_explanation
    assert result.voice.engines == ("polly:Joanna",)
    assert max_offset_ms_of(result) <= SYNC_GOAL_MS
    assert len(model_use_of(result).calls) == sum(expected.values())
    assert model_use_of(result).cost_usd > 0
    assert result.models["refine"] == "openai:gpt-5.6-sol"
    # What this run has stored, with all its parts, is what API and metrics show.
    asyncio.run(check_readers((at.out / "result.json").read_bytes(), tmp_path / "api"))


def test_a_video_of_the_corrected_text_is_written_by_models_of_bedrock(tmp_path: Path) -> None:
    refined = REFINED.replace("no corner at all", "not a single corner")
    teacher, link = Teacher(course=Course(refined=refined)), f"bedrock:{BEDROCK_MODELS[0]}"
    with desk(teacher, tmp_path) as at, FakeBedrock(teacher) as bedrock, FakePolly() as polly:
        result = at.make_whole(
            "--narration",
            "corrected",
            MODEL_CHAINS=f"claude-4-sonnet={link} gpt-5={link}",
            BEDROCK_ENDPOINT_URL=bedrock.url,
            **polly.environment(),
        )
        assert at.place.calls == 0
    assert teacher.tasks == PLAIN
    assert set(result.models.values()) == {link}
    assert result.degraded == ()
    # Only what was wrong is spoken in other words.
    captions = (at.out / "captions.srt").read_text().replace("\n", " ")
    assert "four right angles" in captions
    assert "no corner at all" in captions
    assert result.corrected_beats == {"section-1": (1,)}
    assert result.corrections[0].beats == (1,)


def test_a_video_of_the_refined_text_is_written_by_a_server_of_ones_own(tmp_path: Path) -> None:
    teacher, link = Teacher(), "server:qwen3"
    with desk(teacher, tmp_path) as at, FakeOpenAI(teacher, keys=(), models=("qwen3",)) as server:
        server.sees = False
        result = at.make_whole(
            "--narration",
            "refined",
            MODEL_CHAINS=f"claude-4-sonnet={link} gpt-5={link}",
            MODEL_SERVER_URL=server.url,
            MODEL_SERVER_SEES="qwen*",
        )
        assert at.place.calls == 0
    assert teacher.tasks == PLAIN
    assert set(result.models.values()) == {link}
    assert result.degraded == ()
    assert {call.cost_usd for call in model_use_of(result).calls} == {None}
    assert "four right angles" in (at.out / "captions.srt").read_text().replace("\n", " ")
    # Contrary to what was said of it, it refused the reviewer's pictures, and was asked without them.
    (review,) = [call for call in model_use_of(result).calls if call.task == Task.REVIEW]
    assert (review.pictures, review.tries) == (0, 2)
    assert [note for note in result.notes if "not shown all pictures: server:qwen3" in note]
