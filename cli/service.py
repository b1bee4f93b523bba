"""The service that a command's options name, and its problems in the words of a terminal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from cli.ids import require_prefix, the_one
from cli.service_key import STDIN, ask_for_key
from cli.words import plain_words
from contract.backoff import Backoff
from contract.failure import FailureCode, PodreelError
from contract.names import is_video_id
from podreel.client import ClientCode, Podreel, ProblemError

_BY_STATUS: Mapping[int | None, FailureCode] = MappingProxyType(
    {
        401: FailureCode.NOT_CONFIGURED,
        403: FailureCode.NOT_CONFIGURED,
        408: FailureCode.UNAVAILABLE,
        429: FailureCode.UNAVAILABLE,
        500: FailureCode.INTERNAL,
    }
)
_BY_CODE: Mapping[str, FailureCode] = MappingProxyType(
    {ClientCode.UNREACHABLE: FailureCode.UNAVAILABLE, ClientCode.UNREADABLE: FailureCode.UNAVAILABLE}
)
_BY_OPTION = "with --url or PODREEL_URL"
_NEXT_STEPS: Mapping[str, str] = MappingProxyType(
    {
        ClientCode.UNREACHABLE: f"Start it with `podreel up`, or set another address {_BY_OPTION}.",
        ClientCode.INVALID_ADDRESS: f"Set an address such as http://127.0.0.1:8000 {_BY_OPTION}.",
        ClientCode.UNREADABLE: "Use a command of the same version as the service.",
    }
)


_AT_ONCE = Backoff(first_seconds=0, max_seconds=0, max_retries=0)
# Somebody waits at the terminal, and often the service is simply not started.
_SOON = Backoff(first_seconds=0.2, max_seconds=1.0, max_retries=2, total_seconds=30.0)
_COMPLETION_SECONDS = 1.5
_LISTED = 30


def video_id_of(service: Podreel, text: str) -> str:
    """The id of the only video that the caller sees whose id begins so.

    Raises PodreelError(invalid_request).
    """
    prefix = require_prefix(text)
    if is_video_id(prefix):
        return prefix
    found = [video.video_id for video in service.page(limit=3, id_prefix=prefix).videos]
    return the_one(prefix, found, "`podreel list` shows your videos.")


def ids_from(url: str | None, api_key_file: Path | None, prefix: str) -> list[tuple[str, str]]:
    """Ids that begin so, each with its question, for a shell; nothing unless the service answers at once."""
    if api_key_file == STDIN:
        return []
    try:
        with Podreel(
            url, api_key_file=api_key_file, timeout_seconds=_COMPLETION_SECONDS, retrying=_AT_ONCE
        ) as service:
            videos = service.page(limit=_LISTED, id_prefix=prefix).videos
    except ProblemError:
        return []
    known = [video for video in videos if is_video_id(video.video_id)]
    return [(video.video_id, plain_words(video.original_question, 40)) for video in known]


@contextmanager
def service_at(url: str | None, api_key_file: Path | None) -> Iterator[Podreel]:
    """A client of the service; the block's problems become PodreelErrors, which have an exit status."""
    try:
        asks = api_key_file == STDIN
        key, file = (ask_for_key(), None) if asks else (None, api_key_file)
        with Podreel(url, api_key=key, api_key_file=file, retrying=_SOON) as service:
            yield service
    except ProblemError as problem:
        next_step = _NEXT_STEPS.get(problem.code, problem.next_step)
        raise PodreelError(_failure_code(problem), problem.sentence, next_step) from problem


def _failure_code(problem: ProblemError) -> FailureCode:
    """The problem's own code if videos can fail with it too; most of a service's problems are its own."""
    with suppress(ValueError):
        return FailureCode(problem.code)
    is_fault = problem.status is not None and problem.status >= 500
    default = FailureCode.UNAVAILABLE if is_fault else FailureCode.INVALID_REQUEST
    return _BY_CODE.get(problem.code) or _BY_STATUS.get(problem.status, default)
