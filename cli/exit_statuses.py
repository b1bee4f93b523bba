"""The exit statuses of all commands, from the failure table. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract.failure import FAILURES


@dataclass(frozen=True)
class ExitStatus:
    """What one exit status means; `code` is empty unless the command names one."""

    number: int
    code: str
    sentence: str
    next_step: str = ""


_BESIDES_FAILURES = (
    ExitStatus(0, "", "It worked."),
    ExitStatus(1, "", "You answered no, or the reader of the output is gone."),
    ExitStatus(2, "", "There is no such command or option, or one is missing.", "Look at --help."),
    ExitStatus(130, "", "You pressed Ctrl-C."),
)


def exit_statuses() -> Sequence[ExitStatus]:
    """All of them, the lowest first."""
    failures = [
        ExitStatus(row.exit_status, row.code.value, row.sentence, row.next_step) for row in FAILURES.values()
    ]
    return sorted([*_BESIDES_FAILURES, *failures], key=lambda status: status.number)


def in_markdown(statuses: Iterable[ExitStatus]) -> str:
    """The table of docs/exit-codes.md."""
    rows = [("exit code", "`code`", "meaning", "what to do"), ("---", "---", "---", "---")]
    rows += [
        (str(status.number), f"`{status.code}`" if status.code else "", status.sentence, status.next_step)
        for status in statuses
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
