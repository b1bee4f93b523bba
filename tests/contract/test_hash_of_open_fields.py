"""An order's hash does not change with what the service decided for its caller."""

from dataclasses import replace
from datetime import UTC, datetime

from contract.order import JobOrder
from contract.video import VideoRequest

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ID = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"


def order(model: str, *decided: str) -> JobOrder:
    request = VideoRequest(prompt="Explain binary search", model=model)
    return JobOrder(ID, 1, request, "ada", NOW, decided=decided)


def test_a_model_that_was_decided_does_not_count_and_a_given_one_does() -> None:
    assert order("offline", "model").request_hash == order("gpt-5", "model").request_hash
    assert order("offline").request_hash != order("gpt-5").request_hash
    assert order("gpt-5", "model").request_hash != order("gpt-5").request_hash


def test_what_was_decided_and_its_notes_travel_with_the_order() -> None:
    sent = replace(order("gpt-5", "model"), notes=("No model was chosen.",))
    assert JobOrder.from_json(sent.to_json()) == sent
