"""Every key, folder and file name that programs share, as functions. Pure."""

import re
import uuid

VIDEO = "video.mp4"
"""The finished MP4 among the files of a video."""
PUBLIC_COMPANIONS = (
    "captions.vtt",
    "captions.srt",
    "transcript.md",
    "poster.jpg",
    "script.py",
    "timeline.json",
)
RESULTS_PREFIX = "private/results/"
ORDERS_PREFIX = "private/orders/"
INPUTS_PREFIX = "private/inputs/"
SWEEPS_PREFIX = "private/sweeps/"
ACCESS_PREFIX = "private/access/"
WHOLE_JOB = 0
"""Stands for an attempt's number where all of a Job's log is meant. Attempts count from 1."""
_RESULT = re.compile(re.escape(RESULTS_PREFIX) + r"([^/]+)-([1-9][0-9]*)\.json")
_SHEET = re.compile(r"sheet-([1-9][0-9]{0,2})-(before|after)\.jpg", re.ASCII)
GRANT_ID = re.compile(r"[0-9]{10}-[0-9a-f]{32}", re.ASCII)
"""Begins with the expiry in seconds since 1970."""
_GRANT_KEY = re.compile(re.escape(ACCESS_PREFIX) + rf"[a-z]+/[^/]+/({GRANT_ID.pattern})\.json")
_VIDEO_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_video_id() -> str:
    return str(uuid.uuid4())


def is_video_id(text: str) -> bool:
    return _VIDEO_ID.fullmatch(text) is not None


def video_key(video_id: str) -> str:
    """The public MP4."""
    return f"{video_id}.mp4"


def companion_key(video_id: str, name: str) -> str:
    """A public file beside the MP4."""
    return f"{video_id}/{name}"


def public_key(video_id: str, name: str) -> str:
    """The public key of a finished file: the MP4, or one beside it."""
    return video_key(video_id) if name == VIDEO else companion_key(video_id, name)


def result_key(video_id: str, generation: int) -> str:
    """The result that decides how a generation of a video ended."""
    return f"{RESULTS_PREFIX}{video_id}-{generation}.json"


def parse_result_key(key: str) -> tuple[str, int] | None:
    """The video's id and generation in a result's key; None for any other key."""
    found = _RESULT.fullmatch(key)
    return None if found is None else (found[1], int(found[2]))


def request_key(video_id: str) -> str:
    return f"private/{video_id}/request.json"


def inputs_prefix(video_id: str) -> str:
    """The common prefix of the keys of a video's inputs."""
    return f"{INPUTS_PREFIX}{video_id}/"


def input_key(video_id: str, digest: str) -> str:
    """A text that the video's request refers to; `digest` is its SHA-256."""
    return f"{inputs_prefix(video_id)}{digest}"


def claim_key(video_id: str, generation: int, attempt: int) -> str:
    return f"private/{video_id}/claims/{generation}-{attempt}"


def work_key(video_id: str, name: str) -> str:
    """A checkpoint; `name` contains the hash of its inputs."""
    return f"private/{video_id}/work/{name}"


def attempt_key(video_id: str, generation: int, attempt: int, name: str) -> str:
    """A finished file before it is published."""
    return f"private/{video_id}/work/{generation}-{attempt}/{name}"


def lock_name(video_id: str) -> str:
    """The lock file that keeps two runners on one machine from making the same video."""
    return f"{video_id}.lock"


def job_name(video_id: str, generation: int) -> str:
    """The Job that makes a generation of a video."""
    return f"vid-{video_id}-{generation}"


def tombstone_key(video_id: str) -> str:
    """The mark that a video was deleted; a runner that finds it stops."""
    return f"private/tombstones/{video_id}.json"


def logs_prefix(video_id: str, generation: int) -> str:
    """The common prefix of the keys of a generation's logs."""
    return f"private/{video_id}/logs/{generation}-"


def log_key(video_id: str, generation: int, attempt: int) -> str:
    """The log of one attempt, or of the whole Job (WHOLE_JOB)."""
    return f"{logs_prefix(video_id, generation)}{attempt}.jsonl"


def section_picture_name(number: int) -> str:
    """A companion that shows a finished section, counted from 1."""
    return f"sections/{number}.jpg"


def sheet_name(number: int, *, is_after: bool) -> str:
    """A companion with frames of section `number`, from 1, before or after a reviewer changed it."""
    return f"sheet-{number}-{'after' if is_after else 'before'}.jpg"


def parse_sheet_name(name: str) -> tuple[int, bool] | None:
    """The section's number, and whether it was changed by then; None for any other name."""
    found = _SHEET.fullmatch(name)
    return None if found is None else (int(found[1]), found[2] == "after")


def order_key(video_id: str) -> str:
    """The accepted request with its caller and time; a retry or a rebuilt record starts from it."""
    return f"{ORDERS_PREFIX}{video_id}.json"


def sweep_key(video_id: str) -> str:
    """The mark that the video's files must be deleted; it is deleted last."""
    return f"{SWEEPS_PREFIX}{video_id}.json"


def damaged_key(key: str) -> str:
    """Where a damaged private object is kept after another one took its place."""
    return f"private/damaged/{key.removeprefix('private/')}"


def server_secret_key() -> str:
    """The secret from which the ids of idempotent requests are derived."""
    return "private/server-secret"


def sessions_prefix(key_name: str) -> str:
    """The common prefix of the keys of all sessions that were begun with an API key."""
    return f"{ACCESS_PREFIX}sessions/{key_name}/"


def session_key(key_name: str, grant_id: str) -> str:
    """A browser's session."""
    return f"{sessions_prefix(key_name)}{grant_id}.json"


def links_prefix(video_id: str) -> str:
    """The common prefix of the keys of all links to a video."""
    return f"{ACCESS_PREFIX}links/{video_id}/"


def link_key(video_id: str, grant_id: str) -> str:
    """A link that was shared to a video."""
    return f"{links_prefix(video_id)}{grant_id}.json"


def expiry_of_grant(key: str) -> int | None:
    """When the session or link with this key expires, in seconds since 1970; None for any other key."""
    found = _GRANT_KEY.fullmatch(key)
    return None if found is None else int(found[1].partition("-")[0])


def voice_sample_key(digest: str, *, is_lasting: bool) -> str:
    """A voice's sample; `digest` covers everything that decides its sound.

    A sample that is not lasting, such as a fallback voice's, has a key of its own and is overwritten later.
    """
    return f"private/voices/{digest}{'' if is_lasting else '-passing'}.m4a"


def redis_video_key(prefix: str, video_id: str) -> str:
    """The Redis hash that holds a video's record."""
    return f"{prefix}:video:{video_id}"


def redis_events_key(prefix: str, video_id: str) -> str:
    """The Redis stream that holds a video's events."""
    return f"{prefix}:events:{video_id}"


def redis_listing_key(prefix: str) -> str:
    """The Redis sorted set of all videos by creation time."""
    return f"{prefix}:listing"


def redis_callers_listing_key(prefix: str, caller: str) -> str:
    """The Redis sorted set of one caller's videos by creation time."""
    return f"{prefix}:listing:of:{caller}"


def redis_edits_listing_key(prefix: str, video_id: str) -> str:
    """The Redis sorted set of the videos that are edits of this one, by creation time."""
    return f"{prefix}:listing:edits:{video_id}"


def redis_open_listing_key(prefix: str, caller: str) -> str:
    """The Redis sorted set of one caller's unfinished videos by creation time."""
    return f"{prefix}:listing:open:{caller}"
