"""What the command says of itself, and of the machine."""

import dataclasses
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from cli.app import app
from contract.catalogue import LANGUAGES, QUALITIES, VOICES
from tests.cli.conftest import Command
from tests.cli.refusals import check_told
from tests.fakes.openai_api import KEY, FakeOpenAI

pytestmark = pytest.mark.slow

# An empty variable is as good as none.
NO_VENDORS = dict.fromkeys(
    ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "MODEL_SERVER_URL", "MODEL_CHAINS", "EXPLANATION_MODELS"), ""
)
OPTIONS = (
    "--model --voice --language --quality --aspect --theme --minutes --narration --width --height "
    "--frame-rate --strict --script --resume --out --data --json --help"
).split()


def test_the_help_of_make_has_every_option_and_every_name(command: Command) -> None:
    ended = command.run("make", "--help")
    assert ended.status == 0
    for word in (*OPTIONS, *VOICES, *QUALITIES, "custom", "16:9", "9:16", "1:1"):
        assert word in ended.stdout
    told = command.run("help", "languages").stdout
    assert [line.partition("\t")[0] for line in told.splitlines()] == list(LANGUAGES)


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_the_help_lists_the_commands_and_the_exit_codes(arguments: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(app, arguments)
    for word in ("make", "doctor", "keys", "Exit codes", "podreel help exit-codes"):
        assert word in ended.stdout
    assert "Traceback" not in ended.stderr


def test_the_version_is_told(command: Command) -> None:
    ended = command.run("--version")
    assert (ended.status, ended.stdout) == (0, f"podreel {version('podreel')}\n")


def _places(group: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """The words of every command."""
    yield path
    for name, inner in getattr(group, "commands", {}).items():
        yield from _places(inner, *path, name)


@pytest.mark.parametrize("place", [*_places(get_command(app))], ids=" ".join)
def test_every_command_explains_itself_in_a_window_of_80_columns(place: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, [*place, "-h"], env={"COLUMNS": "80"})
    assert told.exit_code == 0
    assert "Usage: podreel" in told.stdout or place == ()
    assert max(map(len, told.stdout.splitlines())) <= 80
    assert "…" not in told.stdout


def test_help_shows_what_the_command_itself_shows() -> None:
    own, shown = (
        CliRunner().invoke(app, words) for words in (["links", "add", "-h"], ["help", "links", "add"])
    )
    assert shown.stdout == own.stdout


def test_help_on_what_is_not_there_lists_what_is(command: Command) -> None:
    check_told(command.run("help", "links", "ad"), 64, "invalid_request", "'links ad'", "revoke")
    check_told(command.run("help", "make", "it"), 64, "invalid_request", "'make it'", "submit", "exit-codes")


def test_an_unknown_option_is_reported(command: Command) -> None:
    ended = command.make("Explain binary search", "--colour", "red")
    assert ended.status == 2
    assert "--colour" in ended.stderr
    assert command.exported == []


def test_doctor_reports_what_works_here_as_json(command: Command) -> None:
    ended = command.run("doctor", "--json")
    assert ended.status == 0, ended.stdout
    report = json.loads(ended.stdout)
    assert report["can_make_videos"] is True
    groups = report["groups"]
    assert set(groups) == {
        "machine",
        "sandbox",
        "storage",
        "programs",
        "fonts",
        "encoders",
        "models",
        "voices",
    }
    for row in (row for rows in groups.values() for row in rows):
        assert set(row) == {"name", "works", "detail", "is_required", "is_warning"}
        assert row["detail"]
        assert row["works"] or not row["is_required"]
    assert {row["name"] for row in groups["voices"]} == set(VOICES)
    assert all(row["works"] for row in groups["voices"] + groups["fonts"])
    models = {row["name"]: row for row in groups["models"]}
    assert [name for name, row in models.items() if row["works"]] == ["offline"]
    assert "ANTHROPIC_API_KEY" in models["claude-4-sonnet"]["detail"]


def test_doctor_calls_the_vendors_only_with_online(command: Command) -> None:
    with FakeOpenAI() as fake:
        fake.shutdown_dates = {"gpt-5.6-sol": "2999-12-11"}
        fake.models.remove("gpt-5.6-terra")
        variables = {**NO_VENDORS, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": f"{fake.url}/v1"}
        command = dataclasses.replace(command, environment=variables)
        assert "vendors" not in json.loads(command.run("doctor", "--json").stdout)["groups"]
        assert fake.calls == []
        ended = command.run("doctor", "--online", "--json")
        shown = command.run("doctor", "--online")
    assert ended.status == shown.status == 0
    groups = json.loads(ended.stdout)["groups"]
    links = {row["name"]: row for row in groups["vendors"]}
    assert "served until 2999-12-11" in links["openai:gpt-5.6-sol"]["detail"]
    assert not links["openai:gpt-5.6-terra"]["works"]
    assert links["anthropic:claude-sonnet-5-5"]["is_warning"]
    assert {row["name"]: row["works"] for row in groups["models"]} == {
        "offline": True,
        "claude-3-5-sonnet": False,
        "claude-3-7-sonnet": False,
        "claude-4-sonnet": True,
        "claude-3-sonnet": False,
        "claude-3-haiku": True,
        "gpt-5": True,
    }
    assert "!  anthropic:claude-sonnet-5-5" in shown.stdout
    assert "Videos can be made here." in shown.stdout


def test_doctor_shows_people_what_is_missing_and_how_to_get_it(command: Command) -> None:
    empty: Path = command.folder / "bin"
    empty.mkdir()
    ended = dataclasses.replace(command, environment={"PATH": str(empty)}).run("doctor")
    assert ended.status == 78
    assert "apt-get install ffmpeg" in ended.stdout
    assert "Something is missing" in ended.stdout
    assert "Traceback" not in ended.stderr
