"""Deletes the files of deleted and expired videos. A mark requests the sweep and is removed last."""

from collections.abc import Iterable

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from contract.names import (
    RESULTS_PREFIX,
    SWEEPS_PREFIX,
    damaged_key,
    inputs_prefix,
    is_video_id,
    links_prefix,
    order_key,
    parse_result_key,
    sweep_key,
    video_key,
)
from controller.tombstones import Tombstone, read_tombstone, write_tombstone
from stores.damage import DamageKind, DamageRegister
from stores.objects.base import ObjectStore, read_small
from stores.objects.failures import UnreadableObject


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


def deletion_of(video_id: str, tombstone: Tombstone) -> Sweep:
    """The sweep of a video that has this tombstone."""
    return Sweep(video_id=video_id, is_deletion=True, asked_at=tombstone.deleted_at, caller=tombstone.caller)


async def pending_sweeps(objects: ObjectStore, damage: DamageRegister) -> tuple[Sweep, ...]:
    """All pending sweeps. An unreadable mark counts as a deletion if the video has a tombstone.

    Any other unreadable mark is removed: who deletes the video again, or its next expiry, writes it anew.
    """
    keys = [facts.key for facts in await objects.list(SWEEPS_PREFIX)]
    found = [await _read_mark(objects, key, damage) for key in keys]
    return tuple(sweep for sweep in found if sweep is not None)


async def _read_mark(objects: ObjectStore, key: str, damage: DamageRegister) -> Sweep | None:
    video_id = key.removeprefix(SWEEPS_PREFIX).removesuffix(".json")
    if not is_video_id(video_id):
        damage.found(DamageKind.SWEEP, key, "its name is not a video's id")
        return None
    try:
        data = await read_small(objects, key)
        sweep = None if data is None else Sweep.model_validate_json(data)
    except (UnreadableObject, ValidationError) as error:
        return await _mend_mark(objects, video_id, damage, type(error).__name__)
    if sweep is not None and sweep.video_id != video_id:
        return await _mend_mark(objects, video_id, damage, "it names another video")
    return sweep


async def _mend_mark(
    objects: ObjectStore, video_id: str, damage: DamageRegister, reason: str
) -> Sweep | None:
    damage.found(DamageKind.SWEEP, sweep_key(video_id), reason)
    tombstone = await read_tombstone(objects, video_id)
    if tombstone is None:
        await finish_sweep(objects, video_id)
        return None
    return deletion_of(video_id, tombstone)


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
        results = f"{RESULTS_PREFIX}{video_id}-"
        await _delete_below(objects, damaged_key(results))
        found = [facts.key for facts in await objects.list(results)]
        await _delete(objects, sorted(found, key=lambda key: _generation(key), reverse=True))


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
