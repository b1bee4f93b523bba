"""A client of a Podreel service, for programs and for the `podreel` command.

    from podreel.client import Podreel

    with Podreel() as podreel:
        video = podreel.wait(podreel.submit("Explain binary search").video_id)
        podreel.download(video.video_id, "out")

Every method raises ProblemError.
"""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack
from urllib.parse import quote

import httpx2

from api.schemas.access import LinkPage, SessionPage, ShareAnswer
from api.schemas.config import ConfigAnswer
from api.schemas.estimates import EstimateAnswer
from api.schemas.events import EndEvent, ProgressEvent
from api.schemas.scripts import ExplanationAnswer, ScriptFaults
from api.schemas.videos import StatusAnswer, VideoDetail, VideoPage, VideoSummary
from contract.backoff import Backoff
from contract.video import VideoStatus
from podreel.address import service_address
from podreel.connection import Connection
from podreel.event_stream import VideoEvent, follow
from podreel.files import download_files
from podreel.problems import ClientCode, ProblemError
from podreel.wishes import Filters, Wishes

__all__ = [
    "ClientCode",
    "ConfigAnswer",
    "EndEvent",
    "EstimateAnswer",
    "ExplanationAnswer",
    "Podreel",
    "ProblemError",
    "ProgressEvent",
    "ScriptFaults",
    "StatusAnswer",
    "VideoDetail",
    "VideoEvent",
    "VideoStatus",
    "VideoSummary",
]

RETRYING = Backoff(first_seconds=0.5, max_seconds=8.0, max_retries=3, total_seconds=60.0)
# A service that restarts loads Redis first.
RECONNECTING = Backoff(first_seconds=0.5, max_seconds=2.0, max_retries=60)
PAGE = 100
_LOOKING = Backoff(first_seconds=0.5, max_seconds=5.0)


def _ignore() -> None:
    pass


