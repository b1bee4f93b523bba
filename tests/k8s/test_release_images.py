"""`make images` builds what the chart asks for, and prints commands that fit."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.k8s.stand_ins import ROOT, StandIns

CHART = ROOT / "charts" / "podreel"
SCRIPT = ROOT / "k8s" / "release_images.sh"
# It has no image yet; what it saves is a file.
ENGINE = """
    case "$1" in
        image) [[ $2 != inspect ]] ;;
        save) while [[ $1 != -o ]]; do shift; done; echo archive >"$2" ;;
    esac
"""
REFUSED = [
    ({"PUSH": "https://registry.example/team"}, "is no place in a registry", "without https://"),
    ({"PUSH": "registry.example/team:1"}, "is no place in a registry", "without a tag"),
    ({"PUSH": "registry.example/Team"}, "is no place in a registry", "PUSH=registry.example/team"),
    ({"SAVE": "k8s"}, "SAVE=k8s is a folder", "SAVE=dist/podreel-images.tar"),
    ({"SAVE": "/dev/null/images.tar"}, "/dev/null can't be written", "another folder"),
]


def _yaml(name: str) -> Any:
    return yaml.safe_load((CHART / name).read_text(encoding="utf-8"))


def _wanted() -> tuple[str, str]:
    """The images of the chart's defaults, in full."""
    version, values = _yaml("Chart.yaml")["appVersion"], _yaml("values.yaml")
    api, runner = (values[part]["image"]["repository"] for part in ("api", "video"))
    return f"docker.io/{api}:{version}", f"docker.io/{runner}:{version}"


@pytest.fixture
def machine(tmp_path: Path) -> StandIns:
    """Without any builder that answers."""
    made = StandIns(tmp_path)
    for name in ("docker", "podman", "nerdctl"):
        made.install(name, "exit 1")
    return made


def test_chart_and_package_have_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    chart = _yaml("Chart.yaml")
    assert chart["appVersion"] == project["version"]
    shown = {entry["image"] for entry in yaml.safe_load(chart["annotations"]["artifacthub.io/images"])}
    assert {image.removeprefix("docker.io/") for image in _wanted()} <= shown


@pytest.mark.parametrize("engine", ["docker", "podman", "nerdctl"])
def test_whatever_builder_answers_makes_the_images_that_the_chart_asks_for(
    machine: StandIns, tmp_path: Path, engine: str
) -> None:
    machine.install(engine, ENGINE)
    saved = tmp_path / "dist" / "images.tar"
    done = machine.run(SCRIPT, SAVE=str(saved), PODREEL_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    ours = [call for call in machine.calls if call.startswith(engine)]
    assert len([call for call in ours if " build " in call]) == 2
    api, runner = _wanted()
    assert [call.split()[-1] for call in ours if " tag " in call] == [api, runner]
    (saving,) = [call for call in ours if " save " in call]
    assert saving.endswith(f"{api} {runner}")
    assert saved.read_text() == "archive\n"
    assert f"sudo k3s ctr images import {saved} " in done.stdout
    assert f"sudo ctr -n k8s.io images import {saved} " in done.stdout
    assert "helm upgrade --install podreel charts/podreel -n podreel --create-namespace\n" in done.stdout


def test_a_save_that_fails_says_why_and_leaves_no_half_file(machine: StandIns, tmp_path: Path) -> None:
    full = 'save) echo half >"$3"; echo no space left >&2; exit 1 ;;'
    machine.install("docker", f'case "$1" in image) [[ $2 != inspect ]] ;; {full} esac')
    saved = tmp_path / "dist" / "images.tar"
    done = machine.run(SCRIPT, SAVE=str(saved), PODREEL_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert "The images can't be made ready: no space left." in done.stderr
    assert list(saved.parent.iterdir()) == []


def test_pushed_images_are_named_by_the_flags_that_are_printed(machine: StandIns, tmp_path: Path) -> None:
    machine.install("docker", ENGINE)
    done = machine.run(SCRIPT, PUSH="registry.example:5000/team", PODREEL_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    version = _yaml("Chart.yaml")["appVersion"]
    pushed = [call.split()[-1] for call in machine.calls if " push " in call]
    places = [f"registry.example:5000/team/podreel-{name}" for name in ("api", "runner")]
    assert pushed == [f"{place}:{version}" for place in places]
    assert f"--set api.image.repository={places[0]},video.image.repository={places[1]}" in done.stdout


def test_without_a_place_for_the_images_the_next_command_is_printed(
    machine: StandIns, tmp_path: Path
) -> None:
    machine.install("docker", ENGINE)
    done = machine.run(SCRIPT, PODREEL_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    assert "make images SAVE=dist/podreel-images.tar" in done.stdout


@pytest.mark.parametrize(("options", "problem", "step"), REFUSED, ids=[str(case[0]) for case in REFUSED])
def test_what_can_not_work_is_refused_before_anything_is_built(
    machine: StandIns, tmp_path: Path, options: dict[str, str], problem: str, step: str
) -> None:
    done = machine.run(SCRIPT, PODREEL_CACHE=str(tmp_path / "cache"), **options)
    assert done.returncode == 1
    told, following = done.stderr.splitlines()
    assert problem in told
    assert step in following
    assert machine.calls == []


def test_a_push_that_is_refused_says_how_to_log_in(machine: StandIns, tmp_path: Path) -> None:
    machine.install("docker", f"[[ $1 != push ]] || {{ echo 'denied: not yours'; exit 1; }}\n{ENGINE}")
    done = machine.run(SCRIPT, PUSH="registry.example/team", PODREEL_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert "denied: not yours" in done.stderr
    assert "docker login registry.example" in done.stderr
