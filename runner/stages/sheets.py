"""Sheets of frames: what a section looks like, for people and for models that see.

Frames are drawn by a dry run, not taken from a rendering. A script that can't be drawn has no sheet.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import structlog
from pydantic import BaseModel, ConfigDict

from runner.media.sheet import CaptionedPicture, compose_sheet, encode_jpeg, most_pictures, picture_of
from runner.render.client import RenderClient
from runner.render.job import MAX_STILLS, SectionJob
from runner.render.record import DryRunRecord
from runner.stages.context import VideoRun
from runner.stages.dry_run import DRY_RUN_VERSION, DryRunOrder, dry_run_job, run_dry
from runner.stages.sheet_frames import ChosenFrames, SheetFrame, choose_frames, still_picture
from runner.storage.checkpoints import content_hash
from stores.local_disk import require_space

log = structlog.get_logger()
# Raise it when sheets look different.
SHEET_VERSION = 2


class Sheet(BaseModel):
    """A JPEG of `width` x `height` pixels that shows `frames`, from left to right and from top to bottom.

    There was no room for those `left_out`.
    """

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    picture: bytes
    width: int
    height: int
    frames: tuple[SheetFrame, ...]
    left_out: tuple[SheetFrame, ...] = ()


@dataclass(frozen=True)
class SheetOrder:
    """The job of the dry run that draws the frames."""

    job: SectionJob
    frames: ChosenFrames


class _Stored(BaseModel):
    """What a checkpoint has: also that there is none."""

    sheet: Sheet | None = None


async def draw_sheet(run: VideoRun, order: DryRunOrder) -> Sheet | None:
    """The sheet of a scene, drawn once for all attempts; None if the scene does not run or can't be drawn.

    Raises PodreelError as `run_dry` does.
    """
    dry_run = await run_dry(run, order)
    if not dry_run.runs or dry_run.record is None:
        return None
    job, record = dry_run_job(run, order), dry_run.record
    identity = job.model_dump(mode="json", exclude={"limits"})
    key = content_hash(SHEET_VERSION, DRY_RUN_VERSION, version("manim"), order.text, identity)

    async def draw() -> _Stored:
        sheet = await draw_section_sheet(run.renderer, order.text, job, record)
        if sheet is None:
            # A script that could not write its pictures is not to blame.
            await asyncio.to_thread(require_space, run.folder)
        return _Stored(sheet=sheet)

    return (await run.checkpoints.value(f"sheet-{key}.json", _Stored, draw)).sheet


async def draw_section_sheet(
    client: RenderClient, text: str, job: SectionJob, record: DryRunRecord
) -> Sheet | None:
    """The sheet of a scene that ran dry by this job, with this record; None if it can't be drawn.

    Raises PodreelError as `RenderClient.render` does.
    """
    order = order_sheet(job, record)
    key = content_hash(text, order.job.model_dump(mode="json"))
    drawn = await client.draw_stills(f"sheet-{key}", text, order.job)
    if not drawn.pictures:
        log.warning("sheet_not_drawn", scene=job.scene, reason=drawn.answer.reason or "it left none")
        return None
    return await asyncio.to_thread(compose, order, drawn.pictures)


def order_sheet(job: SectionJob, record: DryRunRecord) -> SheetOrder:
    """What to draw of a scene that ran dry by this job, with this record."""
    picture = still_picture(job.picture)
    most = min(most_pictures(picture.width, picture.height), MAX_STILLS)
    chosen = choose_frames(record, job, most)
    stills = tuple(each.frame for each in chosen.shown)
    return SheetOrder(job.model_copy(update={"picture": picture, "stills": stills}), chosen)


def compose(order: SheetOrder, pictures: Sequence[bytes]) -> Sheet:
    """The sheet of these pictures, one for each still of the order's job."""
    size, chosen = order.job.picture, order.frames
    composed = compose_sheet(
        [
            CaptionedPicture(picture_of(pixels, size.width, size.height), each.label)
            for pixels, each in zip(pictures, chosen.shown, strict=True)
        ]
    )
    return Sheet(
        picture=encode_jpeg(composed),
        width=composed.width,
        height=composed.height,
        frames=chosen.shown,
        left_out=chosen.left_out,
    )
