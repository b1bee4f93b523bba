"""Deletes the files of deleted and expired videos. A mark requests the sweep and is removed last."""

from collections.abc import Iterable

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from contract.names import (
    RESULTS_PREFIX,
    SWEEPS_PREFIX,
    inputs_prefix,
    links_prefix,
    order_key,
    parse_result_key,
    sweep_key,
    video_key,
)
from controller.tombstones import Tombstone, read_tombstone, write_tombstone
from stores.objects.base import ObjectStore

log = structlog.get_logger()


class Sweep(BaseModel):
    """A request to delete a video's files. An expired video may keep its published files."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    is_deletion: bool
    keeps_published: bool = False
    asked_at: AwareDatetime
    caller: str = ""


async def request_sweep(objects: ObjectStore, sweep: Sweep) -> None:
    """Stores the mark; one of a deletion replaces one of an expiry."""
    data = sweep.model_dump_json().encode()
    if sweep.is_deletion:
        await objects.put_bytes(sweep_key(sweep.video_id), data)
    else:
        await objects.create_once(sweep_key(sweep.video_id), data)


async def mark_deleted(objects: ObjectStore, sweep: Sweep) -> None:
    """Writes the tombstone: from now on the video counts as deleted."""
    tombstone = Tombstone(video_id=sweep.video_id, deleted_at=sweep.asked_at, caller=sweep.caller)
    await write_tombstone(objects, tombstone)


async def pending_sweeps(objects: ObjectStore) -> tuple[Sweep, ...]:
    """All pending sweeps. An unreadable mark counts as a deletion if the video has a tombstone."""
    keys = [facts.key for facts in await objects.list(SWEEPS_PREFIX)]
    found = [await _read_mark(objects, key) for key in keys]
    return tuple(sweep for sweep in found if sweep is not None)


async def _read_mark(objects: ObjectStore, key: str) -> Sweep | None:
    data = await objects.get_bytes(key)
    if data is None:
        return None
    try:
        return Sweep.model_validate_json(data)
    except ValidationError:
        log.error("sweep_unreadable", key=key)
    video_id = key.removeprefix(SWEEPS_PREFIX).removesuffix(".json")
    tombstone = await read_tombstone(objects, video_id)
    if tombstone is None:
        return None
    at, caller = tombstone.deleted_at, tombstone.caller
    return Sweep(video_id=video_id, is_deletion=True, asked_at=at, caller=caller)


async def finish_sweep(objects: ObjectStore, video_id: str) -> None:
    await objects.delete(sweep_key(video_id))


async def sweep_files(objects: ObjectStore, sweep: Sweep) -> None:
    """Deletes the video's objects. An interrupted sweep may be repeated."""
    video_id = sweep.video_id
    await _delete_below(objects, f"private/{video_id}/")
    await delete_inputs(objects, video_id)
    # Before the results: an order without one would count as lost.
    await objects.delete(order_key(video_id))
    if not sweep.keeps_published:
        await objects.delete(video_key(video_id))
        await _delete_below(objects, f"{video_id}/")
        await _delete_below(objects, links_prefix(video_id))
        # The highest generation first, so that an interrupted sweep leaves generations without gaps.
        results = [facts.key for facts in await objects.list(f"{RESULTS_PREFIX}{video_id}-")]
        await _delete(objects, sorted(results, key=lambda key: _generation(key), reverse=True))


async def delete_inputs(objects: ObjectStore, video_id: str) -> None:
    """Deletes the texts that the video's request refers to."""
    await _delete_below(objects, inputs_prefix(video_id))


def _generation(key: str) -> int:
    found = parse_result_key(key)
    return 0 if found is None else found[1]


async def _delete_below(objects: ObjectStore, prefix: str) -> None:
    await _delete(objects, [facts.key for facts in await objects.list(prefix)])


async def _delete(objects: ObjectStore, keys: Iterable[str]) -> None:
    for key in keys:
        await objects.delete(key)