class Podreel:
    """One service. Its connections stay open until `close`, or to the end of a `with` block.

    The address is PODREEL_URL, or this machine; the key is given, in the first line of a file, or in
    PODREEL_API_KEY. Calls that may be repeated are repeated after a temporary problem, as `retrying` says;
    `reconnecting` says how long events are waited for after their connection was lost.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        api_key: str | None = None,
        api_key_file: Path | None = None,
        timeout_seconds: float = 60.0,
        retrying: Backoff = RETRYING,
        reconnecting: Backoff = RECONNECTING,
    ) -> None:
        address = service_address(url, api_key, api_key_file)
        self._connection = Connection(address, timeout_seconds, retrying)
        self._reconnecting = reconnecting

    @property
    def url(self) -> str:
        return self._connection.url

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def config(self) -> ConfigAnswer:
        """What a request may choose from here."""
        return self._connection.ask(ConfigAnswer, "GET", "/config")

    def voice_sample(self, voice: str, language: str = "en") -> bytes:
        """A sentence in this voice, as AAC in an .m4a file."""
        path = f"/voices/{quote(voice, safe='')}/sample"
        return self._connection.call("GET", path, params={"language": language}).content

    def estimate(self, prompt: str = "", **wishes: Unpack[Wishes]) -> EstimateAnswer:
        """What `submit` would make of the same fields, its length and cost; the service stores nothing."""
        return self._connection.ask(EstimateAnswer, "POST", "/estimate", json={"prompt": prompt, **wishes})

    def submit(
        self, prompt: str = "", *, idempotency_key: str | None = None, **wishes: Unpack[Wishes]
    ) -> StatusAnswer:
        """Asks for a video. The same key always means the same video; without one, each call is a new one."""
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        request = {"prompt": prompt, **wishes}
        return self._connection.ask(StatusAnswer, "POST", "/videos", json=request, headers=headers)

    def get(self, video_id: str) -> VideoDetail:
        """All details of a video."""
        return self._connection.ask(VideoDetail, "GET", _path_of(video_id))

    def explanation(self, video_id: str) -> ExplanationAnswer:
        """What the video says, by section, with each one's code; `submit` takes its edited `markdown`."""
        return self._connection.ask(ExplanationAnswer, "GET", f"{_path_of(video_id)}/explanation")

    def check_script(self, script: str) -> ScriptFaults:
        """What is wrong with a script, with lines and columns; nothing of it is run."""
        return self._connection.ask(ScriptFaults, "POST", "/script/check", json={"script": script})

    def page(self, cursor: str = "", limit: int = PAGE, **filters: Unpack[Filters]) -> VideoPage:
        """Some videos, the newest first; `cursor` is the `next_cursor` of the page before."""
        query = {"cursor": cursor, "limit": limit, **filters}
        return self._connection.ask(VideoPage, "GET", "/videos", params=_texts_of(query))

    def list(self, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[VideoSummary]:
        """The newest videos first, at most `limit`, asked for page by page."""
        return islice(self._all(min(limit or PAGE, PAGE), filters), limit)

    def _all(self, size: int, filters: Filters) -> Iterator[VideoSummary]:
        cursor: str | None = ""
        while cursor is not None:
            page = self.page(cursor, size, **filters)
            yield from page.videos
            cursor = page.next_cursor

    def events(self, video_id: str, on_lost: Callable[[], None] = _ignore) -> Iterator[VideoEvent]:
        """What happens to a video, until an EndEvent; `on_lost` is told when the connection is lost."""
        return follow(self._connection, f"{_path_of(video_id)}/events", on_lost, self._reconnecting)

    def wait(self, video_id: str, timeout_seconds: float | None = None) -> VideoDetail:
        """The video once it is completed, failed or cancelled. Raises ProblemError(still_running) too."""
        end = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        pauses = _LOOKING.pauses()
        while not (video := self.get(video_id)).status.is_terminal:
            pause = next(pauses)
            if end is not None and time.monotonic() + pause > end:
                raise ProblemError(
                    ClientCode.STILL_RUNNING,
                    f"The video {video_id} is still {video.status} after {timeout_seconds:g} seconds.",
                    "Wait longer, or cancel it.",
                )
            time.sleep(pause)
        return video

    def download(
        self, video_id: str, folder: Path | str, files: Iterable[str] | None = None
    ) -> tuple[Path, ...]:
        """Writes files of a completed video to the folder, by default all; either all arrive, or none."""
        if files is None:
            video = self.get(video_id)
            if video.status is not VideoStatus.COMPLETED:
                raise ProblemError(
                    ClientCode.NOT_COMPLETED,
                    f"The video {video_id} has no files yet: it is {video.status}.",
                    "Wait until it is completed.",
                )
            files = [file.name for file in video.files]
        return download_files(self._connection, f"{_path_of(video_id)}/files", files, Path(folder))

    def logs(self, video_id: str) -> str:
        """The logs of the video's runs: one JSON object per line."""
        return self._connection.call("GET", f"{_path_of(video_id)}/logs").text

    def cancel(self, video_id: str) -> StatusAnswer:
        """Cancels a video; its status is `cancelled` once it has stopped."""
        return self._connection.ask(StatusAnswer, "POST", f"{_path_of(video_id)}/cancel")

    def retry(self, video_id: str) -> StatusAnswer:
        """Makes a failed or cancelled video again; finished parts are reused."""
        return self._connection.ask(StatusAnswer, "POST", f"{_path_of(video_id)}/retry", is_repeatable=False)

    def delete(self, video_id: str) -> None:
        """Deletes a video with all its files, also while it is being made; a deleted one stays deleted."""
        try:
            self._connection.call("DELETE", _path_of(video_id))
        except ProblemError as problem:
            if problem.status != httpx2.codes.GONE:
                raise

    def share(self, video_id: str, hours: float = 24, label: str = "") -> ShareAnswer:
        """A link with which anyone may watch the video."""
        wanted = {"hours": hours, "label": label}
        path = f"{_path_of(video_id)}/share"
        return self._connection.ask(ShareAnswer, "POST", path, json=wanted, is_repeatable=False)

    def links(self, video_id: str) -> LinkPage:
        """The links to a video that are still valid."""
        return self._connection.ask(LinkPage, "GET", f"{_path_of(video_id)}/links")

    def revoke_link(self, video_id: str, link_id: str | None = None) -> None:
        """Revokes one link to the video; with None, all of them."""
        path = f"{_path_of(video_id)}/links"
        self._connection.call("DELETE", path if link_id is None else f"{path}/{quote(link_id, safe='')}")

    def sessions(self, key_name: str | None = None) -> SessionPage:
        """The browsers that are logged in with the key, or with another one, for operators."""
        return self._connection.ask(SessionPage, "GET", "/sessions", params=_of_key(key_name))

    def revoke_session(self, session_id: str | None = None, key_name: str | None = None) -> None:
        """Ends one session of the key; with None, all but the caller's own."""
        path = "/sessions" if session_id is None else f"/sessions/{quote(session_id, safe='')}"
        self._connection.call("DELETE", path, params=_of_key(key_name))


def _path_of(video_id: str) -> str:
    return f"/videos/{quote(video_id, safe='')}"


def _texts_of(query: Mapping[str, object]) -> dict[str, str | Sequence[str]]:
    """A query's values as they are sent; those that are empty are left out."""
    return {name: _text_of(value) for name, value in query.items() if value}


def _text_of(value: object) -> str | Sequence[str]:
    if isinstance(value, datetime):
        return value.isoformat()
    return [str(each) for each in value] if isinstance(value, tuple | list | set | frozenset) else str(value)


def _of_key(name: str | None) -> dict[str, str]:
    return {} if name is None else {"key": name}
