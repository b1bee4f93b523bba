"""What is missing is named with its package before any work begins."""

from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from runner.machine.requirements import TOOLS, Tool, require_tools


def test_this_machine_has_everything_installed(tmp_path: Path) -> None:
    assert [tool.name for tool in TOOLS if not tool.is_installed] == []
    require_tools(tmp_path)


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PodreelError) as caught:
        require_tools(tmp_path)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert "ffmpeg is not installed" in caught.value.detail
    assert "apt-get install ffmpeg" in caught.value.next_step


def test_optional_programs_are_not_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ffmpeg").symlink_to("/usr/bin/ffmpeg")
    monkeypatch.setenv("PATH", str(tmp_path))
    require_tools(tmp_path)


@pytest.mark.parametrize("is_library", [True, False])
def test_a_program_that_is_not_installed_is_missing(is_library: bool) -> None:
    assert not Tool("no-such-thing", "none", "nothing", is_library=is_library).is_installed
