"""The record of a dry run is valid or ignored, whatever bytes a script left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from runner.render.job import SectionFrames
from runner.render.record import (
    MAX_OBJECTS,
    MAX_OBJECTS_IN_ALL,
    MAX_OUTLINE_POINTS,
    BoundingBox,
    DryRunRecord,
    FrameSpan,
    Moment,
    ShownObject,
)
from runner.render.reports import parse_record
from tests.runner.render.records import boxes, moments, outlines

LENGTHS = st.floats(-100, 100)
OBJECTS = st.builds(
    ShownObject,
    kind=st.text(max_size=9),
    box=boxes(LENGTHS),
    text=st.text(max_size=9),
    font_size=st.none() | LENGTHS,
    opacity=st.floats(0, 1),
    z_index=LENGTHS,
    number=st.integers(0, 9),
    group=st.integers(0, 9),
    outline=st.none() | st.just(0),
    squash=st.floats(0.1, 10),
    lines=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    squash_line=st.none() | st.integers(1, 99),
    more_fills=st.lists(st.text(max_size=7), max_size=3).map(tuple),
)
RECORDS = st.builds(
    DryRunRecord,
    times=st.just(SectionFrames(frame_count=99, beat_start_frames=(0, 30))),
    pictures_end_frames=st.tuples(st.integers(0, 99), st.integers(30, 99)),
    plays=st.integers(0, 9),
    drawn_objects=st.integers(0, 9**9),
    moments=st.lists(moments(OBJECTS), max_size=3).map(tuple),
    outlines=st.tuples(outlines(LENGTHS)),
    spans=st.lists(
        st.builds(FrameSpan, start=st.integers(0, 9), end=st.integers(9, 99), moves=st.booleans()), max_size=3
    ).map(tuple),
)


@given(RECORDS)
def test_a_record_is_read_as_it_was_written(record: DryRunRecord) -> None:
    assert parse_record(record.model_dump_json(exclude_defaults=True).encode()) == record


@given(RECORDS, st.integers(0, 400), st.binary(max_size=3))
def test_a_damaged_record_is_another_valid_one_or_none(record: DryRunRecord, at: int, put: bytes) -> None:
    data = record.model_dump_json().encode()
    read = parse_record(data[:at] + put + data[at + len(put) :])
    assert read is None or all(
        start <= end <= read.times.frame_count
        for start, end in zip(read.times.beat_start_frames, read.pictures_end_frames, strict=True)
    )


def test_a_record_of_more_objects_than_a_dry_run_lists_is_refused() -> None:
    shown = ShownObject(kind="Dot", box=BoundingBox(left=0, bottom=0, right=1, top=1))
    full = Moment(frame=0, beat=0, objects=(shown,) * MAX_OBJECTS)

    def is_read(count: int) -> bool:
        times = SectionFrames(frame_count=99, beat_start_frames=())
        made = DryRunRecord.model_construct(
            times=times, pictures_end_frames=(), plays=1, drawn_objects=0, moments=(full,) * count
        )
        return parse_record(made.model_dump_json(exclude_defaults=True).encode()) is not None

    most = MAX_OBJECTS_IN_ALL // MAX_OBJECTS
    assert (is_read(most), is_read(most + 1)) == (True, False)


def test_an_outline_with_a_line_of_no_point_is_refused() -> None:
    times = '{"times":{"frame_count":9,"beat_start_frames":[]},"pictures_end_frames":[]'
    start = f'{times},"plays":1,"drawn_objects":0,"outlines":'
    assert parse_record(f'{start}[{{"lines":[[[0,0]]]}}]}}'.encode()) is not None
    assert parse_record(f'{start}[{{"lines":[[]]}}]}}'.encode()) is None


def with_outlines(points: int, lines: int) -> bytes:
    """A record of so many points in each of so many lines, four a shape."""
    line = "[" + ",".join(["[-1.25,2.75]"] * points) + "]"
    shapes = ",".join([f'{{"lines":[{",".join([line] * 4)}]}}'] * (lines // 4))
    frames = '"times":{"frame_count":9,"beat_start_frames":[]},"pictures_end_frames":[]'
    return f'{{{frames},"plays":1,"drawn_objects":0,"outlines":[{shapes}]}}'.encode()


def test_as_many_points_as_a_dry_run_lists_are_read_and_twice_as_many_are_not() -> None:
    assert parse_record(with_outlines(50, MAX_OUTLINE_POINTS // 50)) is not None
    assert parse_record(with_outlines(60, MAX_OUTLINE_POINTS // 30)) is None


@given(st.sampled_from(["outlines", "moments", "spans"]), st.sampled_from(["[]", "{}", "0", "[[]]"]))
def test_of_many_wrong_values_only_the_first_is_told(name: str, wrong: str) -> None:
    with pytest.raises(ValidationError) as told:
        DryRunRecord.model_validate_json(f'{{"{name}":[{",".join([wrong] * 100)}]}}')
    assert told.value.error_count() < 20
