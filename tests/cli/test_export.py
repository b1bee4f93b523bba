"""A finished video in a folder: its files, the sheets that its reviewer was shown, and its result."""

from pathlib import Path

import pytest

from cli.export import export_files
from contract.failure import PodreelError
from contract.names import PUBLIC_COMPANIONS, VIDEO, companion_key, public_key
from stores.objects.directory import DirectoryStore
from stores.results import write_result
from tests.fakes.results import VIDEO_ID, completed_result

SHEETS = ("sheet-1-after.jpg", "sheet-1-before.jpg")


async def stored(folder: Path, *names: str) -> DirectoryStore:
    objects = DirectoryStore(folder)
    for name in names:
        await objects.put_bytes(public_key(VIDEO_ID, name), name.encode())
    await write_result(objects, completed_result(files={name: len(name) for name in names}))
    return objects


@pytest.mark.parametrize("sheets", [(), SHEETS])
async def test_all_files_of_a_video_are_exported(tmp_path: Path, sheets: tuple[str, ...]) -> None:
    names = (VIDEO, *PUBLIC_COMPANIONS, *sheets)
    objects = await stored(tmp_path / "objects", *names)
    out = tmp_path / "out"
    assert await export_files(objects, VIDEO_ID, out) == out / VIDEO
    assert {path.name for path in out.iterdir()} == {*names, "result.json"}


async def test_nothing_is_exported_if_a_file_is_missing(tmp_path: Path) -> None:
    objects = await stored(tmp_path / "objects", VIDEO, *PUBLIC_COMPANIONS, *SHEETS)
    await objects.delete(companion_key(VIDEO_ID, SHEETS[0]))
    with pytest.raises(PodreelError, match=SHEETS[0]):
        await export_files(objects, VIDEO_ID, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
