"""A backup of a running service, restored into another namespace of the same node."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.cluster.release import NAME, Release, forwarded, remove
from tests.cluster.tools import Tools, run

pytestmark = [pytest.mark.cluster, pytest.mark.slow]
ELSEWHERE = "podreel-restored"


def test_a_restored_service_has_the_videos_keys_and_links_of_the_saved_one(
    release: Release, tmp_path: Path
) -> None:
    video_id = release.submit()
    assert release.wait_for_status(video_id, "completed", "failed")["status"] == "completed"
    link = json.loads(release.ask("links", "add", video_id, "--json").stdout)["video_url"]
    said = backup(release.tools, "save", str(tmp_path / "backup"))
    assert "videos (" in said
    with restored(release, tmp_path / "backup") as other:
        # The records come from the results; so the list may take a moment.
        other.wait_for_listed(video_id)
        for service, name in ((release, "before"), (other, "after")):
            done = service.ask("get", video_id, "--out", str(tmp_path / name))
            assert done.status == 0, done.stderr
        files = {path.name for path in (tmp_path / "before").iterdir()}
        assert "video.mp4" in files
        assert {path.name for path in (tmp_path / "after").iterdir()} == files
        film = (tmp_path / "before" / "video.mp4").read_bytes()
        assert (tmp_path / "after" / "video.mp4").read_bytes() == film
        parts = urlsplit(link)
        with urlopen(f"{other.url}{parts.path}?{parts.query}") as answer:  # noqa: S310 - this machine
            assert answer.read() == film
        assert other.wait_for_status(other.submit(), "completed", "failed")["status"] == "completed"


def backup(tools: Tools, *arguments: str) -> str:
    command = (sys.executable, "-m", "k8s.backup", *arguments, "--namespace", tools.namespace)
    return run(*command, env=tools.environment)


@contextmanager
def restored(release: Release, folder: Path) -> Iterator[Release]:
    """The service beside the saved one, asked with the saved one's key."""
    tools = replace(release.tools, namespace=ELSEWHERE)
    try:
        assert "Restored into the namespace podreel-restored." in backup(tools, "restore", str(folder))
        with forwarded(tools, f"service/{NAME}-api") as url:
            yield replace(release, url=url, tools=tools)
    finally:
        remove(tools)
