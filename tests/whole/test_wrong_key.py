"""A key that is set but wrong: the service says which one, and what to do, as the command does."""

from pathlib import Path

import pytest

from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.teacher import Teacher
from tests.whole.model_school import check_absent
from tests.whole.service import service

pytestmark = pytest.mark.slow
WRONG = "sk-ant-of-somebody-else"
QUESTION = "What is the difference between a square and a circle?"


def test_a_video_that_needs_a_refused_key_fails_and_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    with FakeAnthropic(Teacher()) as anthropic:
        monkeypatch.setenv("ANTHROPIC_API_KEY", WRONG)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic.url)
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        with service(data) as up:
            watched = up.ask("submit", QUESTION, "--watch")
            failure = up.video(str(watched.last["video_id"]))["failure"]
    assert watched.status == 77
    assert failure["code"] == "not_configured"
    assert "denied access; check ANTHROPIC_API_KEY" in failure["message"]
    assert "HTTP 401" in failure["message"]
    assert failure["next_step"].startswith("Correct the key that was refused")
    check_absent([WRONG], data, said=[watched.stdout, watched.stderr, str(failure)])
