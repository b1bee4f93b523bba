"""The worst faults are drawn, each at its moment, a few to a picture."""

from hypothesis import given
from hypothesis import strategies as st

from contract.picture_fault import FaultBox, PictureFault
from runner.check.page.choice import (
    MOST_MARKS,
    MOST_PICTURES,
    NumberedFault,
    choose_pictures,
    moment_at,
)
from tests.runner.layout.sections import record

PLACE = FaultBox(left=0, bottom=0, right=1, top=1)


def fault(number: int, scene: str = "A", frame: int = 0, measure: float = 0.5) -> NumberedFault:
    told = PictureFault(kind="small_text", scene=scene, sentence="s", boxes=(PLACE,), measure=measure)
    return NumberedFault(number, told, frame)


def test_faults_of_one_moment_share_a_picture_and_the_worst_picture_comes_first() -> None:
    pictures = choose_pictures([fault(1, measure=0.2), fault(2, measure=0.1), fault(3, "B", measure=0.9)])
    assert [(each.scene, [one.number for one in each.faults]) for each in pictures] == [
        ("B", [3]),
        ("A", [1, 2]),
    ]


def test_faults_without_a_place_have_no_picture() -> None:
    still = PictureFault(kind="still", scene="A", sentence="s", measure=1.0)
    assert choose_pictures([NumberedFault(1, still, 0)]) == ()
    assert choose_pictures([]) == ()


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 3), st.floats(0, 1)), max_size=60),
)
def test_each_moment_is_shown_before_one_is_shown_twice_and_the_worst_come_first(
    places: list[tuple[str, int, float]],
) -> None:
    faults = [fault(number, *place) for number, place in enumerate(places, 1)]
    pictures = choose_pictures(faults, 3)
    drawn = [one for each in pictures for one in each.faults]
    assert len({one.number for one in drawn}) == len(drawn)
    assert all(1 <= len(each.faults) <= MOST_MARKS for each in pictures)
    assert all(
        (one.fault.scene, one.frame) == (each.scene, each.frame) for each in pictures for one in each.faults
    )
    moments = [(each.scene, each.frame) for each in pictures]
    missing = [one for one in faults if (one.fault.scene, one.frame) not in moments]
    if missing:
        assert len(set(moments)) == len(moments) == 3
        worst = [max(one.fault.measure for one in each.faults) for each in pictures]
        assert worst == sorted(worst, reverse=True)
        assert max(one.fault.measure for one in missing) <= worst[-1]


def test_hundreds_of_faults_give_a_readable_number_of_pictures() -> None:
    assert len(choose_pictures([fault(number, frame=number) for number in range(400)])) == MOST_PICTURES


def test_a_moment_is_found_by_its_frame() -> None:
    seen = record([])
    assert moment_at(seen, 10) == seen.moments[0]
    assert moment_at(seen, 11) is None
