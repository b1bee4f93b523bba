"""Old temporary folders of ours are removed; new ones, links and those of others are not touched."""

import os
from pathlib import Path

from stores.temporary_leftovers import remove_incoming_leftovers, remove_temporary_leftovers

LEFT = ("podreel-0a1b2c_d", "podreel-order-abcdefgh", "podreel-request-abcdefgh", "podreel-sample-abcdefgh")
OTHERS = (
    "podreel",
    "podreel-attacks-abcdefgh",
    "podreel-order-abcdefghi",
    "podreel-ORDER123",
    "x-podreel-abcdefgh",
)


def make_old(path: Path) -> None:
    os.utime(path, (0, 0), follow_symlinks=False)


def test_only_old_folders_with_our_names_are_removed(tmp_path: Path) -> None:
    for name in (*LEFT, *OTHERS):
        (tmp_path / name).mkdir()
        (tmp_path / name / "order.json").write_text("prompt")
        make_old(tmp_path / name)
    (tmp_path / "podreel-order-new_one0").mkdir()
    (tmp_path / "podreel-order-notadir0").write_text("a file")
    make_old(tmp_path / "podreel-order-notadir0")
    remove_temporary_leftovers(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        *OTHERS,
        "podreel-order-new_one0",
        "podreel-order-notadir0",
    }


def test_no_link_is_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("kept")
    temporary = tmp_path
    (temporary / "podreel-order-abcdefgh").symlink_to(outside)
    make_old(temporary / "podreel-order-abcdefgh")
    (temporary / "podreel-order-hijklmno").mkdir()
    (temporary / "podreel-order-hijklmno" / "link").symlink_to(outside)
    make_old(temporary / "podreel-order-hijklmno")
    remove_temporary_leftovers(tmp_path)
    assert {path.name for path in temporary.iterdir()} == {"outside", "podreel-order-abcdefgh"}
    assert (outside / "file").read_text() == "kept"


def test_half_exported_files_are_removed_from_the_folder_that_is_exported_to(tmp_path: Path) -> None:
    for name in (".incoming-0a1b2c_d", ".incoming-abcdefgh", ".incoming-mine", "podreel-0a1b2c_d"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "video.mp4").write_text("half")
        make_old(tmp_path / name)
    os.utime(tmp_path / ".incoming-abcdefgh")
    remove_incoming_leftovers(tmp_path)
    left = {".incoming-abcdefgh", ".incoming-mine", "podreel-0a1b2c_d"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_a_folder_that_is_missing_is_no_error(tmp_path: Path) -> None:
    remove_incoming_leftovers(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []
