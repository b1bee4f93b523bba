"""Settings of one run: their defaults, and the sandbox options of an operator."""

from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.settings import read_settings
from runner.settings import RunSettings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in RunSettings.model_fields:
        monkeypatch.delenv(f"PODREEL_{name}".upper(), raising=False)


def test_without_any_variable_scripts_are_confined_and_read_nothing_more() -> None:
    settings = read_settings(RunSettings)
    assert settings.sandbox == "enforced"
    assert settings.script_folders == ()


@pytest.mark.parametrize("value", ["enforced", "permissive", ""])
def test_the_sandbox_has_two_modes(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PODREEL_SANDBOX", value)
    assert read_settings(RunSettings).sandbox == (value or "enforced")


def test_folders_and_files_that_exist_may_be_granted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "a picture.png"
    file.touch()
    monkeypatch.setenv("PODREEL_SCRIPT_FOLDERS", f"{tmp_path}::{file}:")
    assert read_settings(RunSettings).script_folders == (tmp_path, file)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PODREEL_SANDBOX", "off"),
        ("PODREEL_SANDBOX", "Permissive"),
        ("PODREEL_SCRIPT_FOLDERS", "pictures"),
        ("PODREEL_SCRIPT_FOLDERS", "~/pictures"),
        ("PODREEL_SCRIPT_FOLDERS", "/no/such/folder"),
        ("PODREEL_SCRIPT_FOLDERS", "/usr:../pictures"),
        ("PODREEL_WORKERS", "0"),
        ("PODREEL_SECTION_MEMORY_MB", "1"),
        ("PODREEL_SECTION_SECONDS", "-1"),
    ],
)
def test_an_invalid_value_is_refused_with_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(PodreelError) as caught:
        read_settings(RunSettings)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert variable in caught.value.detail
