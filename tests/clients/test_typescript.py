"""The TypeScript client belongs to the API as it is, and its own tests run against a real service."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from podreel.client import Podreel
from tests.clients.conftest import ROOT, Workshop
from tests.clients.node import CLIENT, TSC, node
from tests.clients.openapi import TYPES, generated_types


@pytest.fixture(scope="session")
def node_packages() -> None:
    subprocess.run([str(ROOT / "scripts" / "setup_client.sh")], check=True)


@pytest.mark.usefixtures("node_packages")
def test_the_types_belong_to_the_api_as_it_is() -> None:
    assert TYPES.read_text(encoding="utf-8") == generated_types(), "The API has changed: run `make client`."


@pytest.mark.slow
@pytest.mark.usefixtures("node_packages")
def test_the_clients_own_tests_pass_on_a_real_service(workshop: Workshop) -> None:
    variables = {"PODREEL_URL": workshop.url, "PODREEL_VIDEO_ID": _finished_video(workshop)}
    told = node("--test", "--test-reporter=tap", "tests/*.test.ts", variables=variables)
    assert re.search(r"^# pass [1-9]\d+$", told, re.MULTILINE), told
    assert "# skipped 0" in told


@pytest.mark.slow
@pytest.mark.usefixtures("node_packages")
def test_the_built_package_runs_the_readmes_program(workshop: Workshop, tmp_path: Path) -> None:
    node(TSC, "-p", "tsconfig.build.json")
    program = str(CLIENT / "examples" / "first-video.ts")
    told = node(program, folder=tmp_path, variables={"PODREEL_URL": workshop.url})
    assert "end completed 100 null" in told
    assert "invalid_request 422" in told
    assert (tmp_path / "video.mp4").stat().st_size > 10_000


def test_the_readme_shows_the_examples_that_are_checked() -> None:
    readme = (CLIENT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```tsx?\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    checked = [path.read_text(encoding="utf-8") for path in (CLIENT / "examples").iterdir()]
    assert sorted(shown) == sorted(checked)


def test_the_package_has_the_projects_version_and_names_no_registry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    assert package["version"] == lock["version"] == project["project"]["version"]
    assert package["private"]
    assert not any("resolved" in entry for entry in lock["packages"].values())


def _finished_video(workshop: Workshop) -> str:
    with Podreel(workshop.url) as podreel:
        return next(podreel.list(status="completed")).video_id
