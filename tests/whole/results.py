"""The results of finished videos, read as the programs read them."""

from pathlib import Path

from contract.result import Completed, parse_completed
from contract.result_parts import ModelResult, ScriptResult


def exported_result(out: Path) -> Completed:
    """That of the video which `podreel make` has exported to `out`."""
    return completed_in(out / "result.json")


def completed_in(path: Path) -> Completed:
    return parse_completed(path.read_bytes(), str(path))


def model_use_of(result: Completed) -> ModelResult:
    assert result.model_use is not None
    return result.model_use


def script_of(result: Completed) -> ScriptResult:
    assert result.script is not None
    return result.script


def max_offset_ms_of(result: Completed) -> float:
    assert result.sync.max_offset_ms is not None
    return result.sync.max_offset_ms
