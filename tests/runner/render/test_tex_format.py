"""The host's TeX format: made in the background, open to read, and gone with the host."""

import asyncio
from pathlib import Path

from runner.render.tex_format import FORMAT_FILE, TexFormat, make_format


def test_a_format_can_be_read_by_all_once_it_is_made_and_goes_with_its_host(tmp_path: Path) -> None:
    async def live() -> None:
        made = TexFormat(folder)
        made.start()
        assert made.ready_folder == folder
        await made.close()

    folder = tmp_path / "tex"
    assert TexFormat(folder).ready_folder is None
    assert asyncio.run(make_format(folder))
    file = folder / FORMAT_FILE
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o755, 0o644)
    asyncio.run(live())
    assert not folder.exists()


def test_a_host_that_ends_at_once_leaves_no_format(tmp_path: Path) -> None:
    async def live() -> None:
        made = TexFormat(tmp_path / "tex")
        made.start()
        made.start()
        await asyncio.sleep(0)
        await made.close()

    asyncio.run(live())
    assert list(tmp_path.iterdir()) == []


async def test_where_no_format_can_be_made_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "tex").write_text("a file in its place")
    made = TexFormat(tmp_path / "tex")
    made.start()
    await made.close()
    assert made.ready_folder is None


async def test_without_a_folder_there_is_no_format() -> None:
    made = TexFormat()
    made.start()
    await made.close()
    assert made.ready_folder is None
