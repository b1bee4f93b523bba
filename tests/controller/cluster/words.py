"""Orders whose prompt says how their attempts go."""

from datetime import UTC, datetime

from contract.names import new_video_id
from contract.order import JobOrder
from contract.video import VideoRequest

PROMPT = "The tries go so: "


def order_of(*words: str | int, video_id: str = "", caller: str = "ada") -> JobOrder:
    """An order whose attempts play these words."""
    return JobOrder(
        video_id=video_id or new_video_id(),
        generation=1,
        request=VideoRequest(prompt=PROMPT + " ".join(map(str, words)), quality="draft"),
        caller=caller,
        submitted_at=datetime(2026, 1, 1, 12, tzinfo=UTC),
        priority=7,
    )


def words_of(order: JobOrder) -> list[str]:
    return order.request.prompt.removeprefix(PROMPT.strip()).split()
