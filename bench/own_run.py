"""Runs the pipeline in this process, with a voice of the caller's choice."""

import io
from pathlib import Path

from contract.names import new_video_id, video_key
from contract.settings import LimitSettings, read_settings
from contract.video import VideoRequest
from runner.authors.models.ledger import Ledger
from runner.authors.offline.author import OfflineAuthor
from runner.pipeline import make_video
from runner.progress.reporter import Reporter
from runner.render.client import own_host
from runner.settings import RunSettings
from runner.speech.chain import VoiceChain
from runner.stages.context import VideoRun
from runner.storage.checkpoints import Checkpoints
from runner.storage.claims import AttemptClaim
from stores.objects.directory import DirectoryStore


async def run_here(request: VideoRequest, data: Path, voice: VoiceChain) -> Path:
    """Makes the video below `data` and returns the path of its MP4."""
    video_id = new_video_id()
    objects = DirectoryStore(data / "objects")
    folder = data / "work"
    folder.mkdir(parents=True)
    settings = RunSettings()
    checkpoints = Checkpoints(objects, video_id)
    async with own_host(folder, settings.workers) as renderer:
        run = VideoRun(
            video_id=video_id,
            generation=1,
            attempt=1,
            turn=AttemptClaim(objects, video_id, 1),
            request=request,
            folder=folder,
            objects=objects,
            checkpoints=checkpoints,
            reporter=Reporter(video_id, io.StringIO()),
            author=OfflineAuthor(),
            ledger=Ledger(checkpoints, read_settings(LimitSettings).cost_limit_usd),
            voice=voice,
            renderer=renderer,
            settings=settings,
        )
        await make_video(run)
    return data / "objects" / video_key(video_id)
