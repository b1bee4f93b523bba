"""The order whose Job the tests of the chart look at."""

from datetime import UTC, datetime

from contract.order import JobOrder
from contract.video import VideoRequest

ORDER = JobOrder(
    video_id="6a0cf2f4-58ab-4d3f-9f51-2a3c3a9c4b10",
    generation=2,
    request=VideoRequest(prompt="Why is the sky blue?", model="offline"),
    caller="teacher",
    submitted_at=datetime(2026, 11, 21, tzinfo=UTC),
)
