"""Every command in the guides is one that its program takes, and every example of values renders."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from k8s.backup.__main__ import parser
from tests.chart.helm import BUILDER, Values, render
from tests.fakes.built import program
from tests.guides.pages import GUIDES, ROOT, blocks, codes, commands, rows

MOST_LINES = 100
# What every system has, and what these guides use of it is nothing of Podreel's.
PLAIN = {"base64", "cd", "curl", "date", "export", "openssl", "paste", "sed", "tar", "timedatectl"}
TABLES = (("failures", "code"), ("troubleshooting", "symptom"))


def _cells() -> list[str]:
    """The last column of tables of commands."""
    found = [
        command
        for guide in GUIDES
        for name, heading in TABLES
        if guide.stem == name
        for row in rows(guide, heading)
        for command in codes(row[-1])
    ]
    return list(dict.fromkeys(found))


SHELL = [*(block for guide in GUIDES for block in blocks(guide)), *_cells()]


def _of(*names: str) -> list[list[str]]:
    found = [tuple(command) for text in SHELL for command in commands(text) if command[0] in names]
    return [list(command) for command in dict.fromkeys(found)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_is_short_linked_from_the_readme_and_links_to_what_exists(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert f"docs/guides/{guide.name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert all((guide.parent / link).exists() for link in links)


@pytest.mark.parametrize("text", SHELL)
def test_a_printed_block_is_shell_and_runs_known_programs(text: str) -> None:
    checked = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)  # noqa: S607
    assert (checked.returncode, checked.stderr) == (0, "")
    known = PLAIN | {"helm", "kubectl", "make", "podreel", "python3"}
    assert {command[0] for command in commands(text)} <= known


@pytest.mark.services
@pytest.mark.parametrize("command", _of("helm", "kubectl"), ids=" ".join)
def test_helm_and_kubectl_know_the_sub_command_and_each_option(command: list[str]) -> None:
    name, *words = command
    own = words.index("--") if "--" in words else len(words)
    asked = [str(program(name, BUILDER)), *words[:own], "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env={**os.environ, "ID": "1"})
    assert done.returncode == 0, done.stderr
    assert "Usage:" in done.stdout
    assert f"{name} {words[0]}" in done.stdout.partition("Usage:")[2]


@pytest.mark.parametrize("command", _of("python3"), ids=" ".join)
def test_the_backups_command_takes_the_arguments(command: list[str]) -> None:
    assert command[:3] == ["python3", "-m", "k8s.backup"]
    assert parser().parse_args(command[3:]).command in {"save", "check", "restore"}


def test_make_has_the_targets() -> None:
    targets = re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    words = {word for command in _of("make") for word in command[1:]}
    assert {word for word in words if "=" not in word} <= set(targets)


@pytest.mark.services
@pytest.mark.parametrize(
    "values", [block for guide in GUIDES for block in blocks(guide, "yaml")], ids=lambda text: text.split()[0]
)
def test_printed_values_are_values_of_the_chart(values: str) -> None:
    given: Values = yaml.safe_load(values)
    assert render(given).all("Deployment")


def test_commands_are_found_in_pipes_and_within_others() -> None:
    found: Any = list(commands("export A=$(b c | d -e) && f 'g h' &\ni \"$(j k)\""))
    assert [words[0] for words in found] == ["b", "d", "export", "f", "j", "i"]
