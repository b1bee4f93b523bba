"""Labels for people at the cluster: `kubectl get jobs -L podreel/status,podreel/stage` shows them. Pure."""

from contract.record import VideoRecord

STATUS_LABEL = "podreel/status"
STAGE_LABEL = "podreel/stage"
QUEUED_LABELS = {STATUS_LABEL: "queued", STAGE_LABEL: "queued"}


def labels_of(record: VideoRecord) -> dict[str, str]:
    """Where a video stands, or stood when it ended."""
    return {
        STATUS_LABEL: record.status.value,
        STAGE_LABEL: QUEUED_LABELS[STAGE_LABEL] if record.stage is None else record.stage.value,
    }
