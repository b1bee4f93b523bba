"""An image's tag is a hash of what it is made of: the web page is a part of the service's image."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.k8s.stand_ins import ROOT

FOLDERS = (
    "api",
    "charts/podreel",
    "cli",
    "clients/typescript/src",
    "contract",
    "controller",
    "k8s",
    "podreel",
    "stores",
    "web",
)
FILES = (
    ".dockerignore",
    "Dockerfile.api",
    "Dockerfile.runner",
    "LICENSE",
    "NOTICE",
    "pyproject.toml",
    "uv.lock",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the names depend on; of the runner's folders no more than that they are there."""
    left_out = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "dist.next")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=left_out)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in ("icons", "runner", "scenekit"):
        (tmp_path / folder).mkdir()
    return tmp_path


def names(tree: Path) -> tuple[str, str]:
    """The names of the service's and the runner's image."""
    told = subprocess.run(
        ["bash", "-euc", '. k8s/versions.sh; . k8s/images/names.sh; echo "$API_IMAGE $RUNNER_IMAGE"'],  # noqa: S607
        cwd=tree,
        capture_output=True,
        text=True,
        check=True,
    )
    api, runner = told.stdout.split()
    return api, runner


@pytest.mark.parametrize(
    ("path", "is_new"),
    [
        ("web/src/app/main.tsx", True),
        ("web/package-lock.json", True),
        ("web/vite.config.ts", True),
        ("web/public/icon.svg", True),
        ("clients/typescript/src/client.ts", True),
        ("web/src/app/some.test.tsx", False),
        ("web/tests/setup.ts", False),
        ("web/dist/index.html", False),
        ("web/node_modules/some/index.js", False),
    ],
)
def test_a_change_of_the_page_makes_a_new_image_of_the_service_only(
    tree: Path, path: str, is_new: bool
) -> None:
    api, runner = names(tree)
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text("changed")
    changed_api, same_runner = names(tree)
    assert (changed_api != api) is is_new
    assert same_runner == runner
