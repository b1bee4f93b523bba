"""One attempt at one video: lock, claim, collect what the stages need, run them, clean up."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from contract.catalogue import VOICES, require_model
from contract.failure import FailureCode, PodreelError
from contract.names import is_video_id, log_key
from contract.order import JobOrder
from contract.result import Completed, VideoResult
from contract.settings import usable_providers
from contract.stage import Stage
from runner.authors.models.ledger import Ledger
from runner.authors.models.pool import open_models
from runner.authors.roles import assign_author
from runner.machine.requirements import require_tools
from runner.pipeline import make_video
from runner.progress.record_writer import record_writer
from runner.progress.reporter import Reporter
from runner.progress.run_log import LogKeeper
from runner.render.client import HostPlace, RenderClient, existing_host, own_host
from runner.settings import RunnerSettings
from runner.speech.registry import engines_for, voice_for
from runner.stages.context import VideoRun
from runner.storage.checkpoints import Checkpoints
from runner.storage.claims import AttemptClaim
from runner.storage.orders import RunOrders
from runner.storage.origin import read_origin
from runner.storage.wait_for_services import WaitLimits, wait_for_objects, wait_for_redis
from runner.workplace import locked, scratch_folder
from stores.objects.base import ObjectStore
from stores.opening import open_objects
from stores.results import publish
from stores.standing_results import StandingResults

# How long a run that is stopped waits for a claim on its way to the store.
CLAIM_SECONDS = 2.0


@dataclass(frozen=True)
class Launch:
    """Which video to make, the folder of its state, and the order's file unless the order is stored already.

    In a pod `host` is the render host in another container. The run then also waits for services that start
    at the same time, and stores its log, which is otherwise lost with the pod.
    """

    video_id: str
    generation: int
    data: Path
    order: Path | None
    host: HostPlace | None = None


@dataclass(frozen=True)
class Attempt:
    """One attempt at a video."""

    launch: Launch
    settings: RunnerSettings
    reporter: Reporter
    keeper: LogKeeper | None = None

    async def run(self) -> Completed:
        """Makes the video and returns its result; a finished video is only published again.

        Raises PodreelError, bare or in an exception group.
        """
        launch = self.launch
        if not is_video_id(launch.video_id):
            raise PodreelError(FailureCode.INVALID_REQUEST, f"{launch.video_id!r} is not a video's id.")
        objects = open_objects(self.settings.shared.storage, launch.data)
        with locked(launch.data, launch.video_id):
            await self._begin(objects)
            order = await RunOrders(objects, launch.video_id).take(launch.order)
            results = StandingResults(objects, decides=False)
            finished = await results.of(launch.video_id, launch.generation)
            if finished is not None:
                return await _publish_again(objects, finished)
            shared = self.settings.shared
            chains = shared.models.model_chains
            require_model(order.request.model, shared.models.offered, usable_providers(shared), chains)
            require_tools(launch.data)
            with scratch_folder(launch.data, launch.video_id) as folder:
                return await self._make(order, objects, folder)

    async def _begin(self, objects: ObjectStore) -> None:
        if self.launch.host is None:
            return await objects.check()
        patience = WaitLimits(self.settings.run.start_wait_seconds, self._tell_waiting)
        await wait_for_objects(objects, patience)
        if (url := self.settings.shared.storage.redis_url) is not None:
            await wait_for_redis(url, patience)

    def _tell_waiting(self, message: str) -> None:
        self.reporter.progress(Stage.EXPLAIN, 0, message)

    def _renderer(self, folder: Path) -> AbstractAsyncContextManager[RenderClient]:
        settings = self.settings.run
        if self.launch.host is None:
            return own_host(folder, settings.workers, settings.containment)
        return existing_host(self.launch.host, folder, settings.render_wait_seconds)

    async def _make(self, order: JobOrder, objects: ObjectStore, folder: Path) -> Completed:
        launch = self.launch
        settings, shared = self.settings.run, self.settings.shared
        turn = AttemptClaim(objects, launch.video_id, launch.generation)
        await turn.require_current()
        attempt = await self._claim(turn)
        edited_from = order.request.edited_from
        checkpoints = Checkpoints(objects, launch.video_id, edited_from)
        origin = None if edited_from is None else await read_origin(objects, edited_from)
        ledger = Ledger(checkpoints, shared.limits.cost_limit_usd, self.reporter.cost)
        place = launch.video_id, launch.generation, attempt
        async with (
            open_models(shared) as models,
            record_writer(shared.storage.redis_url, *place) as self.reporter.sink,
            self._renderer(folder) as renderer,
        ):
            request, author = assign_author(order.request, shared, models, ledger, origin)
            run = VideoRun(
                video_id=launch.video_id,
                generation=launch.generation,
                attempt=attempt,
                turn=turn,
                request=request,
                notes=order.notes,
                folder=folder,
                objects=objects,
                checkpoints=checkpoints,
                reporter=self.reporter,
                author=author,
                ledger=ledger,
                voice=voice_for(VOICES[request.voice].chain, engines_for(shared)),
                renderer=renderer,
                settings=settings,
            )
            return await make_video(run)

    async def _claim(self, turn: AttemptClaim) -> int:
        """Counts the attempt. If the run is stopped meanwhile, its log is still stored with the attempt."""
        counting = asyncio.create_task(self._count(turn), name="claim")
        try:
            return await asyncio.shield(counting)
        except asyncio.CancelledError:
            await asyncio.wait({counting}, timeout=CLAIM_SECONDS)
            counting.cancel()
            raise

    async def _count(self, turn: AttemptClaim) -> int:
        attempt = await turn.claim(self.settings.run.max_attempts)
        if self.keeper is not None and self.launch.host is not None:
            self.keeper.begin(turn.objects, log_key(turn.video_id, turn.generation, attempt))
        return attempt


async def _publish_again(objects: ObjectStore, result: VideoResult) -> Completed:
    """Publishes a stored result: the run that stored it may have stopped before it published."""
    if not isinstance(result, Completed):
        raise PodreelError(FailureCode.SUPERSEDED, "This video has ended already.")
    await publish(objects, result)
    return result
