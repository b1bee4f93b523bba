"""A video's state in one short word, for people. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from contract.failure import FailureCode, PodreelError
from contract.video import VideoStatus

STATES: Mapping[VideoStatus, str] = MappingProxyType(
    {
        VideoStatus.QUEUED: "queued",
        VideoStatus.GENERATING_INITIAL_EXPLANATION: "explaining",
        VideoStatus.REFINING_EXPLANATION: "refining",
        VideoStatus.GENERATING_SCRIPT: "writing",
        VideoStatus.VALIDATING_SCRIPT: "checking",
        VideoStatus.RENDERING_VIDEO: "rendering",
        VideoStatus.UPLOADING_TO_S3: "storing",
        VideoStatus.COMPLETED: "completed",
        VideoStatus.FAILED: "failed",
        VideoStatus.CANCELLED: "cancelled",
    }
)
_BY_WORD = {word: status for status, word in STATES.items()}


def status_of(word: str) -> VideoStatus:
    """The status with this word, or with this name in JSON. Raises PodreelError(invalid_request)."""
    if word in _BY_WORD:
        return _BY_WORD[word]
    try:
        return VideoStatus(word)
    except ValueError as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"No video is ever {word!r}.",
            f"Choose one of {', '.join(_BY_WORD)}.",
        ) from error
