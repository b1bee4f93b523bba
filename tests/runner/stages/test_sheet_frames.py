"""Which frames stand for a section."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.render.job import BeatJob, Picture, SectionFrames, SectionJob
from runner.render.record import BoundingBox, DryRunRecord, FrameSpan, Moment, ShownObject
from runner.stages.sheet_frames import Place, choose_frames, frame_of_moment, still_picture

WIDE = Picture(width=1920, height=1080, frame_rate=10)
SOMETHING = ShownObject(kind="Square", box=BoundingBox(left=0, bottom=0, right=1, top=1))


def job(*seconds: float) -> SectionJob:
    return SectionJob(scene="A", picture=WIDE, beats=tuple(BeatJob(seconds=each) for each in seconds))


def record(
    count: int,
    starts: tuple[int, ...] = (),
    ends: tuple[int, ...] = (),
    *,
    moves: tuple[tuple[int, int], ...] = (),
    moments: tuple[Moment, ...] = (),
) -> DryRunRecord:
    """A section of so many frames; between the spans that move, it stands still."""
    edges = sorted({0, count, *(edge for span in moves for edge in span)})
    spans = [
        FrameSpan(start=first, end=second, moves=(first, second) in moves)
        for first, second in pairwise(edges)
    ]
    times = SectionFrames(frame_count=count, beat_start_frames=starts)
    return DryRunRecord(
        times=times,
        pictures_end_frames=ends,
        plays=1,
        drawn_objects=0,
        spans=tuple(spans),
        moments=moments,
    )


def moment(frame: int, beat: int, *, shows: bool = True) -> Moment:
    return Moment(frame=frame, beat=beat, objects=(SOMETHING,) if shows else ())


def test_each_beat_shows_its_middle_and_its_last_frame_before_what_comes_after_it() -> None:
    # The speech of 1.65 s and its pause take 20 frames; what follows the second beat clears the screen.
    ran = record(50, (0, 20), (15, 38), moves=((0, 15), (20, 38), (40, 45)))
    chosen = choose_frames(ran, job(1.65, 1.65), most=4)
    assert [(each.beat, each.place, each.frame) for each in chosen.shown] == [
        (1, Place.MIDDLE, 9),
        (1, Place.END, 19),
        (2, Place.MIDDLE, 29),
        (2, Place.END, 39),
    ]
    assert [each.label for each in chosen.shown[:2]] == ["beat 1 · middle · 0.9 s", "beat 1 · end · 1.9 s"]
    assert chosen.left_out == ()


def test_a_beat_whose_pictures_overrun_its_speech_ends_with_its_pictures() -> None:
    ran = record(40, (0,), (36,), moves=((0, 36),))
    assert [each.frame for each in choose_frames(ran, job(1.0), most=2).shown] == [17, 35]


def test_a_picture_that_stays_from_the_middle_to_the_end_is_shown_once() -> None:
    ran = record(24, (0,), (9,), moves=((0, 9),))
    shown = choose_frames(ran, job(1.65), most=9).shown[-1]
    assert (shown.place, shown.frame) == (Place.MIDDLE_AND_END, 19)
    assert shown.label == "beat 1 · middle and end · 1.9 s"


def test_a_beat_that_ends_empty_shows_what_was_there_before() -> None:
    ran = record(24, (0,), (18,), moves=((0, 8), (13, 18)), moments=(moment(18, 1, shows=False),))
    assert [(each.place, each.frame) for each in choose_frames(ran, job(1.65), most=2).shown] == [
        (Place.MIDDLE, 6),
        (Place.BEFORE_CLEARING, 12),
    ]


def test_a_beat_that_is_always_empty_shows_that() -> None:
    ran = record(24, (0,), (0,), moments=(moment(0, 1, shows=False),))
    assert [each.place for each in choose_frames(ran, job(1.65), most=9).shown] == [Place.MIDDLE_AND_END]


def test_a_scene_without_beats_shows_each_play_with_the_stillness_behind_it() -> None:
    ran = record(
        50,
        moves=((0, 10), (30, 40)),
        moments=(moment(10, 0), moment(30, 0), moment(40, 0), moment(50, 0)),
    )
    chosen = choose_frames(ran, job(), most=3)
    assert [(each.beat, each.place, each.frame) for each in chosen.shown] == [
        (0, Place.MIDDLE_AND_END, 29),
        (0, Place.MIDDLE, 39),
        (0, Place.END, 49),
    ]
    assert all(not each.label.startswith("beat") for each in chosen.shown)


def test_where_there_is_no_room_for_all_ends_go_before_middles_and_long_beats_before_short_ones() -> None:
    starts, ends = (0, 10, 30), (10, 30, 40)
    ran = record(40, starts, ends, moves=((0, 40),))
    chosen = choose_frames(ran, job(0.6, 1.6, 0.6), most=4)
    assert [each.frame for each in chosen.shown] == [9, 19, 29, 39]
    assert [(each.beat, each.place) for each in chosen.left_out] == [(1, Place.MIDDLE), (3, Place.MIDDLE)]


@pytest.mark.parametrize(("most", "frames"), [(1, [9]), (2, [0, 9]), (4, [0, 3, 6, 9])])
def test_of_many_beats_the_ends_are_spread_evenly_and_the_last_is_always_there(
    most: int, frames: list[int]
) -> None:
    ran = record(10, tuple(range(10)), tuple(range(1, 11)), moves=((0, 10),))
    assert [each.frame for each in choose_frames(ran, job(*[0.0] * 10), most=most).shown] == frames


def test_where_there_is_room_the_longest_movement_is_shown_half_way() -> None:
    ran = record(60, (0,), (60,), moves=((10, 22), (24, 27), (45, 60)))
    chosen = choose_frames(ran, job(5.6), most=3)
    assert [(each.place, each.frame) for each in chosen.shown] == [
        (Place.MIDDLE, 29),
        (Place.BETWEEN, 52),
        (Place.END, 59),
    ]
    assert chosen.shown[1].label == "beat 1 · 5.2 s"
    # Then the next longest; the middle of the short one is near the beat's own.
    assert [each.frame for each in choose_frames(ran, job(5.6), most=9).shown] == [16, 29, 52, 59]


def test_where_the_longest_movement_is_shown_already_quarters_are_shown() -> None:
    ran = record(40, (0,), (40,), moves=((0, 40),))
    assert [each.frame for each in choose_frames(ran, job(3.6), most=9).shown] == [10, 19, 30, 39]


def test_each_beat_has_one_frame_between_before_a_long_one_has_two() -> None:
    ran = record(100, (0, 60), (60, 100), moves=((0, 60), (60, 100)))
    assert [each.frame for each in choose_frames(ran, job(5.6, 3.6), most=6).shown] == [
        15,
        29,
        59,
        70,
        79,
        99,
    ]


def test_a_scene_without_beats_tells_a_moment_between_by_its_second_alone() -> None:
    ran = record(40, moves=((0, 40),), moments=(moment(40, 0),))
    assert next(each.label for each in choose_frames(ran, job(), most=3).shown) == "1.0 s"


@pytest.mark.parametrize(
    ("moment_frame", "frame"),
    [(9, 9), (20, 19), (30, 29), (99, 29), (0, 0)],
    ids=["stands still", "moves on", "at the end", "beyond the end", "at once"],
)
def test_a_moment_is_shown_where_the_screen_is_as_it_tells(moment_frame: int, frame: int) -> None:
    ran = record(30, moves=((0, 9), (15, 20), (20, 24)))
    assert frame_of_moment(ran, moment_frame) == frame


@st.composite
def _sections(draw: st.DrawFn) -> tuple[DryRunRecord, SectionJob]:
    """Any record that the host accepts, with any job of as many beats."""
    count = draw(st.integers(1, 200))
    starts = sorted(draw(st.sets(st.integers(0, count - 1), max_size=8)))
    ends = tuple(draw(st.integers(start, count)) for start in starts)
    frames = st.integers(0, 300)
    spans = st.builds(FrameSpan, start=frames, end=frames, moves=st.booleans())
    moments = st.builds(
        Moment, frame=frames, beat=st.integers(0, 9), objects=st.sampled_from(((), (SOMETHING,)))
    )
    ran = DryRunRecord(
        times=SectionFrames(frame_count=count, beat_start_frames=tuple(starts)),
        pictures_end_frames=ends,
        plays=1,
        drawn_objects=0,
        spans=tuple(draw(st.lists(spans, max_size=8))),
        moments=tuple(draw(st.lists(moments, max_size=8))),
    )
    return ran, job(*draw(st.lists(st.floats(0, 9), min_size=len(starts), max_size=len(starts))))


@given(_sections(), st.integers(1, 20))
def test_frames_are_the_sections_own_in_order_and_as_many_as_there_is_room_for(
    section: tuple[DryRunRecord, SectionJob], most: int
) -> None:
    ran, asked = section
    chosen = choose_frames(ran, asked, most)
    frames = [each.frame for each in chosen.shown]
    assert frames
    assert frames == sorted(set(frames))
    assert all(0 <= frame < ran.times.frame_count for frame in frames)
    assert len(frames) <= most
    assert not chosen.left_out or len(frames) == most
    assert not {each.frame for each in chosen.left_out} & set(frames)
    assert SectionJob(scene="A", picture=still_picture(WIDE), stills=tuple(frames)).stills


@given(_sections(), st.integers(1, 20))
def test_a_moment_between_takes_no_room_from_others_and_shows_what_no_other_frame_does(
    section: tuple[DryRunRecord, SectionJob], most: int
) -> None:
    ran, asked = section
    chosen = choose_frames(ran, asked, most)
    between = [each for each in chosen.shown if each.place is Place.BETWEEN]
    assert not (between and chosen.left_out)
    assert all(each.place is not Place.BETWEEN for each in chosen.left_out)
    beats = [each.beat for each in between]
    assert not asked.beats or all(beats.count(beat) <= 2 for beat in beats)
    for each in between:
        for other in chosen.shown:
            first, last = sorted((each.frame, other.frame))
            stands = any(not span.moves and span.start <= first and last < span.end for span in ran.spans)
            assert other is each or (last - first >= 5 and not stands)


@given(st.integers(1, 4000).map(lambda half: half * 2), st.integers(1, 4000).map(lambda half: half * 2))
def test_a_still_has_at_most_480_pixels_and_the_shape_of_the_video(width: int, height: int) -> None:
    found = still_picture(Picture(width=width, height=height, frame_rate=30))
    assert max(found.width, found.height) <= 480
    assert found.width * found.height <= 1.02 * 480 * 270
    shorter = min(found.width, found.height)
    if shorter >= 100:
        assert found.width / found.height == pytest.approx(width / height, rel=0.02)


@pytest.mark.parametrize(
    ("size", "still"),
    [
        ((1920, 1080), (480, 270)),
        ((1080, 1920), (270, 480)),
        ((1080, 1080), (360, 360)),
        ((128, 72), (480, 270)),
    ],
)
def test_the_usual_formats_have_these_stills(size: tuple[int, int], still: tuple[int, int]) -> None:
    found = still_picture(Picture(width=size[0], height=size[1], frame_rate=30))
    assert (found.width, found.height) == still
