"""`make setup` builds the web page when its sources have changed, and says plainly why where it can't."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = (
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "compress-files.ts",
)
# Node's two calls: npm installs packages, Vite builds the page into the folder that it is told.
NODE = """#!/usr/bin/env bash
echo "$*" >>"$CALLS"
case "$1" in
    */npm-cli.js) {npm} ;;
    */vite.js) {vite} ;;
esac
"""
WORKING = {"npm": "mkdir -p node_modules", "vite": "mkdir -p dist.next; date +%N >dist.next/index.html"}


@dataclass(frozen=True)
class Checkout:
    """A copy of what the page is built from, with programs in the place of Python and Node."""

    folder: Path

    @property
    def calls(self) -> list[str]:
        """What Node was asked for since the last time."""
        noted = self.folder / "calls"
        calls = noted.read_text().splitlines() if noted.exists() else []
        noted.unlink(missing_ok=True)
        return [Path(call.split()[0]).name for call in calls]

    @property
    def page(self) -> Path:
        return self.folder / "web" / "dist" / "index.html"

    def bring_node(self, **does: str) -> None:
        node = self.folder / "wheel" / "bin" / "node"
        self.write(
            node,
            NODE.replace("{npm}", {**WORKING, **does}["npm"]).replace("{vite}", {**WORKING, **does}["vite"]),
        )
        self.write(self.folder / ".venv" / "bin" / "python", f"#!/bin/sh\necho {self.folder}/wheel\n")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def set_up(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / "scripts" / "setup_web.sh"],
            env={"PATH": os.environ["PATH"], "CALLS": str(self.folder / "calls")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path)
    made.write(tmp_path / "scripts" / "setup_web.sh", (ROOT / "scripts" / "setup_web.sh").read_text())
    for name in SOURCES:
        made.write(tmp_path / "web" / name, name)
    for folder in ("web/src", "web/public", "clients/typescript/src"):
        made.write(tmp_path / folder / "part.tsx", folder)
    shutil.rmtree(tmp_path / "web" / "node_modules", ignore_errors=True)
    return made


def test_the_page_is_built_once_and_then_nothing_is_done_or_said(checkout: Checkout) -> None:
    checkout.bring_node()
    first = checkout.set_up()
    assert first.returncode == 0, first.stderr
    assert checkout.calls == ["npm-cli.js", "vite.js"]
    built = checkout.page.read_text()
    again = checkout.set_up()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert checkout.calls == []
    assert checkout.page.read_text() == built


@pytest.mark.parametrize(
    ("changed", "calls"),
    [
        ("web/src/part.tsx", ["vite.js"]),
        ("clients/typescript/src/part.tsx", ["vite.js"]),
        ("web/public/icon.svg", ["vite.js"]),
        ("web/vite.config.ts", ["vite.js"]),
        ("web/package-lock.json", ["npm-cli.js", "vite.js"]),
        ("web/src/part.test.tsx", []),
    ],
)
def test_what_has_changed_decides_what_is_done_again(
    checkout: Checkout, changed: str, calls: list[str]
) -> None:
    checkout.bring_node()
    checkout.set_up()
    assert checkout.calls
    checkout.write(checkout.folder / changed, "other")
    checkout.set_up()
    assert checkout.calls == calls


def test_a_page_that_was_removed_is_built_again(checkout: Checkout) -> None:
    checkout.bring_node()
    checkout.set_up()
    shutil.rmtree(checkout.page.parent)
    checkout.set_up()
    assert checkout.page.exists()


def test_where_node_is_missing_it_says_so_with_the_next_step(checkout: Checkout) -> None:
    checkout.write(checkout.folder / ".venv" / "bin" / "python", "#!/bin/sh\nexit 1\n")
    done = checkout.set_up()
    assert done.returncode == 1
    assert "The web page can't be built: Node is missing" in done.stderr
    assert "Next: run scripts/setup.sh" in done.stderr


def test_a_failed_installation_tells_npms_reason_and_is_tried_again(checkout: Checkout) -> None:
    checkout.bring_node(npm="echo 'npm error network request to the registry failed' >&2; exit 1")
    done = checkout.set_up()
    assert done.returncode == 1
    assert "npm failed: network request to the registry failed.\n" in done.stderr
    assert "Next: check that npm reaches its registry" in done.stderr
    checkout.bring_node()
    assert checkout.set_up().returncode == 0


def test_a_failed_build_leaves_the_page_before_it_and_names_the_log(checkout: Checkout) -> None:
    checkout.bring_node()
    checkout.set_up()
    built = checkout.page.read_text()
    checkout.bring_node(vite="echo 'Error: src/part.tsx does not parse'; exit 1")
    checkout.write(checkout.folder / "web" / "src" / "part.tsx", "?")
    done = checkout.set_up()
    assert done.returncode == 1
    assert "src/part.tsx does not parse" in done.stderr
    assert "web/node_modules/.setup.log" in done.stderr
    assert checkout.page.read_text() == built


def test_make_setup_has_built_the_page_that_other_tests_are_about() -> None:
    assert (ROOT / "web" / "dist" / "index.html").exists()
