"""`make release`, in a clone: one version everywhere, a dated list of changes, and a tag with notes."""

import json
import os
import re
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from cli.app import app

ROOT = Path(__file__).parents[2]
COPIED = (
    "pyproject.toml",
    "uv.lock",
    "CHANGELOG.md",
    "charts/podreel/Chart.yaml",
    "clients/typescript/package.json",
    "clients/typescript/package-lock.json",
    "scripts/release.py",
    "Makefile",
)
NEW = "99.1.0"
NAMED = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A founder"), ("EMAIL", "founder@example.org"))
}


@dataclass(frozen=True)
class Clone:
    """A repository with the files that a release changes."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, **NAMED, "GIT_CONFIG_GLOBAL": os.devnull}
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=False)

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def release(self, number: str) -> subprocess.CompletedProcess[str]:
        return self.run("make", "--silent", "release", f"VERSION={number}")

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path / "clone")
    for name in COPIED:
        (made.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (made.folder / name).write_bytes((ROOT / name).read_bytes())
    changes = made.text("CHANGELOG.md").replace("## Unreleased\n", "## Unreleased\n\n- Something new.\n", 1)
    (made.folder / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "feat: everything")
    return made


def test_a_release_has_one_version_everywhere_and_a_tag_with_its_notes(clone: Clone) -> None:
    before = clone.text("CHANGELOG.md")
    done = clone.release(NEW)
    assert done.returncode == 0, done.stderr
    chart = yaml.safe_load(clone.text("charts/podreel/Chart.yaml"))
    images = re.findall(r"podreel/\w+:(\S+)", chart["annotations"]["artifacthub.io/images"])
    lock = tomllib.loads(clone.text("uv.lock"))
    (ours,) = (found["version"] for found in lock["package"] if found["name"] == "podreel")
    project = tomllib.loads(clone.text("pyproject.toml"))["project"]["version"]
    client = json.loads(clone.text("clients/typescript/package.json"))["version"]
    pinned = json.loads(clone.text("clients/typescript/package-lock.json"))
    clients = {client, pinned["version"], pinned["packages"][""]["version"]}
    assert {project, ours, chart["version"], chart["appVersion"], *images, *clients} == {NEW}
    dated = f"## Unreleased\n\n## {NEW} — {datetime.now(UTC):%Y-%m-%d}\n"
    assert clone.text("CHANGELOG.md") == before.replace("## Unreleased\n", dated, 1)
    assert clone.git("status", "--porcelain") == ""
    assert clone.git("log", "-1", "--format=%s") == f"chore(release): {NEW}"
    notes = clone.git("tag", "--list", "--format=%(contents)", f"v{NEW}")
    assert notes.startswith(f"Podreel {NEW}\n\n- Something new.\n")
    assert "\n## " not in notes


def test_what_is_no_new_version_is_refused_and_changes_nothing(clone: Clone) -> None:
    current = version("podreel")
    for number, sentence in (
        ("1.0", "A version has three numbers."),
        ("", "A version has three numbers."),
        (current, f"{current} is not newer than {current}."),
        ("0.0.1", f"0.0.1 is not newer than {current}."),
    ):
        assert sentence in clone.release(number).stderr
    assert clone.git("status", "--porcelain") == clone.git("tag") == ""


def test_changes_that_are_not_committed_are_in_no_release(clone: Clone) -> None:
    (clone.folder / "Makefile").write_text(clone.text("Makefile") + "# more\n")
    assert "Some changes are not committed." in clone.release(NEW).stderr
    assert clone.git("tag") == ""


def test_a_tag_is_never_moved(clone: Clone) -> None:
    clone.git("tag", f"v{NEW}")
    assert f"The tag v{NEW} exists." in clone.release(NEW).stderr


def test_a_release_without_changes_is_refused(clone: Clone) -> None:
    assert clone.release(NEW).returncode == 0
    assert "Nothing stands under `## Unreleased`" in clone.release("99.2.0").stderr


def test_places_that_disagree_are_named(clone: Clone) -> None:
    path = clone.folder / "charts/podreel/Chart.yaml"
    path.write_text(path.read_text().replace("appVersion: ", "appVersion: 7.7.7 # "))
    clone.git("commit", "--quiet", "--all", "--message", "fix: wrong")
    assert "The places of the version disagree: 0." in clone.release(NEW).stderr


def test_the_command_and_the_chart_have_one_version() -> None:
    chart = yaml.safe_load((ROOT / "charts/podreel/Chart.yaml").read_text(encoding="utf-8"))
    said = CliRunner().invoke(app, ["--version"]).stdout
    assert said == f"podreel {chart['version']}\n" == f"podreel {chart['appVersion']}\n"
