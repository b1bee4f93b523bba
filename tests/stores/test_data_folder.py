"""Nothing in a data folder is open to other users, whatever was there before; what is not ours stays."""

import os
import stat
from pathlib import Path

import pytest

from stores.data_folder import OWN_NAMES, make_way, open_data_folder, open_for_appending, way_to_sections

BEFORE = 0o755


@pytest.fixture(autouse=True)
def _open_mask() -> object:
    """What most users have."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def old_data(folder: Path) -> None:
    """What version 0.1 leaves."""
    for name in OWN_NAMES:
        (folder / name / "inner" / "deep").mkdir(parents=True)
        (folder / name / "file").write_text("prompt")
        (folder / name / "inner" / "deep" / "file").write_text("prompt")


def test_a_new_folder_is_closed_and_the_folders_above_it_stay_the_users(tmp_path: Path) -> None:
    open_data_folder(tmp_path / "new" / "data")
    assert mode(tmp_path / "new") == BEFORE
    assert mode(tmp_path / "new" / "data") == way_to_sections()
    assert way_to_sections() == (0o711 if os.geteuid() == 0 else 0o700)


def test_all_that_an_earlier_version_left_is_closed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    old_data(data)
    open_data_folder(data)
    open_data_folder(data)
    assert (mode(data), mode(data / "work")) == (way_to_sections(), way_to_sections())
    for path in data.rglob("*"):
        is_way = path in (data, data / "work")
        assert is_way or mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_what_lies_beside_ours_and_what_links_lead_to_keep_their_modes(tmp_path: Path) -> None:
    data, outside = tmp_path / "data", tmp_path / "outside"
    old_data(data)
    outside.mkdir()
    for foreign in (data / "thesis.txt", outside / "file"):
        foreign.write_text("not ours")
    (data / "logs" / "link").symlink_to(outside / "file")
    (data / "objects").rename(outside / "objects")
    (data / "objects").symlink_to(outside / "objects")
    open_data_folder(data)
    kept = (data, data / "thesis.txt", outside, outside / "file", outside / "objects")
    assert [mode(path) for path in kept] == [BEFORE, 0o644, BEFORE, 0o644, BEFORE]
    assert (mode(data / "logs"), mode(data / "logs" / "file")) == (0o700, 0o600)


def test_a_folder_where_everybody_may_write_stays_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    open_data_folder(tmp_path)
    assert mode(tmp_path) == 0o1777


def test_the_way_to_sections_and_a_log_have_their_modes_under_any_mask(tmp_path: Path) -> None:
    for mask in (0, 0o022, 0o077):
        os.umask(mask)
        way, log = tmp_path / f"way-{mask}", tmp_path / f"log-{mask}"
        make_way(way)
        make_way(way)
        os.close(open_for_appending(log))
        assert (mode(way), mode(log)) == (way_to_sections(), 0o600)
