"""What every refused command says, to people and to programs."""

from tests.cli.conftest import Ended

PROMPT = "Explain binary search"


def check_told(ended: Ended, status: int, code: str, *told: str) -> None:
    """One sentence and one next step on stderr, the same for programs on stdout, and never a traceback."""
    assert ended.status == status, ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    sentence, next_step = ended.stderr.splitlines()[:2]
    assert sentence.startswith(f"{code}: ")
    assert sentence.endswith(".")
    assert next_step.strip()
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
