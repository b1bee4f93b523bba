"""A number or a switch in a request is taken only as JSON writes it."""

from typing import Any

import httpx2
import pytest

from tests.api.world import WISH, problem_of, submit

WISHES: dict[str, dict[str, Any]] = {
    "strict as a word that means true": {"strict": "true"},
    "strict as a number": {"strict": 1},
    "minutes as true": {"minutes": True},
    "minutes in quotes": {"minutes": "2"},
    "a size in quotes": {"custom": {"width": "640", "height": 360, "frame_rate": 30}, "quality": "custom"},
    "a priority above": {"priority": 10},
    "a priority below": {"priority": -1},
    "a priority as true": {"priority": True},
    "a priority in quotes": {"priority": "5"},
    "a priority with a fraction": {"priority": 5.5},
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
async def test_a_value_of_another_type_is_refused_with_its_field(
    client: httpx2.AsyncClient, wish: dict[str, Any]
) -> None:
    answer = await client.post("/api/v1/videos", json={**WISH, **wish})
    problem = problem_of(answer, 422, "invalid_request")
    assert problem["errors"][0]["field"].startswith(next(iter(wish)))


@pytest.mark.parametrize("hours", [True, "24", 0, -1, 1e9, None, [24]])
async def test_a_shared_links_hours_are_a_number_within_their_limits(
    client: httpx2.AsyncClient, hours: object
) -> None:
    video_id = await submit(client)
    answer = await client.post(f"/api/v1/videos/{video_id}/share", json={"hours": hours})
    assert "hours" in problem_of(answer, 422, "invalid_request")["detail"]
