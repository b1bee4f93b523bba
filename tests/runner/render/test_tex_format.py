"""The host's TeX format: made in the background, open to read, and gone with the host."""

import asyncio
from pathlib import Path

import pytest

from runner.render.tex_format import FORMAT_FILE, TexFormat, make_format

_STOLEN = r"\immediate\openout1=../stolen \immediate\write1{x}\immediate\closeout1 \endinput"


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def made_in(folder: Path) -> TexFormat:
    """A format that is ready."""
    made = TexFormat(folder)
    made.start()
    for _ in range(6_000):
        if made.ready_folder is not None:
            return made
        await asyncio.sleep(0.01)
    raise AssertionError("no format was made")


async def test_a_format_can_be_read_by_all_once_it_is_made_and_goes_with_its_host(tmp_path: Path) -> None:
    folder = tmp_path / "tex"
    made = await made_in(folder)
    assert made.ready_folder == folder
    file = folder / FORMAT_FILE
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o755, 0o644)
    assert names_in(folder) == [FORMAT_FILE]
    await made.close()
    assert made.ready_folder is None
    assert names_in(tmp_path) == []


def test_a_host_that_ends_at_once_leaves_no_format(tmp_path: Path) -> None:
    async def live() -> None:
        made = TexFormat(tmp_path / "tex")
        made.start()
        made.start()
        await asyncio.sleep(0)
        await made.close()

    asyncio.run(live())
    assert names_in(tmp_path) == []


async def test_what_a_killed_host_left_is_neither_trusted_nor_read(tmp_path: Path) -> None:
    folder = tmp_path / "tex"
    folder.mkdir()
    (folder / FORMAT_FILE).write_text("left")
    # TeX looks beside its own document first.
    (folder / "standalone.cls").write_text(_STOLEN)
    made = TexFormat(folder)
    assert made.ready_folder is None
    made.start()
    assert made.ready_folder is None
    await made.close()
    made = await made_in(folder)
    assert names_in(folder) == [FORMAT_FILE]
    await made.close()
    assert names_in(tmp_path) == []


async def test_a_link_in_the_formats_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (tmp_path / "tex").symlink_to(elsewhere)
    made = await made_in(tmp_path / "tex")
    await made.close()
    assert names_in(elsewhere) == []
    assert elsewhere.stat().st_mode & 0o777 == 0o700


async def test_the_operators_own_tex_files_and_variables_are_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "standalone.cls").write_text("broken")
    monkeypatch.setenv("TEXINPUTS", f"{own}:")
    assert await make_format(tmp_path / "tex")


async def test_where_no_format_can_be_made_there_is_none(tmp_path: Path) -> None:
    assert not await make_format(tmp_path / "missing" / "tex")
    made = TexFormat(tmp_path / "missing" / "tex")
    made.start()
    await made.close()
    assert made.ready_folder is None


@pytest.mark.parametrize("name", ["a:b", "a;b", "a,b", "a{b", "a$HOME"])
async def test_in_a_folder_that_tex_would_not_find_no_format_is_made(tmp_path: Path, name: str) -> None:
    made = TexFormat(tmp_path / name)
    made.start()
    await made.close()
    assert made.ready_folder is None
    assert names_in(tmp_path) == []


async def test_without_a_folder_there_is_no_format() -> None:
    made = TexFormat()
    made.start()
    await made.close()
    assert made.ready_folder is None
