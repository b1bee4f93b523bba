"""What the API describes has types, and every event of a stream is what its description says."""

import json
from typing import Any

import jsonschema_rs
import pytest

from api.event_format import format_event
from api.reader_view import ReaderView
from api.schemas.events import stream_event
from contract.failure import FailureCode
from contract.record import VideoRecord
from contract.stage import Stage
from contract.video import VideoStatus

RECORDS = {
    "progress": VideoRecord(
        video_id="a",
        attempt=2,
        status=VideoStatus.RENDERING_VIDEO,
        stage=Stage.RENDER,
        initial_explanation="# Sky",
        section_pictures=("sections/1.jpg",),
    ),
    "end": VideoRecord(video_id="a", status=VideoStatus.FAILED, code=FailureCode.INTERNAL),
}


def data_of(record: VideoRecord) -> dict[str, Any]:
    lines = format_event("1-0", record, ReaderView("http://podreel")).decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines if line)
    data: dict[str, Any] = json.loads(fields["data"])
    assert data["event"] == fields["event"]
    return data


@pytest.mark.parametrize("name", RECORDS)
def test_each_event_matches_its_schema(document: dict[str, Any], name: str) -> None:
    answer = document["paths"]["/api/v1/videos/{video_id}/events"]["get"]["responses"]["200"]
    item = answer["content"]["text/event-stream"]["itemSchema"]
    assert name in item["properties"]["event"]["enum"]
    assert item["properties"]["data"]["contentSchema"]["$ref"].endswith("/StreamEvent")
    reference = document["components"]["schemas"]["StreamEvent"]["discriminator"]["mapping"][name]
    data = data_of(RECORDS[name])
    jsonschema_rs.validate({"$ref": reference, "components": document["components"]}, data)
    component = document["components"]["schemas"][reference.rpartition("/")[2]]
    assert set(component["properties"]) == set(data)


def test_events_use_the_field_names_of_the_rest_api(document: dict[str, Any]) -> None:
    data = data_of(RECORDS["progress"])
    assert data["attempts"] == 2
    schemas = document["components"]["schemas"]
    known = {*schemas["VideoDetail"]["properties"], *schemas["FailureAnswer"]["properties"]}
    assert {name for name in data if not name.startswith("has_")} - {"event"} <= known


@pytest.mark.parametrize("name", RECORDS)
def test_the_command_reads_what_the_service_sends(name: str) -> None:
    data = data_of(RECORDS[name])
    assert stream_event({**data, "weather": "of a later version"}).model_dump(mode="json") == data


def is_untyped(schema: Any) -> bool:
    """Whether some object in this schema may hold anything."""
    if isinstance(schema, list):
        return any(is_untyped(part) for part in schema)
    if not isinstance(schema, dict):
        return False
    if schema.get("type") == "object" and "properties" not in schema:
        return not isinstance(schema.get("additionalProperties"), dict)
    return any(is_untyped(part) for name, part in schema.items() if name not in {"examples", "example"})


def test_no_described_schema_is_untyped(document: dict[str, Any]) -> None:
    assert is_untyped({"properties": {"voice": {"type": "object", "additionalProperties": True}}})
    assert [name for name, schema in document["components"]["schemas"].items() if is_untyped(schema)] == []
