"""Somebody who uses a running service by the `podreel` command."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.whole.conftest import Run, podreel

TEXT = "# Square\n\nA square has four equal sides.\n\n# Circle\n\nA circle has no corner at all."
LONG_TEXT = "\n\n".join(
    f"# Part {number}\n\nA square has {number} equal sides, they say." for number in range(1, 13)
)
MAKE_SECONDS = 360


@dataclass(frozen=True)
class Customer:
    """Knows where the service is, and has a key where one is needed."""

    url: str
    api_key: str = ""

    def ask(self, *arguments: str) -> Run:
        key = {"PODREEL_API_KEY": self.api_key}
        return podreel(*arguments, "--url", self.url, timeout=MAKE_SECONDS, env=key)

    def submit(self, text: str = TEXT, *options: str) -> str:
        done = self.ask("submit", text, "--quality", "draft", "--json", *options)
        assert done.status == 0, done.stderr
        return str(json.loads(done.stdout)["video_id"])

    def video(self, video_id: str) -> Any:
        done = self.ask("status", video_id, "--json")
        assert done.status == 0, done.stderr
        return json.loads(done.stdout)

    def wait_for(self, video_id: str, is_so: Callable[[Any], bool]) -> Any:
        deadline = time.monotonic() + MAKE_SECONDS
        while not is_so(video := self.video(video_id)):
            assert time.monotonic() < deadline, video
            time.sleep(0.2)
        return video

    def wait_for_status(self, video_id: str, *statuses: str) -> Any:
        return self.wait_for(video_id, lambda video: video["status"] in statuses)
