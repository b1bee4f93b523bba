"""What every refused command says, to people and to programs."""

import re

from cli.terminal_words import in_terminal_words
from tests.cli.conftest import Ended

PROMPT = "Explain binary search"
API_WORD = re.compile(
    r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) /|/api/v1|\b[a-z]+_[a-z_]+\b|\bfields?\b|\bbody\b|\bheader\b"
    r"|\bRetry-After\b|Idempotency|\bBearer\b|\[Errno"
)
"""What nobody at a terminal should have to read."""


def check_told(ended: Ended, status: int, code: str, *told: str) -> None:
    """One sentence and one next step on stderr, the same for programs on stdout, and never a traceback.

    Programs may be told in the API's words.
    """
    assert ended.status == status, ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    sentence, next_step = ended.stderr.splitlines()[:2]
    assert sentence.startswith(f"{code}: ")
    assert sentence.endswith(".")
    assert next_step.strip()
    own_words = re.sub(r"'[^']*'", "", f"{sentence.removeprefix(code)} {next_step}")
    assert API_WORD.search(own_words) is None
    event = ended.event
    assert (event["event"], event["status"], event["exit_status"], event["code"]) == (
        "ended",
        "failed",
        status,
        code,
    )
    shown = [in_terminal_words(event[name]) for name in ("message", "next_step")]
    assert [f"{code}: {shown[0]}", shown[1]] == [sentence, next_step]
    for words in told:
        assert words in ended.stderr
