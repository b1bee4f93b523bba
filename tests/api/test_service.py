"""Health, figures, the description of the API, logs, and the server itself."""

import asyncio
import re
import socket
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from api.app import create_app
from api.server import bind
from contract.failure import FailureCode, PodreelError
from contract.names import WHOLE_JOB, log_key
from controller.cluster.fake.faults import InjectedFault
from controller.disk import DiskUse
from controller.facts import ControllerFacts
from stores.records.redis.store import RedisStore
from tests.api.world import BASE, OPERATOR, USER, WISH, World, submit
from tests.fakes.objects import BrokenStore
from tests.fakes.redis_server import RedisServer

PARTS = {"keys", "cluster", "redis", "object_store", "models", "controller"}


async def test_the_service_is_ready_while_requests_can_be_accepted(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/health/ready")
    told = answer.json()
    assert (answer.status_code, told["status"], set(told["parts"])) == (200, "ready", PARTS)
    assert told["parts"]["cluster"]["state"] == "ok"
    assert told["parts"]["models"]["state"] == "limited"


async def test_without_the_cluster_the_service_is_not_ready_and_says_why(
    world: World, client: httpx2.AsyncClient
) -> None:
    world.cluster.faults.script("get", InjectedFault.BEFORE)
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "not_ready")
    assert answer.json()["parts"]["cluster"]["state"] == "down"
    assert (await client.get("/health/live")).status_code == 200


async def test_the_service_is_not_live_once_the_cluster_stops_responding(world: World) -> None:
    app = create_app(replace(world.backends(), stale=lambda: "The cluster has not responded for 301 s."))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as client:
        answer = await client.get("/health/live")
    assert (answer.status_code, answer.json()["status"]) == (503, "stale")
    assert answer.json()["sentence"] == "The cluster has not responded for 301 s."


async def test_without_redis_or_object_store_the_service_accepts_and_is_not_ready(
    world: World, own_redis: RedisServer
) -> None:
    world.store = store = RedisStore(own_redis.url, command_seconds=1)
    objects, world.objects = world.objects, BrokenStore()
    own_redis.kill()
    async with world.client() as client:
        answer = await client.get("/health/ready")
        assert (answer.status_code, answer.json()["status"]) == (503, "not_ready")
        parts = answer.json()["parts"]
        assert parts["redis"]["state"] == parts["object_store"]["state"] == "down"
        assert parts["object_store"]["sentence"] == "The store is down."
        assert all(part["next_step"] for part in parts.values() if part["state"] == "down")
        await submit(client)
    world.objects = objects
    async with world.client() as client:
        assert (await client.get("/health/ready")).status_code == 503
        own_redis.start()
        assert (await client.get("/health/ready")).status_code == 200
    await store.close()


async def test_a_redis_that_is_being_started_again_is_said_to_be(world: World) -> None:
    sentence = "Podreel's own Redis has ended (it was ended by signal 9) and is being started again."
    app = create_app(replace(world.backends(), redis_trouble=lambda: sentence))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["redis"]["sentence"] == sentence


async def health_with(world: World, facts: ControllerFacts) -> tuple[int, dict[str, Any]]:
    """Status and parts that a service with these facts reports."""
    app = create_app(replace(world.backends(), facts=lambda: facts))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as client:
        answer = await client.get("/health/ready")
    return answer.status_code, answer.json()["parts"]


async def test_a_full_disk_makes_the_service_not_ready(world: World) -> None:
    roomy = DiskUse(total_bytes=2**40, free_bytes=5 * 2**30, least_free_bytes=2**31)
    status, parts = await health_with(world, ControllerFacts(disk=roomy))
    assert (status, parts["disk"]["state"]) == (200, "ok")
    status, parts = await health_with(world, ControllerFacts(disk=replace(roomy, free_bytes=2**30)))
    assert (status, parts["disk"]["state"]) == (503, "down")
    assert parts["disk"]["sentence"] == "The disk for videos has 1.0 GB free; starting a video needs 2 GB."
    assert "Free some space" in parts["disk"]["next_step"]


