"""The OpenAPI document as generators of clients read it."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import jsonschema_rs
import pytest

from api.problems import MEDIA_TYPE, ProblemKind
from contract.field_faults import FaultCode
from tests.api.world import submit

# Generated clients have functions of these names, so a changed name breaks their users' code.
OPERATIONS = {
    "GET /api/v1/config": "getConfig",
    "GET /api/v1/operations": "getOperations",
    "GET /api/v1/session": "getSession",
    "POST /api/v1/session": "startSession",
    "DELETE /api/v1/session": "endSession",
    "GET /api/v1/sessions": "listSessions",
    "DELETE /api/v1/sessions": "endOtherSessions",
    "DELETE /api/v1/sessions/{grant_id}": "endOneSession",
    "POST /api/v1/estimate": "estimateVideo",
    "POST /api/v1/videos": "submitVideo",
    "GET /api/v1/videos": "listVideos",
    "GET /api/v1/videos/{video_id}": "getVideo",
    "DELETE /api/v1/videos/{video_id}": "deleteVideo",
    "GET /api/v1/videos/{video_id}/status": "getVideoStatus",
    "POST /api/v1/videos/{video_id}/cancel": "cancelVideo",
    "POST /api/v1/videos/{video_id}/retry": "retryVideo",
    "GET /api/v1/videos/{video_id}/events": "followVideo",
    "GET /api/v1/videos/{video_id}/files/{name}": "getVideoFile",
    "GET /api/v1/videos/{video_id}/explanation": "getVideoExplanation",
    "GET /api/v1/videos/{video_id}/logs": "getVideoLogs",
    "POST /api/v1/videos/{video_id}/share": "shareVideo",
    "GET /api/v1/videos/{video_id}/links": "listLinks",
    "DELETE /api/v1/videos/{video_id}/links": "revokeLinks",
    "DELETE /api/v1/videos/{video_id}/links/{grant_id}": "revokeLink",
    "POST /api/v1/script/check": "checkScript",
    "GET /api/v1/voices/{name}/sample": "getVoiceSample",
    "GET /health/live": "getLiveness",
    "GET /health/ready": "getReadiness",
    "GET /health/accepting": "getAcceptance",
    "GET /metrics": "getMetrics",
}


def test_published_operation_ids_stay_as_they_are(document: dict[str, Any]) -> None:
    found = {
        f"{method.upper()} {path}": operation["operationId"]
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert {route: found.get(route) for route in OPERATIONS} == OPERATIONS
    assert len(set(found.values())) == len(found)
    assert all(name.isascii() and name.isalnum() and name[0].islower() for name in found.values())


# What generators understand; any other word would be ignored without a word.
KEYWORDS = set(
    "$ref additionalProperties anyOf const default description discriminator enum examples exclusiveMinimum "
    "format items maxLength maximum minLength minimum oneOf pattern properties required title type".split()
)


def schemas_in(part: Any) -> Iterator[dict[str, Any]]:
    """All schemas inside a schema, itself included."""
    yield part
    for name in ("anyOf", "oneOf"):
        for inner in part.get(name, ()):
            yield from schemas_in(inner)
    for name in ("items", "additionalProperties"):
        if isinstance(part.get(name), dict):
            yield from schemas_in(part[name])
    for inner in part.get("properties", {}).values():
        yield from schemas_in(inner)


def test_schemas_have_only_words_that_generators_know(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        assert {word for part in schemas_in(schema) for word in part} <= KEYWORDS


def test_every_part_of_a_schema_says_its_type(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        for part in schemas_in(schema):
            assert {"type", "$ref", "anyOf", "oneOf", "enum", "const"} & set(part), name


@pytest.mark.parametrize(
    "name", ["VideoDetail", "VideoRequest", "VoiceResult", "OperationsAnswer", "ProgressEvent"]
)
def test_answers_require_the_fields_that_they_always_have(document: dict[str, Any], name: str) -> None:
    schema = document["components"]["schemas"][name]
    assert set(schema["required"]) == set(schema["properties"])


def test_a_request_needs_none_of_the_fields_with_a_default(document: dict[str, Any]) -> None:
    assert "required" not in document["components"]["schemas"]["VideoSubmission"]


async def test_an_answer_has_what_is_required(client: httpx2.AsyncClient, document: dict[str, Any]) -> None:
    video_id = await submit(client)
    told = (await client.get(f"/api/v1/videos/{video_id}")).json()
    assert set(told) == set(document["components"]["schemas"]["VideoDetail"]["required"])
    assert set(told["request"]) == set(document["components"]["schemas"]["VideoRequest"]["required"])


def test_no_parameter_is_null(document: dict[str, Any]) -> None:
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    schemas = [parameter["schema"] for one in operations for parameter in one.get("parameters", ())]
    assert len(schemas) > 20
    assert all("type" in schema or "$ref" in schema for schema in schemas)


def test_every_problem_of_an_answer_is_among_the_described_codes(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["ProblemAnswer"]["properties"]["code"]["enum"] == [kind.code for kind in ProblemKind]
    assert set(schemas["FieldError"]["properties"]["code"]["enum"]) == set(FaultCode)


def test_refusals_are_described_where_they_can_happen(document: dict[str, Any]) -> None:
    submit, config = (document["paths"][f"/api/v1/{name}"] for name in ("videos", "config"))
    assert {"408", "413", "415", "422", "409", "429"} <= set(submit["post"]["responses"])
    assert not {"408", "413", "415", "422", "404"} & set(config["get"]["responses"])
    for operation in (submit["post"], config["get"]):
        for status in ("429", "503"):
            assert "Retry-After" in operation["responses"][status]["headers"]
        for status, answer in operation["responses"].items():
            assert status < "400" or list(answer["content"]) == [MEDIA_TYPE]


async def test_the_document_is_made_once(client: httpx2.AsyncClient) -> None:
    first, second = [await client.get("/openapi.json") for _ in range(2)]
    assert first.content == second.content
    again = await client.get("/openapi.json", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_each_example_is_whole_and_valid(document: dict[str, Any]) -> None:
    found = 0
    for name, schema in document["components"]["schemas"].items():
        for example in schema.get("examples", ()):
            whole = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
            jsonschema_rs.validate(whole, example)
            found += 1
    assert found > 10


def test_the_example_of_a_stream_is_an_event(document: dict[str, Any]) -> None:
    answer = document["paths"]["/api/v1/videos/{video_id}/events"]["get"]["responses"]["200"]
    lines = answer["content"]["text/event-stream"]["example"].splitlines()
    (data,) = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    whole = {"$ref": "#/components/schemas/StreamEvent", "components": document["components"]}
    jsonschema_rs.validate(whole, json.loads(data))
