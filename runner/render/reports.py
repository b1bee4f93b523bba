"""Reads what a script's process reports in files: its frames so far, its times, the record of a dry run.

Strictly parsed: no value is converted, no name may repeat, and all sizes are limited.
"""

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from runner.render.job import MAX_FRAMES, SectionFrames
from runner.render.record import DryRunRecord
from runner.render.results import read_small

TIMES_NAME = "times.json"
RECORD_NAME = "record.json"
FRAMES_NAME = "frames.txt"
_MAX_TIMES_BYTES = 2**20
_MAX_RECORD_BYTES = 8 * 2**20
# The largest record has fewer. A megabyte of nothing but brackets would take a hundred as Python's values.
_MAX_CONTAINERS = 400_000
_MAX_VALUES = 800_000
Report = TypeVar("Report", bound=BaseModel)


def read_times(folder: Path) -> SectionFrames | None:
    """The times that the script's process reported; None if they are missing or invalid."""
    data = read_small(folder, TIMES_NAME, _MAX_TIMES_BYTES)
    return None if data is None else parse_times(data)


def parse_times(data: bytes) -> SectionFrames | None:
    """The times in these bytes; None if they are invalid."""
    return _parse(data, SectionFrames)


def read_frame_count(folder: Path) -> int:
    """How many frames the script's process says it has drawn so far; 0 if it does not say."""
    said = read_small(folder, FRAMES_NAME, len(str(MAX_FRAMES))) or b""
    return int(said) if said.isdigit() else 0


def read_record(folder: Path) -> DryRunRecord | None:
    """The record that a dry run left; None if it is missing or invalid."""
    data = read_small(folder, RECORD_NAME, _MAX_RECORD_BYTES)
    return None if data is None else parse_record(data)


def parse_record(data: bytes) -> DryRunRecord | None:
    """The record in these bytes; None if it is invalid."""
    return _parse(data, DryRunRecord)


def _parse(data: bytes, form: type[Report]) -> Report | None:
    if data.count(b"[") + data.count(b"{") > _MAX_CONTAINERS or data.count(b",") > _MAX_VALUES:
        return None
    try:
        values = json.loads(data, object_pairs_hook=_without_repeats, parse_constant=_refuse)
        return form.model_validate_json(json.dumps(values), strict=True)
    except (ValueError, RecursionError):
        return None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(pairs) != len(values):
        raise ValueError("a name occurs twice")
    return values


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number of JSON")