async def test_a_controller_whose_turns_fail_or_hang_makes_the_service_not_ready(world: World) -> None:
    status, parts = await health_with(world, ControllerFacts(failed_turns=1, failing_because="A hiccup."))
    assert (status, parts["controller"]["state"]) == (200, "ok")
    status, parts = await health_with(world, ControllerFacts(failed_turns=3, failing_because="Bad."))
    assert (status, parts["controller"]["state"]) == (503, "down")
    assert parts["controller"]["sentence"].endswith("each turn of the controller fails: Bad.")
    status, parts = await health_with(world, ControllerFacts(is_leader=True, silent_seconds=301.0))
    assert (status, parts["controller"]["state"]) == (503, "down")
    assert "301 s" in parts["controller"]["sentence"]


async def test_a_video_that_nothing_would_start_now_says_so(world: World) -> None:
    full = DiskUse(total_bytes=2**40, free_bytes=2**30, least_free_bytes=2**31)
    away = ControllerFacts(closed_because="The store is down.")
    failing = ControllerFacts(failed_turns=3, failing_because="Bad.")
    for facts, words in ((ControllerFacts(disk=full), "1.0 GB free"), (away, "is down"), (failing, "Bad.")):
        app = create_app(replace(world.backends(), facts=lambda facts=facts: facts))  # type: ignore[misc]
        transport, headers = httpx2.ASGITransport(app=app), {"Authorization": f"Bearer {USER}"}
        async with httpx2.AsyncClient(transport=transport, base_url=BASE, headers=headers) as client:
            accepted = (await client.post("/api/v1/videos", json=WISH)).json()
            shown = (await client.get(f"/api/v1/videos/{accepted['video_id']}")).json()
        assert accepted["message"] == shown["message"]
        assert accepted["message"].startswith("Accepted, but not started yet: ")
        assert words in accepted["message"]


async def test_a_replica_that_does_not_lead_is_ready(world: World) -> None:
    status, parts = await health_with(world, ControllerFacts(is_leader=False, silent_seconds=5.0))
    assert (status, parts["controller"]["state"]) == (200, "ok")
    assert "does not hold the lease" in parts["controller"]["sentence"]


async def test_a_replica_accepts_once_it_has_reached_all_and_while_the_cluster_responds(
    world: World, own_redis: RedisServer
) -> None:
    world.store = store = RedisStore(own_redis.url, command_seconds=1)
    own_redis.kill()
    async with world.client() as client:
        answer = await client.get("/health/accepting")
        assert (answer.status_code, answer.json()["parts"]["redis"]["state"]) == (503, "down")
        own_redis.start()
        assert (await client.get("/health/accepting")).status_code == 200
        own_redis.kill()
        assert (await client.get("/health/accepting")).status_code == 200
        assert (await client.get("/health/ready")).status_code == 503
        world.cluster.faults.script("get", InjectedFault.BEFORE)
        assert (await client.get("/health/accepting")).status_code == 503
    own_redis.start()
    await store.close()


async def test_a_service_that_hangs_is_reported_as_down(world: World, own_redis: RedisServer) -> None:
    world.store = store = RedisStore(own_redis.url)
    own_redis.freeze()
    try:
        async with world.client() as client:
            parts = (await client.get("/health/ready")).json()["parts"]
    finally:
        own_redis.thaw()
        await store.close()
    assert parts["redis"]["state"] == "down"
    assert "2 s" in parts["redis"]["sentence"]


