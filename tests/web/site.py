"""The real service with its page, which can be stopped and started again while somebody reads."""

import time
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.whole.conftest import podreel
from tests.whole.service import service

ENDED = frozenset({"completed", "failed", "cancelled"})
MAKE_SECONDS = 180
OPERATOR, PUPIL = "headteacher", "pupil"


@dataclass
class Site:
    """One folder and one port, whichever process serves them; with keys, whoever asks is the operator."""

    data: Path
    port: int
    keys: dict[str, str] = field(default_factory=dict)
    _running: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._running.enter_context(service(self.data, port=self.port))

    def start_with_keys(self) -> None:
        """The same folder for those with a key only."""
        file = self.data.parent / "keys.jsonl"
        for name, options in ((OPERATOR, ["--operator"]), (PUPIL, [])):
            made = podreel("keys", "add", name, "--file", str(file), *options)
            assert made.status == 0, made.stderr
            self.keys[name] = made.stdout.strip()
        self._running.enter_context(service(self.data, "--keys", str(file), port=self.port))

    def stop(self) -> None:
        self._running.close()

    def submit(self, prompt: str, **wishes: object) -> str:
        """The id of a new video, in draft quality and by the offline author."""
        body = {"prompt": prompt, "quality": "draft", "model": "offline", **wishes}
        return str(self.ask("POST", "videos", body)["video_id"])

    def video(self, video_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"videos/{video_id}")
        return found

    def wait_for(self, video_id: str, statuses: Collection[str] = ENDED) -> dict[str, Any]:
        """The video once it has one of these statuses, by default one that is an end."""
        until = time.monotonic() + MAKE_SECONDS
        while (video := self.video(video_id))["status"] not in statuses:
            assert video["status"] not in ENDED, video
            assert time.monotonic() < until, video
            time.sleep(0.1)
        return video

    def forget(self, video_id: str) -> None:
        """Deletes the video, if that was not done before."""
        with self._client() as client:
            answer = client.delete(f"{self.url}/api/v1/videos/{video_id}")
        assert answer.status_code in {204, 410}, answer.text

    def ask(self, method: str, path: str, body: object = None) -> Any:
        with self._client() as client:
            answer = client.request(method, f"{self.url}/api/v1/{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def text(self, path: str) -> str:
        with self._client() as client:
            return client.get(f"{self.url}/api/v1/{path}").raise_for_status().text

    def _client(self) -> httpx2.Client:
        headers = {"Authorization": f"Bearer {self.keys[OPERATOR]}"} if self.keys else {}
        return httpx2.Client(trust_env=False, timeout=60, headers=headers)
