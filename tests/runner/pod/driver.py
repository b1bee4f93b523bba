"""The runner's side of a pod: renders sections at a host of another user, and prints what came of each.

`python -m tests.runner.pod.driver SOCKET ROOT OWN`, with a JSON list of scripts on its input. Each line of
its output is the answer, and whether the video can be read. With one more word, sections are run dry
and their frames 0 and 9 drawn: the sizes of the pictures are told instead.
"""

import asyncio
import json
import os
import sys
import uuid
from pathlib import Path

from contract.logs import configure_logs
from runner.render.client import HostPlace, existing_host
from runner.render.job import BeatJob, Picture, SectionJob
from runner.sandbox.limits import RenderLimits

TINY = Picture(width=128, height=72, frame_rate=10)
PATIENCE_SECONDS = 60.0


async def main(place: HostPlace, own: Path, *, draws: bool) -> None:
    """Renders one script after the other, or draws its stills."""
    job = SectionJob(
        scene="A",
        picture=TINY,
        beats=(BeatJob(seconds=0.5), BeatJob(seconds=0.5)),
        limits=RenderLimits(seconds=60),
    )
    async with existing_host(place, own, PATIENCE_SECONDS) as client:
        for script in json.load(sys.stdin):
            if draws:
                asked = job.model_copy(update={"stills": (0, 9)})
                drawn = await client.draw_stills(uuid.uuid4().hex, script, asked)
                print(json.dumps([len(picture) for picture in drawn.pictures]), flush=True)
                continue
            rendered = await client.render(uuid.uuid4().hex, script, job)
            is_there = rendered.video.exists() and len(rendered.video.read_bytes()) > 0
            print(json.dumps({**rendered.answer.model_dump(mode="json"), "is_there": is_there}), flush=True)


if __name__ == "__main__":
    configure_logs()
    os.umask(0o077)
    socket, root, own = (Path(word) for word in sys.argv[1:4])
    own.mkdir(exist_ok=True)
    asyncio.run(main(HostPlace(socket, root), own, draws=len(sys.argv) > 4))
