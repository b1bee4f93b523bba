"""Status labels of Jobs, shown by `kubectl get jobs -L podreel/status,podreel/stage`. Pure."""

from contract.record import VideoRecord

STATUS_LABEL = "podreel/status"
STAGE_LABEL = "podreel/stage"
QUEUED_LABELS = {STATUS_LABEL: "queued", STAGE_LABEL: "queued"}


def labels_of(record: VideoRecord) -> dict[str, str]:
    """The labels for a video's status and stage, or the last stage if it has ended."""
    return {
        STATUS_LABEL: record.status.value,
        STAGE_LABEL: QUEUED_LABELS[STAGE_LABEL] if record.stage is None else record.stage.value,
    }
