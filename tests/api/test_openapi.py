"""The OpenAPI document as generators of clients read it."""

from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from tests.api.world import World

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
    "GET /api/v1/videos/{video_id}/logs": "getVideoLogs",
    "POST /api/v1/videos/{video_id}/share": "shareVideo",
    "GET /api/v1/videos/{video_id}/links": "listLinks",
    "DELETE /api/v1/videos/{video_id}/links": "revokeLinks",
    "DELETE /api/v1/videos/{video_id}/links/{grant_id}": "revokeLink",
    "GET /api/v1/voices/{name}/sample": "getVoiceSample",
    "GET /health/live": "getLiveness",
    "GET /health/ready": "getReadiness",
    "GET /health/accepting": "getAcceptance",
    "GET /metrics": "getMetrics",
}


@pytest.fixture
def document(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = create_app(World(tmp_path).backends()).openapi()
    return found


def test_published_operation_ids_stay_as_they_are(document: dict[str, Any]) -> None:
    found = {
        f"{method.upper()} {path}": operation["operationId"]
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert {route: found.get(route) for route in OPERATIONS} == OPERATIONS
    assert len(set(found.values())) == len(found)
    assert all(name.isascii() and name.isalnum() and name[0].islower() for name in found.values())
