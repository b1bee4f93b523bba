"""What operators see: the queue, what is running, and failures."""

from contract.failure import FailureCode
from contract.names import job_name
from contract.video import VideoStatus
from tests.api.world import OPERATOR, USER, World, problem_of, submit


async def test_an_operator_sees_queue_running_and_failures(world: World) -> None:
    async with world.client(USER) as user, world.client(OPERATOR) as operator:
        low, high, failed, running = [
            await submit(user, priority=priority, prompt=f"Question with priority {priority}")
            for priority in (1, 9, 5, 6)
        ]
        await world.cluster.resume(job_name(running, 1))
        await world.advance(failed, status=VideoStatus.FAILED, code=FailureCode.INTERNAL, message="Oh.")
        await world.cluster.delete(job_name(failed, 1))
        problem_of(await user.get("/api/v1/operations"), 403, "forbidden")
        told = (await operator.get("/api/v1/operations")).json()
    waiting = [(video["video_id"], video["position"], video["question"]) for video in told["queued"]]
    assert waiting == [(high, 1, "Question with priority 9"), (low, 2, "Question with priority 1")]
    assert [video["video_id"] for video in told["running"]] == [running]
    assert told["running"][0]["question"] == "Question with priority 6"
    assert [(video["video_id"], video["category"]) for video in told["failed"]] == [(failed, "internal")]


async def test_in_kubernetes_an_operator_gets_a_command_that_shows_a_job(world: World) -> None:
    world.namespace = "films"
    async with world.client(OPERATOR) as operator:
        video_id = await submit(operator)
        await world.cluster.resume(job_name(video_id, 1))
        (running,) = (await operator.get("/api/v1/operations")).json()["running"]
    assert running["kubectl"] == f"kubectl describe job/vid-{video_id}-1 -n films"
