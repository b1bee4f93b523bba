"""Code walks: any program stays in its region, and the line that is spoken of is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures.structures.code_walk import CodeWalk
from tests.scenekit.pictures.frames import ANY_DATA, Skipping, faults_of, scene_in
from tests.scenekit.pictures.structures.looking import ANY_PLACE, Place, apart_faults, picture_room

pytestmark = [pytest.mark.slow, pytest.mark.spread]

LINES = (
    "x = 1",
    "",
    "    return 'found'  # 漢字",
    "if a[i] > a[j] and i != j: swap(a, i, j)",
    "🙂",
)
VARIABLES: tuple[dict[str, str], ...] = ({}, {"i": "0"}, {"low": "-1", "a_long_name": "1e300", "empty": ""})


@ANY_DATA
@given(
    place=ANY_PLACE,
    lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=20).filter(any),
    variables=st.sampled_from(VARIABLES),
    data=st.data(),
)
def test_any_code_stays_in_its_region_wherever_the_cursor_goes(
    place: Place, lines: list[str], variables: dict[str, str], data: st.DataObject
) -> None:
    with scene_in(place.aspect, SectionPlan((BeatPlan(0.3),), theme=place.theme), Skipping) as scene:
        room = picture_room(scene, place)
        walk = CodeWalk(scene, "\n".join(lines), "python", variables, region=room)
        assert apart_faults(walk) == []
        with scene.beat(1) as beat:
            walk.go(beat, data.draw(st.integers(1, len(walk.lines))))
            for name in variables:
                walk.change(beat, name, "12")
        assert faults_of(walk) == []


def test_code_of_500_lines_shows_the_line_that_is_spoken_of() -> None:
    code = "\n".join(f"step_{number}()" for number in range(1, 501))
    with scene_in("16:9", SectionPlan((BeatPlan(3.0), BeatPlan(3.0)))) as scene:
        walk = CodeWalk(scene, code)
        with scene.beat(1) as beat:
            walk.go(beat, 300)
        assert any(part.text == "step_300()" for part in walk.parts)
        assert walk.cursor.get_y() == pytest.approx(walk["step_300()"].get_y(), abs=walk.window.pitch / 3)
        shown = {part.text for part in walk.parts}
        with scene.beat(2) as beat:
            walk.leave(beat)
        assert len(shown) == walk.window.count
        assert not any(each.family_members_with_points() for each in scene.mobjects)


def test_a_window_begins_with_the_beginning_of_a_line() -> None:
    code = "\n".join(f"print('a line that is too long for one row of this picture: {n}')" for n in range(40))
    with scene_in("9:16") as scene:
        window = CodeWalk(scene, code, "python").window
    for line in (1, 7, 40):
        top = window.top_for(line, 0)
        first, last = window.rows_of(line)
        assert not window.rows[top].continued
        assert top <= first <= last < top + window.count


def test_reading_goes_through_all_lines_and_keeps_the_time() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0), BeatPlan(4.0)), beat_pause_seconds=0.0)) as scene:
        walk = CodeWalk(scene, "a = 1\nb = 2\n\nc = 3", "python", variables={"a": ""})
        with scene.beat(1) as beat:
            walk.draw(beat)
        with scene.beat(2) as beat:
            walk.read(beat)
        assert scene.narration.start_frames == {1: 0, 2: 60}
        assert walk.cursor.get_y() == pytest.approx(walk.window.height_of(3))


def test_impossible_walks_are_refused() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0),))) as scene, scene.beat(1) as beat:
        with pytest.raises(ValueError, match="no code to show"):
            CodeWalk(scene, " \n")
        with pytest.raises(ValueError, match="at most 6 variables"):
            CodeWalk(scene, "a", variables=dict.fromkeys("abcdefg", ""))
        walk = CodeWalk(scene, "a", variables={"a": "1"})
        with pytest.raises(ValueError, match="lines 1 to 1"):
            walk.go(beat, 2)
        with pytest.raises(ValueError, match="no variable 'b'"):
            walk.change(beat, "b", "2")
