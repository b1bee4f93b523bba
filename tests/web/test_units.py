"""The page's unit tests, which run in Node, and the size of what a browser loads first."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from api.built_page import PAGE_FOLDER
from tests.clients.node import node
from tests.web.first_load import first_scripts

ROOT = Path(__file__).parents[2]
PLAIN = {"NO_COLOR": "1", "CI": "1"}
# A minute, unless other workers of this run keep the cores busy.
UNITS_SECONDS = 900
FIRST_LOAD_LIMIT = 250_000


@pytest.fixture(scope="module")
def built_page() -> Path:
    subprocess.run([str(ROOT / "scripts" / "setup_web.sh")], check=True)
    return PAGE_FOLDER


@pytest.mark.slow
@pytest.mark.usefixtures("built_page")
def test_the_unit_tests_of_the_page_pass() -> None:
    vitest = "node_modules/vitest/vitest.mjs"
    told = node(vitest, "run", folder=ROOT / "web", variables=PLAIN, timeout_seconds=UNITS_SECONDS)
    assert re.search(r"Tests +\d+ passed \(\d+\)", told), told


def test_what_a_browser_loads_first_is_small(built_page: Path) -> None:
    scripts = first_scripts(built_page)
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in scripts}
    assert any(name.startswith("AskPage") for name in sizes), sizes
    assert sum(sizes.values()) <= FIRST_LOAD_LIMIT, sizes


def test_the_editor_and_the_player_come_later(built_page: Path) -> None:
    first = "".join(path.read_text(encoding="utf-8") for path in first_scripts(built_page))
    assert "cm-content" not in first, "CodeMirror is loaded at once"
    assert "media-play-button" not in first, "the player is loaded at once"
