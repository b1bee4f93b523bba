"""The picture of a layout is whole or not there, and a place that won't do is refused before work begins."""

from pathlib import Path

import pytest

from cli.layout_file import incoming_picture, keep_picture, require_png
from contract.failure import FailureCode, PodreelError


@pytest.mark.parametrize("name", ["a.png", "folder/A.PNG", "a.b.png"])
def test_a_png_is_welcome(name: str) -> None:
    require_png(Path(name))


@pytest.mark.parametrize("name", ["a.jpg", "png", "a.png.txt", "-", "/dev/stdout", ""])
def test_another_ending_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(PodreelError) as caught:
        require_png(Path(name))
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert "layout.png" in caught.value.next_step


def test_a_drawn_picture_gets_to_its_place_with_the_folders_that_lead_there(tmp_path: Path) -> None:
    path = tmp_path / "new" / "layout.png"
    with incoming_picture(path) as incoming:
        assert incoming is not None
        incoming.write_bytes(b"PNG")
        assert keep_picture(incoming, path)
    assert [each.name for each in path.parent.iterdir()] == ["layout.png"]


def test_without_a_picture_the_old_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "layout.png"
    path.write_bytes(b"old")
    with incoming_picture(path) as incoming:
        assert incoming is not None
        assert not keep_picture(incoming, path)
    with pytest.raises(RuntimeError), incoming_picture(path):
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_path_needs_no_file() -> None:
    with incoming_picture(None) as incoming:
        assert incoming is None


def test_a_place_that_can_not_be_written_is_told_with_the_option(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PodreelError) as caught, incoming_picture(tmp_path / "file" / "layout.png"):
        pass
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert "--layout" in caught.value.next_step
