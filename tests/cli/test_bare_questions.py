"""A bare question that no model here can answer is refused in one sentence, whatever its language."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from tests.contract.bare_questions import QUESTIONS

KEYLESS = {"ANTHROPIC_API_KEY": None, "OPENAI_API_KEY": None, "MODEL_SERVER_URL": None}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_command_refuses_it_before_anything_is_made(question: str, tmp_path: Path) -> None:
    folders = ["--out", str(tmp_path / "out"), "--data", str(tmp_path / "data")]
    ended = CliRunner().invoke(app, ["make", question, *folders], env=KEYLESS)
    assert ended.exit_code == 77
    assert "not_configured: No model is configured here" in ended.stderr
    assert "“Explain binary search”" in ended.stderr
    assert "Set ANTHROPIC_API_KEY or OPENAI_API_KEY." in ended.stderr
    assert list(tmp_path.iterdir()) == []
