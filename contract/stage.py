"""The stages of a video, their order, status and share of the progress bar. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from contract.video import VideoStatus


class Stage(StrEnum):
    """What a runner does, in this order."""

    EXPLAIN = "explain"
    REFINE = "refine"
    NARRATE = "narrate"
    WRITE_SCRIPT = "write_script"
    CHECK_SCRIPT = "check_script"
    RENDER = "render"
    DELIVER = "deliver"


@dataclass(frozen=True)
class StageShare:
    """The status that readers see during a stage, and its span of the progress bar in percent."""

    stage: Stage
    status: VideoStatus
    start_percent: int
    end_percent: int


# Narration runs at the same time as refinement and has no status of its own.
SHARES: tuple[StageShare, ...] = (
    StageShare(Stage.EXPLAIN, VideoStatus.GENERATING_INITIAL_EXPLANATION, 0, 20),
    StageShare(Stage.REFINE, VideoStatus.REFINING_EXPLANATION, 20, 40),
    StageShare(Stage.WRITE_SCRIPT, VideoStatus.GENERATING_SCRIPT, 40, 60),
    StageShare(Stage.CHECK_SCRIPT, VideoStatus.VALIDATING_SCRIPT, 60, 70),
    StageShare(Stage.RENDER, VideoStatus.RENDERING_VIDEO, 70, 90),
    StageShare(Stage.DELIVER, VideoStatus.UPLOADING_TO_S3, 90, 95),
)
_BY_STAGE = {share.stage: share for share in SHARES}
_BY_STAGE[Stage.NARRATE] = _BY_STAGE[Stage.REFINE]


def share_of(stage: Stage) -> StageShare:
    """The share of `stage`; narration shares refinement's."""
    return _BY_STAGE[stage]


def progress_percent(stage: Stage, fraction: float) -> int:
    """The progress in percent when `fraction` (0 to 1) of `stage` is done."""
    share = share_of(stage)
    span = share.end_percent - share.start_percent
    return share.start_percent + int(span * min(max(fraction, 0.0), 1.0))
