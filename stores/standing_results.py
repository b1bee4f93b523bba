"""Results as they stand: one that was damaged is rebuilt from what else is stored, and takes its place."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import structlog

from contract.names import (
    PUBLIC_COMPANIONS,
    VIDEO,
    attempt_key,
    companion_key,
    damaged_key,
    result_key,
    video_key,
)
from contract.result import Completed, LaterResult, UnreadableResult, VideoResult, code_of, result_bytes
from contract.video import VideoStatus
from stores.damage import DamageKind, DamageRegister
from stores.mp4_boxes import read_mp4
from stores.objects.base import ObjectStore, read_small
from stores.objects.failures import UnreadableObject
from stores.orders import read_order
from stores.result_rebuild import ResultRemains, read_json_object, rebuild_result, salvage
from stores.results import read_result

log = structlog.get_logger()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class StandingResults:
    """The results of all videos in one object store.

    What a damaged result held stays readable below `private/damaged/`. All methods raise LaterResult for a
    result that a later version wrote, which stays as it is, and what the store raises.

    Only a controller may decide that a video has failed. For others (`decides` is false) a damaged result
    whose video is not complete stays as it is, and raises UnreadableResult.
    """

    objects: ObjectStore
    damage: DamageRegister = field(default_factory=DamageRegister)
    clock: Callable[[], datetime] = _utc_now
    decides: bool = True

    async def of(self, video_id: str, generation: int) -> VideoResult | None:
        """The result of this generation; None if it has not ended."""
        try:
            return await read_result(self.objects, video_id, generation)
        except LaterResult:
            raise
        except UnreadableResult as error:
            self.damage.found(DamageKind.RESULT, result_key(video_id, generation), error.detail)
            return await self._mend(video_id, generation, error)

    async def newest(self, video_id: str, since: int = 1) -> VideoResult | None:
        """The result of the highest ended generation from `since`; None if there is none."""
        newest = None
        while (result := await self.of(video_id, since)) is not None:
            newest, since = result, since + 1
        return newest

    async def _mend(self, video_id: str, generation: int, error: UnreadableResult) -> VideoResult:
        key = result_key(video_id, generation)
        data = await self._rest_of(key)
        result = rebuild_result(await self._remains(video_id, generation, data), self.clock())
        if not self.decides and not isinstance(result, Completed):
            raise error
        if data:
            await self.objects.put_bytes(damaged_key(key), data)
        await self.objects.put_bytes(key, result_bytes(result))
        self.damage.mended(DamageKind.RESULT, key)
        log.warning("result_rebuilt", video_id=video_id, status=result.status, code=code_of(result))
        return result

    async def _rest_of(self, key: str) -> bytes:
        try:
            return await read_small(self.objects, key) or b""
        except UnreadableObject:
            return b""

    async def _remains(self, video_id: str, generation: int, data: bytes) -> ResultRemains:
        known = salvage(data, video_id, generation)
        remains = ResultRemains(video_id, generation, known, await read_order(self.objects, video_id))
        places = [(video_key(video_id), companion_key(video_id, ""))]
        # Before it is public, only its result says that an uploaded file is the one that was decided on.
        if known.get("status") == VideoStatus.COMPLETED:
            staged = attempt_key(video_id, generation, remains.attempt, "")
            places.append((f"{staged}{VIDEO}", staged))
        for film, folder in places:
            if (mp4 := await read_mp4(self.objects, film)) is not None:
                return await self._with_files(replace(remains, mp4=mp4), film, folder)
        return remains

    async def _with_files(self, remains: ResultRemains, film: str, folder: str) -> ResultRemains:
        keys = {VIDEO: film, **{name: f"{folder}{name}" for name in PUBLIC_COMPANIONS}}
        found = {name: await self.objects.head(key) for name, key in keys.items()}
        timeline = b""
        with contextlib.suppress(UnreadableObject):
            timeline = await read_small(self.objects, keys["timeline.json"]) or b""
        return replace(
            remains,
            files={name: facts.size_bytes for name, facts in found.items() if facts is not None},
            timeline=read_json_object(timeline),
            s3_url=self.objects.public_url(video_key(remains.video_id)),
        )
