"""Faults of API servers: lost answers, refusals, quotas, expired tokens."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from controller.cluster.base import (
    ClusterEvent,
    ClusterForbidden,
    ClusterUnavailable,
    JobExists,
    JobState,
    ObservedJob,
)
from controller.cluster.kubernetes.manifest import render
from tests.controller.cluster.kubernetes.examples import pod_of
from tests.controller.cluster.kubernetes.scripted import Scripted, open_scripted
from tests.controller.cluster.kubernetes.templates import LABELS, template_of
from tests.controller.cluster.words import order_of
from tests.fakes.kubernetes_api import Trouble


@pytest.fixture
async def scripted(tmp_path: Path) -> AsyncIterator[Scripted]:
    async with open_scripted(tmp_path) as opened:
        yield opened


async def with_pods(scripted: Scripted, *names: str) -> ObservedJob:
    """An admitted Job with pods of these names."""
    job = await scripted.cluster.create(order_of(0))
    for name in names:
        scripted.api.objects.create("pods", pod_of(job.name, job.uid, name))
    return await scripted.cluster.resume(job.name)


@pytest.mark.parametrize(
    "trouble",
    [Trouble("POST", "jobs", is_lost=True), Trouble("POST", "jobs", is_hanging=True)],
    ids=["lost", "hanging"],
)
async def test_a_create_whose_answer_was_lost_creates_one_job(scripted: Scripted, trouble: Trouble) -> None:
    order = order_of(0)
    scripted.api.troubles.append(trouble)
    job = await scripted.cluster.create(order)
    assert job.order == order
    assert len(scripted.api.objects.kinds["jobs"]) == 1
    assert scripted.api.count("POST", "/jobs") == 2


async def test_creating_an_existing_job_returns_that_job_and_its_order(scripted: Scripted) -> None:
    first = await scripted.cluster.create(order_of(0))
    other = order_of(1, video_id=first.order.video_id, caller="bob")
    with pytest.raises(JobExists) as caught:
        await scripted.cluster.create(other)
    assert caught.value.job == first


async def test_a_lost_answer_does_not_claim_a_job_of_another_request(scripted: Scripted) -> None:
    order = order_of(0)
    theirs = render(template_of(), order_of(1, video_id=order.video_id, caller="bob"), "their-mark")
    scripted.api.troubles.append(Trouble("POST", "jobs", is_cut=True, foreign=theirs))
    with pytest.raises(JobExists) as caught:
        await scripted.cluster.create(order)
    assert caught.value.job.order.caller == "bob"


async def test_a_foreign_job_of_the_same_name_is_reported(scripted: Scripted) -> None:
    order = order_of(0)
    scripted.api.objects.create("jobs", {"metadata": {"name": order.name, "labels": LABELS}, "spec": {}})
    with pytest.raises(ClusterForbidden, match="can't read; check it and delete it"):
        await scripted.cluster.create(order)
    assert await scripted.cluster.get(order.name) is None
    assert await scripted.cluster.list() == ()


async def test_a_name_that_becomes_free_during_the_create_is_used(scripted: Scripted) -> None:
    order = order_of(0)
    scripted.api.troubles.append(Trouble("POST", "jobs", status=409, reason="AlreadyExists"))
    assert (await scripted.cluster.create(order)).order == order


async def test_retry_after_is_respected(scripted: Scripted) -> None:
    trouble = Trouble("POST", "jobs", status=429, headers={"Retry-After": "1"})
    scripted.api.troubles.append(trouble)
    assert (await scripted.cluster.create(order_of(0))).state is JobState.SUSPENDED
    assert scripted.api.count("POST", "/jobs") == 2


async def test_a_retry_after_beyond_the_time_limit_is_not_waited_for(scripted: Scripted) -> None:
    trouble = Trouble("POST", "jobs", status=429, message="too many", headers={"Retry-After": "3600"})
    scripted.api.troubles.append(trouble)
    with pytest.raises(ClusterUnavailable, match=r"answered 429: too many\."):
        await scripted.cluster.create(order_of(0))


async def test_an_exceeded_quota_is_named_and_not_retried(scripted: Scripted) -> None:
    message = 'jobs.batch "vid" is forbidden: exceeded quota: videos, requested: count/jobs.batch=1'
    scripted.api.troubles.append(Trouble("POST", "jobs", 403, "Forbidden", message))
    with pytest.raises(ClusterForbidden, match=r"A quota of the namespace is used up: .*count/jobs"):
        await scripted.cluster.create(order_of(0))
    assert scripted.api.count("POST", "/jobs") == 1


async def test_a_missing_permission_is_named_with_what_to_do(scripted: Scripted) -> None:
    message = 'jobs.batch is forbidden: User "x" cannot create resource "jobs" in API group "batch"'
    scripted.api.troubles.append(Trouble("POST", "jobs", 403, "Forbidden", message))
    with pytest.raises(ClusterForbidden, match=r'cannot create resource "jobs".*to the chart.s Role'):
        await scripted.cluster.create(order_of(0))


async def test_a_missing_namespace_is_not_a_missing_job(scripted: Scripted) -> None:
    missing = Trouble("POST", "jobs", 404, "NotFound", 'namespaces "podreel" not found')
    scripted.api.troubles.append(missing)
    with pytest.raises(ClusterForbidden, match="The namespace does not exist"):
        await scripted.cluster.create(order_of(0))


async def test_a_quota_conflict_is_retried(scripted: Scripted) -> None:
    message = 'Operation cannot be fulfilled on resourcequotas "videos": the object has been modified'
    scripted.api.troubles.append(Trouble("POST", "jobs", 409, "Conflict", message))
    assert (await scripted.cluster.create(order_of(0))).state is JobState.SUSPENDED


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_transient_errors_are_retried(scripted: Scripted, status: int) -> None:
    scripted.api.troubles.append(Trouble("POST", "jobs", status=status, times=3))
    assert (await scripted.cluster.create(order_of(0))).state is JobState.SUSPENDED


async def test_retries_of_a_persistent_error_end(scripted: Scripted) -> None:
    scripted.api.troubles.append(Trouble("GET", "jobs/", status=503, message="etcd has no leader", times=99))
    with pytest.raises(ClusterUnavailable, match="etcd has no leader"):
        await scripted.cluster.get("vid")
    assert scripted.api.count("GET", "/jobs/vid") == 4


async def test_a_broken_connection_is_reopened(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    scripted.api.troubles.append(Trouble("GET", f"jobs/{job.name}", is_cut=True, times=2))
    assert await scripted.cluster.get(job.name) == job


async def test_an_unreachable_cluster_is_reported_with_its_address(scripted: Scripted) -> None:
    await scripted.api.__aexit__()
    with pytest.raises(ClusterUnavailable, match=r"at http://127\.0\.0\.1:\d+ does not answer"):
        await scripted.cluster.get("vid")


async def test_a_resume_whose_answer_was_lost_keeps_its_time(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    scripted.api.troubles.append(Trouble("PATCH", "jobs/", is_lost=True))
    first = await scripted.cluster.resume(job.name)
    assert first.state is JobState.RUNNING
    assert (await scripted.cluster.resume(job.name)).resumed_at == first.resumed_at is not None


async def test_a_deletion_whose_answer_was_lost_is_done(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    scripted.api.troubles.append(Trouble("DELETE", "jobs/", is_lost=True))
    await scripted.cluster.delete(job.name)
    assert await scripted.cluster.get(job.name) is None


async def test_a_job_that_took_the_name_meanwhile_is_not_deleted(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    scripted.api.troubles.append(Trouble("DELETE", "jobs/", 409, "Conflict", "the UID does not match"))
    await scripted.cluster.delete(job.name)
    options = next(body for body in scripted.api.bodies if body and body.get("kind") == "DeleteOptions")
    assert options["propagationPolicy"] == "Background"
    assert options["preconditions"] == {"uid": job.uid}


async def test_a_renewed_token_is_reloaded_once(scripted: Scripted) -> None:
    scripted.api.tokens = {"second"}
    scripted.token.write_text("second")
    before = len(scripted.api.calls)
    assert await scripted.cluster.get("vid") is None
    assert scripted.api.count("GET", "/jobs/vid") == 2
    assert len(scripted.api.calls) >= before + 2


async def test_a_token_that_stays_refused_is_reported(scripted: Scripted) -> None:
    scripted.api.tokens = {"another"}
    with pytest.raises(ClusterForbidden, match="rejects this service's credentials; renew its token"):
        await scripted.cluster.get("vid")
    assert scripted.api.count("GET", "/jobs/vid") == 2


async def test_credentials_that_cannot_be_reloaded_are_reported(scripted: Scripted) -> None:
    scripted.api.tokens = {"second"}
    scripted.token.unlink()
    with pytest.raises(ClusterUnavailable, match=r"its refused credentials can't be reloaded: .*\.$"):
        await scripted.cluster.get("vid")
    scripted.token.write_text("second")
    assert await scripted.cluster.get("vid") is None


async def test_a_rejected_resume_is_reported(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    scripted.api.troubles.append(Trouble("PATCH", "jobs/", 422, "Invalid", "spec.template: Invalid value"))
    with pytest.raises(ClusterForbidden, match=r"rejects the request.*spec\.template"):
        await scripted.cluster.resume(job.name)


async def test_the_log_of_a_lost_node_does_not_hide_other_logs(scripted: Scripted) -> None:
    job = await with_pods(scripted, "lost", "there")
    scripted.api.logs["there"] = "all is well\n"
    away = Trouble("GET", "pods/lost/log", 500, "InternalError", "dial tcp: no route to host", times=99)
    scripted.api.troubles.append(away)
    assert await scripted.cluster.logs(job.name) == "all is well\n"


async def test_an_unreachable_cluster_is_not_read_as_an_empty_log(scripted: Scripted) -> None:
    job = await with_pods(scripted, "one")
    scripted.api.troubles.append(Trouble("GET", "pods/one", 503, "ServiceUnavailable", "no leader", times=99))
    with pytest.raises(ClusterUnavailable, match="no leader"):
        await scripted.cluster.logs(job.name)


async def test_a_long_list_is_read_page_by_page(scripted: Scripted) -> None:
    scripted.api.max_items = 3
    names = {(await scripted.cluster.create(order_of(number))).name for number in range(8)}
    assert {job.name for job in await scripted.cluster.list()} == names
    assert sum("continue" in query for _, _, query in scripted.api.calls) == 2


async def test_an_expired_page_restarts_the_list(scripted: Scripted) -> None:
    scripted.api.max_items = 3
    names = {(await scripted.cluster.create(order_of(number))).name for number in range(8)}
    scripted.api.expired_pages = 1
    assert {job.name for job in await scripted.cluster.list()} == names


async def test_a_list_that_never_ends_is_given_up(scripted: Scripted) -> None:
    scripted.api.max_items = 3
    for number in range(8):
        await scripted.cluster.create(order_of(number))
    scripted.api.expired_pages = 99
    with pytest.raises(ClusterUnavailable, match="expired before its last page"):
        await scripted.cluster.list()


async def test_an_event_whose_answer_was_lost_is_stored_once(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    scripted.api.troubles.append(Trouble("POST", "events", is_lost=True))
    event = ClusterEvent(datetime(2026, 1, 1, tzinfo=UTC), "Noted", "twice asked, once told")
    await scripted.cluster.emit_event(job.name, event)
    assert await scripted.cluster.events(job.name) == (event,)
