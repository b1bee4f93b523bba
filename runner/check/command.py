"""The way of a check: file, code, scenes, and dry runs by a render host of its own."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from contract.failure import FailureCode, PodreelError
from contract.script_check import Checked, CheckProgress
from contract.video import DEFAULTS
from runner.check.layout_faults import measure_layout
from runner.check.layout_mending import OwnLayouts
from runner.check.layout_picture import draw_layout
from runner.check.script_file import read_file
from runner.check.trial import SceneTrial, trial_picture
from runner.render.client import RenderClient, own_host
from runner.script.examiner import Examiner
from runner.script.source import read_script
from runner.script.taking import scenes_to_try, take_code
from runner.settings import RunSettings
from runner.stages.checking import ScriptChecker, begin_check
from stores.data_folder import way_to_sections
from stores.local_disk import folder_failure

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class CheckOrder:
    """A file (`-` for stdin), the only scene to try if there is one, and what the pictures are like.

    A picture of the findings of layout is written to the file `layout`; if `mends_layout`, rules mend what
    they can before.
    """

    path: Path
    scene: str | None = None
    aspect: str = DEFAULTS.aspect
    layout: Path | None = None
    mends_layout: bool = False


def check_file(order: CheckOrder, settings: RunSettings, tell: Callable[[CheckProgress], None]) -> Checked:
    """The check; what can't be tried is refused in it. SIGTERM ends it with all that it has started."""
    known = Checked()
    try:
        known = begin_check(take_code(read_file(order.path)))
        if known.refusal is not None:
            return known
        return asyncio.run(_stoppable(_check(known, order, settings, tell)))
    except PodreelError as error:
        return known.refused(error)


async def _stoppable(check: Coroutine[Any, Any, Checked]) -> Checked:
    """Raises PodreelError(stopped) if SIGTERM has ended it."""
    task = asyncio.ensure_future(check)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await task
    except asyncio.CancelledError as error:
        raise PodreelError(FailureCode.STOPPED, next_step="Check the script again.") from error


async def _check(
    begun: Checked, order: CheckOrder, settings: RunSettings, tell: Callable[[CheckProgress], None]
) -> Checked:
    script = read_script(begun.text)
    scenes = scenes_to_try(script, order.scene)
    picture = trial_picture(order.aspect)
    async with _host(settings) as client:
        beats = {scene.scene: scene.beats for scene in scenes}
        trial = SceneTrial(client, settings, script.narration.language or DEFAULT_LANGUAGE, beats, picture)
        checker = ScriptChecker(trial.run, Examiner().library, tell, picture.frame_rate)
        tried = await checker.check(begun, tuple(beats))
        if order.mends_layout:
            tried = await OwnLayouts(trial.run, picture.frame_rate, tell).mend(tried)
        tell(CheckProgress(done=0, count=0, message="Measuring the layout"))
        layout = await asyncio.to_thread(measure_layout, tried, picture.frame_rate)
        if order.layout is not None:
            tell(CheckProgress(done=0, count=0, message="Drawing the layout"))
            draw = partial(trial.draw, tried.checked.text)
            data = await draw_layout(tried, layout, picture, draw)
            await asyncio.to_thread(_write, order.layout, data)
        return layout.told_in(tried.checked)


def _write(path: Path, data: bytes) -> None:
    """Raises PodreelError: bad_configuration if it can't be written, unavailable if the disk is full."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise folder_failure(error, path.parent, "--layout") from error


@asynccontextmanager
async def _host(settings: RunSettings) -> AsyncIterator[RenderClient]:
    """A render host, with a folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="podreel-check-") as folder:
        root = Path(folder)
        await asyncio.to_thread(root.chmod, way_to_sections())
        async with own_host(root, settings.workers, settings.containment) as client:
            yield client
