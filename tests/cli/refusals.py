"""What every refused command says, to people and to programs."""

import re

from tests.cli.conftest import Ended

PROMPT = "Explain binary search"
API_WORD = re.compile(
    r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) /|/api/v1|\b[a-z]+_[a-z_]+\b|\bfields?\b|\bbody\b|\bheader\b"
    r"|\bRetry-After\b|Idempotency|\bBearer\b|\[Errno"
)
"""What nobody at a terminal should have to read."""


def check_told(ended: Ended, status: int, code: str, *told: str) -> None:
    """One sentence and one next step on stderr, the same for programs on stdout, and never a traceback."""
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
    assert (f"{code}: {event['message']}", event["next_step"]) == (sentence, next_step)
    for words in told:
        assert words in ended.stderr