async def test_metrics_are_labelled_by_route_and_not_by_video(client: httpx2.AsyncClient) -> None:
    video_id = await submit(client)
    await client.get(f"/api/v1/videos/{video_id}/status")
    await client.get("/nothing")
    operator = {"Authorization": f"Bearer {OPERATOR}"}
    page = (await client.get("/metrics", headers=operator)).text
    assert video_id not in page
    assert 'route="/videos/{video_id}/status",status="200"' in page
    assert 'route="none",status="404"' in page
    names = set(re.findall(r"^([a-z_]+)", page, re.M))
    assert all(name.startswith("podreel_") for name in names)


def test_every_route_is_described_with_an_example_and_its_problems(world: World) -> None:
    document = create_app(world.backends()).openapi()
    models = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            where = f"{method} {path}"
            assert route.get("description"), where
            assert _has_example(route, models), where
            if path.startswith("/api/"):
                usual = {"401", "429", "500", "503"}
                # Without parameters and body there is nothing to get wrong.
                usual |= {"422"} if {"parameters", "requestBody"} & set(route) else set()
                assert usual <= set(route["responses"]), where
                for problem in usual:
                    kinds = route["responses"][problem]["content"].keys()
                    assert kinds == {"application/problem+json"}, where
    assert "HTTPValidationError" not in models


def _has_example(route: dict[str, object], models: dict[str, dict[str, object]]) -> bool:
    responses = route["responses"]
    assert isinstance(responses, dict)
    good = [answer for status, answer in responses.items() if status.startswith("2")]
    kinds = [kind for answer in good for kind in answer.get("content", {}).values()]
    if not kinds:
        return "204" in responses
    names = [kind.get("schema", {}).get("$ref", "").rpartition("/")[2] for kind in kinds]
    return any("example" in kind for kind in kinds) or any(
        models.get(name, {}).get("examples") for name in names
    )


async def test_logs_come_from_the_job_and_later_from_the_archive(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    path = f"/api/v1/videos/{video_id}/logs"
    empty = await client.get(path)
    assert (empty.status_code, empty.text) == (200, "")
    for attempt in (2, 10):  # the others were killed before they stored anything
        await world.objects.put_bytes(
            log_key(video_id, 1, attempt), f"one {attempt}\ntwo\n".encode() + b"\xff\n"
        )
    told = await client.get(path)
    assert told.text == "one 2\ntwo\n\ufffd\none 10\ntwo\n\ufffd\n"
    assert told.headers["content-type"].startswith("text/plain")
    assert (await client.get(path, params={"tail": 2})).text == "two\n\ufffd\n"
    await world.objects.put_bytes(log_key(video_id, 1, WHOLE_JOB), b"the last pod only\n")
    assert (await client.get(path)).text == told.text
    await world.objects.put_bytes(log_key(video_id, 1, WHOLE_JOB), b"all that its pods have said\n" * 2)
    assert (await client.get(path)).text == "all that its pods have said\n" * 2


def test_a_port_in_use_is_reported_with_a_message() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PodreelError, match=rf"port {port}: Address already in use\.$") as caught:
            bind("127.0.0.1", port)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


@pytest.mark.parametrize("host", ["no-such-host.invalid", "256.1.1.1", "203.0.113.1"])
def test_an_address_of_another_machine_is_refused_with_a_message(host: str) -> None:
    with pytest.raises(PodreelError, match="can't listen"):
        bind(host, 0)


def test_the_service_can_listen_on_a_host_name() -> None:
    with bind("localhost", 0) as listening:
        assert listening.family in {socket.AF_INET, socket.AF_INET6}
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_invalid_http_is_refused_by_the_server(world: World) -> None:
    async with world.served() as client:
        host, port = client.base_url.host, client.base_url.port
        assert port is not None
        for text in (b"GET / HTTP/1.1\r\n\r\n", b"\x00\x01\x02\r\n\r\n", b"GET /\r\nx: y\r\n\r\n"):
            answer = await _raw(host, port, text)
            assert b" 400 " in answer.partition(b"\r\n")[0]


async def _raw(host: str, port: int, text: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(text)
    answer = await reader.read(4096)
    writer.close()
    await writer.wait_closed()
    return answer
