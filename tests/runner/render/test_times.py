"""The times that a section's process reports are valid or ignored."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.render.job import SectionFrames
from runner.render.reports import FRAMES_NAME, parse_times, read_frame_count, read_times


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A script's folder, which lies in the host's root."""
    made = tmp_path / "section"
    made.mkdir()
    return made


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)
REPORTS = st.fixed_dictionaries(
    {
        "frame_count": st.integers(-5, 50) | JSON,
        "beat_start_frames": st.lists(st.integers(-2, 40), max_size=5) | JSON,
    }
)


@given(REPORTS.map(lambda report: repr(report).encode()) | st.binary(max_size=300))
def test_times_are_read_as_valid_or_as_none(data: bytes) -> None:
    for form in (data, data.replace(b"'", b'"')):
        times = parse_times(form)
        if times is not None:
            starts = list(times.beat_start_frames)
            assert 0 < times.frame_count <= 1_000_000
            assert starts == sorted(set(starts))
            assert all(0 <= start < times.frame_count for start in starts)


def report(frame_count: str = "22", starts: str = "[0, 9]", more: str = "") -> bytes:
    return f'{{"frame_count": {frame_count}, "beat_start_frames": {starts}{more}}}'.encode()


def test_true_times_are_read(folder: Path) -> None:
    (folder / "times.json").write_bytes(report())
    assert read_times(folder) == SectionFrames(frame_count=22, beat_start_frames=(0, 9))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[" * 500_000,
        b'{"a":' * 100_000,
        report("9" * 5_000),
        report("1" + "0" * 400),
        report("1000001"),
        report("22.0"),
        report("2.2e1"),
        report("NaN"),
        report("Infinity"),
        report("true"),
        report('"22"'),
        report("0"),
        report("-1"),
        report("null"),
        report(starts="[0, 9.0]"),
        report(starts="[0, true]"),
        report(starts='["0", "9"]'),
        report(starts="[9, 0]"),
        report(starts="[0, 22]"),
        report(starts='{"0": 9}'),
        report(starts="[[0], [9]]"),
        report("2000", str(list(range(1_001)))),
        report(more=', "frame_count": 21'),
        report() + b"\xff",
        report() + report(),
        b"\xff\xfe" + report(),
        report(more=', "\\ud800": 1'),
    ],
    ids=lambda data: ascii(data[:60]),
)
def test_impossible_times_are_read_as_none(folder: Path, data: bytes) -> None:
    (folder / "times.json").write_bytes(data)
    assert read_times(folder) is None


def test_times_of_more_than_a_megabyte_are_not_even_read(folder: Path) -> None:
    (folder / "times.json").write_bytes(report() + b" " * 2**20)
    assert read_times(folder) is None


@pytest.mark.parametrize(
    ("said", "count"), [(b"812", 812), (b"", 0), (b"-5", 0), (b"12 frames", 0), (b"9" * 40, 0), (b"\xff", 0)]
)
def test_a_count_of_frames_is_a_number_or_nothing(folder: Path, said: bytes, count: int) -> None:
    (folder / FRAMES_NAME).write_bytes(said)
    assert read_frame_count(folder) == count
