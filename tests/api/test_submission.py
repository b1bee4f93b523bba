"""What may be submitted, and what is said of what may not."""

import httpx2

from api.schemas.videos import VideoSubmission
from contract.video import VideoRequest
from tests.api.world import WISH, problem_of

OF_THE_QUEUE = {"priority"}
WITHOUT_DEFAULT = {"model"}


def test_a_submission_has_the_fields_and_defaults_of_a_request() -> None:
    submission, request = VideoSubmission.model_fields, VideoRequest.model_fields
    assert set(submission) == set(request) | OF_THE_QUEUE
    for name in set(request) - WITHOUT_DEFAULT:
        assert submission[name].default == request[name].default, name


async def test_each_fault_is_told_with_its_field(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/v1/videos", json={**WISH, "voice": "Nobody", "minutes": 31})
    problem = problem_of(answer, 422, "invalid_request")
    assert [error["field"] for error in problem["errors"]] == ["voice", "minutes"]
