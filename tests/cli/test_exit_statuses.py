"""Every exit status is told by the command and by the documentation, from the one failure table."""

from pathlib import Path

from typer.testing import CliRunner

from cli.app import app
from cli.exit_statuses import exit_statuses, in_markdown
from contract.failure import FAILURES

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_every_failure_and_every_other_end_has_its_row() -> None:
    statuses = exit_statuses()
    assert {status.code for status in statuses} - {""} == {code.value for code in FAILURES}
    assert {0, 1, 2, 130} < {status.number for status in statuses}
    assert [status.number for status in statuses] == sorted(status.number for status in statuses)


def test_the_page_has_the_table_that_scripts_write_exit_codes_writes() -> None:
    assert in_markdown(exit_statuses()) in (DOCS / "exit-codes.md").read_text(encoding="utf-8")


def test_the_command_lists_them_with_tabs_for_programs() -> None:
    told = CliRunner().invoke(app, ["help", "exit-codes"])
    rows = [line.split("\t") for line in told.stdout.splitlines()]
    assert rows == [[str(status.number), status.code, status.sentence] for status in exit_statuses()]
