"""Sessions and links in a bucket that two replicas share."""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from api.auth.recent_grants import LookUpTimes
from api.backends import ApiOptions
from api.files import REDIRECT_SECONDS
from tests.api.world import PATIENCE_SECONDS, USER, World, problem_of, submit
from tests.fakes.s3_server import S3Server
from tests.stores.objects.buckets import make_bucket


@pytest.fixture
async def world(tmp_path: Path, s3_server: S3Server) -> World:
    world = World(tmp_path, options=ApiOptions(look_up=LookUpTimes(fresh=0.05)))
    storage = s3_server.settings(s3_public_endpoint_url=s3_server.endpoint)
    world.objects = await make_bucket(storage)
    world.settings = world.settings.model_copy(update={"storage": storage})
    return world


async def test_what_one_replica_revokes_the_other_refuses(world: World) -> None:
    async with world.client() as here, world.client(None) as there:
        video_id = await submit(here)
        told = (await here.post(f"/api/v1/videos/{video_id}/share", json={})).json()
        await here.post("/api/v1/session", json={"key": USER})
        there.cookies.update(dict(here.cookies))
        requests: list[tuple[str, dict[str, str]]] = [
            (f"/api/v1/videos/{video_id}/status", {"share": told["share"]}),
            ("/api/v1/session", {}),
        ]
        for path, params in requests:
            assert (await there.get(path, params=params)).status_code == 200
        assert len((await here.get("/api/v1/sessions")).json()["sessions"]) == 1
        await here.delete(f"/api/v1/videos/{video_id}/links")
        await here.delete("/api/v1/sessions")
        async with asyncio.timeout(PATIENCE_SECONDS):
            for path, params in requests:
                while (answer := await there.get(path, params=params)).is_success:
                    pass
                problem_of(answer, 401, "unauthorized")


async def test_a_player_is_redirected_to_a_link_that_does_not_outlive_its_access_for_long(
    world: World,
) -> None:
    async with world.client() as user:
        video_id = await submit(user)
        await world.complete(video_id, {"video.mp4": b"film"})
        answer = await user.get(f"/api/v1/videos/{video_id}/files/video.mp4")
        assert answer.status_code == 307
        expiry = parse_qs(urlsplit(answer.headers["location"]).query)["X-Amz-Expires"]
        assert [int(seconds) for seconds in expiry] == [REDIRECT_SECONDS]
