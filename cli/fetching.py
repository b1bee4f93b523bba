"""`podreel get`: a finished video and its companions in a folder, all of them or none."""

from pathlib import Path

from api.schemas.videos import VideoDetail
from cli.export import incoming_files, require_writable
from cli.out_folders import default_out
from cli.questions import require_yes
from cli.states import STATES
from cli.status_page import title_of
from cli.words import short_id
from contract.failure import FailureCode, PodreelError
from contract.names import VIDEO
from contract.video import VideoStatus
from podreel.client import Podreel

RESULT = "result.json"


def fetch(service: Podreel, video_id: str, out: Path | None, *, may_replace: bool) -> Path:
    """Downloads the files; asks before files that are there are replaced. Returns the video's path.

    Raises PodreelError if it has no files, or none that may be replaced.
    """
    video = service.get(video_id)
    _require_files(video)
    folder = out or default_out(title_of(video))
    names = [*(file.name for file in video.files), RESULT]
    if there := [name for name in names if (folder / name).exists()]:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        require_yes(f"{folder} has a {there[0]}{more} already. Replace?", is_given=may_replace)
    require_writable(folder)
    with incoming_files(folder) as incoming:
        service.download(video_id, incoming, names[:-1])
        (incoming / RESULT).write_text(video.model_dump_json(indent=2), encoding="utf-8")
        for name in names:
            (incoming / name).replace(folder / name)
    return folder / VIDEO


def _require_files(video: VideoDetail) -> None:
    if video.status is VideoStatus.COMPLETED:
        return
    name = short_id(video.video_id)
    detail = f"The video {video.video_id} has no files: it is {STATES[video.status]}."
    next_step = f"Ask again with `podreel retry {name}`."
    if not video.status.is_terminal:
        detail = f"The video {video.video_id} has no files yet: it is {STATES[video.status]}."
        next_step = f"Wait for it with `podreel events {name}`."
    raise PodreelError(FailureCode.INVALID_REQUEST, detail, next_step)
