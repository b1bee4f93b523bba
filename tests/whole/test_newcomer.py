"""A newcomer's first session, at two terminals: from `podreel --version` to the film in a folder."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.terminal import Session, Shown, at_terminal, terminal
from tests.whole.customer import TEXT

pytestmark = pytest.mark.slow
# A machine without a model.
NO_MODELS = dict.fromkeys(("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "MODEL_SERVER_URL"), "")


@contextmanager
def service(folder: Path) -> Iterator[tuple[Session, str]]:
    """`podreel up` in a window of its own, and the address that it shows."""
    arguments = ("up", "--port", "0", "--data", str(folder / "data"))
    with terminal(*arguments, columns=100, variables=NO_MODELS, folder=folder) as window:
        shown = window.wait_for("Press Ctrl-C to stop")
        address = re.search(r"http://127\.0\.0\.1:\d+", shown)
        assert address is not None
        assert f"Its web page: {address[0]}/" in shown
        assert "go on at the next start" in window.wait_for("next start")
        yield window, address[0]


def test_a_newcomer_makes_watches_fetches_and_deletes_a_video(tmp_path: Path) -> None:
    def see(*words: str, columns: int = 80, answer: str | None = None) -> Shown:
        variables = {**NO_MODELS, "PODREEL_URL": url}
        return at_terminal(*words, columns=columns, variables=variables, folder=tmp_path, answer=answer)

    with service(tmp_path) as (window, url):
        assert see("--version").text == f"podreel {version('podreel')}\n"
        assert "podreel submit" in see("-h").text
        assert "podreel submit" in see("list").text
        refused = see("submit", "Why is the sky blue?")
        assert (refused.status, refused.text.split(":")[0]) == (77, "not_configured")
        watched = see("submit", TEXT, "--quality", "draft", "--watch")
        assert watched.status == 0, watched.text
        fetch = re.search(r"podreel (get ([0-9a-f]{8}))", watched.text)
        assert fetch is not None, watched.text
        short = fetch[2]
        assert see("list").lines[1].split()[:3] == [short, "completed", "100"]
        page = see("status", short)
        assert page.lines[-1].split(None, 1) == ["next", fetch[0]]
        assert max(len(line) for line in page.lines if "http://" not in line) <= 80
        film = see(*fetch[1].split()).text.strip()
        assert (tmp_path / film).stat().st_size > 10_000
        assert "deleted" in see("delete", short, answer="y").text
        window.press_ctrl_c()
        ended = window.end()
    assert ended.status == 130
    for told in (f"{short}  accepted", f"{short}  started", f"{short}  completed", "stopping"):
        assert told in ended.text
    assert "Traceback" not in ended.text
    assert '{"' not in ended.text
