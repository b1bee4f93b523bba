"""A box that is known to overlap, leave, squash or hide is found; one that isn't, is not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from runner.layout.colours import contrast, parse_colour
from runner.layout.geometry import area
from runner.layout.legibility import LEAST_CONTRAST, SMALLEST_TEXT
from runner.render.job import SectionFrames
from runner.render.record import BoundingBox, Camera, Moment, ShownObject
from scenekit import TYPE_SCALE
from tests.runner.layout.sections import (
    BODY,
    FRAME,
    FRAMES,
    SAFE,
    box,
    faults,
    kinds,
    line,
    record,
    rectangle,
    shape,
    text,
)

SIZES = st.tuples(st.floats(0.4, 4), st.floats(0.25, 1))
SHARES = st.floats(0.05, 0.95)


@st.composite
def boxes_inside(draw: st.DrawFn, room: BoundingBox = BODY) -> BoundingBox:
    width, height = draw(SIZES)
    x = draw(st.floats(room.left + width / 2, room.right - width / 2))
    y = draw(st.floats(room.bottom + height / 2, room.top - height / 2))
    return box(x, y, width, height)


def moved(place: BoundingBox, right: float, up: float) -> BoundingBox:
    return BoundingBox(
        left=place.left + right, right=place.right + right, bottom=place.bottom + up, top=place.top + up
    )


def mirrored(place: BoundingBox) -> BoundingBox:
    return BoundingBox(left=-place.right, right=-place.left, bottom=place.bottom, top=place.top)


@given(boxes_inside())
def test_a_text_alone_in_the_body_is_no_fault(place: BoundingBox) -> None:
    assert kinds(record([text("area", place)])) == []


@given(boxes_inside(), st.floats(0.2, 0.9), st.booleans())
def test_a_text_that_leaves_the_safe_part_at_a_side_is_found(
    place: BoundingBox, out: float, is_left: bool
) -> None:
    outside = moved(place, SAFE.right + out * (place.right - place.left) - place.right, 0)
    outside = mirrored(outside) if is_left else outside
    found = faults(record([text("area", outside)]))
    is_seen = outside.left < FRAME.right and outside.right > FRAME.left
    is_far_enough = outside.right - SAFE.right > 0.1 or SAFE.left - outside.left > 0.1
    if is_seen and is_far_enough:
        assert [each.kind.value for each in found] == ["text_outside"]
        assert found[0].boxes == (outside,)
        assert 0 < found[0].measure <= 1


@given(boxes_inside(), st.floats(0.1, 0.8))
def test_a_text_where_captions_are_drawn_is_found(place: BoundingBox, depth: float) -> None:
    low = moved(place, 0, SAFE.bottom - depth - place.bottom)
    assert kinds(record([text("area", low)])) == ["text_under_captions"]


@given(boxes_inside(), st.floats(0.1, 0.8))
def test_where_nobody_speaks_no_captions_are_in_the_way_but_the_frames_edge_is(
    place: BoundingBox, depth: float
) -> None:
    low = moved(place, 0, SAFE.bottom - depth - place.bottom)
    silent = Moment(frame=9, beat=0, objects=(text("area", low),))
    options: dict[str, Any] = {
        "moments": (silent,),
        "times": SectionFrames(frame_count=FRAMES, beat_start_frames=()),
    }
    out = (FRAME.top - SAFE.top) - (low.bottom - FRAME.bottom)
    found = kinds(record(**options))
    assert found == (["text_outside"] if out > 0.06 else [])


@given(boxes_inside(), boxes_inside())
def test_texts_overlap_where_their_boxes_do(first: BoundingBox, second: BoundingBox) -> None:
    across = min(first.right, second.right) - max(first.left, second.left)
    up = min(first.top, second.top) - max(first.bottom, second.bottom)
    found = kinds(record([text("one", first), text("two", second, 2)]))
    if across <= 0 or up <= 0:
        assert found == []
    elif min(across, up) > 0.2 and across * up > 0.1 * min(area(first), area(second)):
        assert found == ["texts_overlap"]


@given(boxes_inside(), SHARES)
def test_a_line_through_a_text_is_found_and_one_beside_it_is_not(place: BoundingBox, share: float) -> None:
    inner = place.left + (0.2 + 0.6 * share) * (place.right - place.left)
    for x, expected in ((inner, ["text_crossed"]), (place.right + 0.1, []), (place.left - 0.1, [])):
        ends = (x, place.bottom - 2), (x, place.top + 2)
        post = shape("Line", BoundingBox(left=x, right=x, bottom=ends[0][1], top=ends[1][1]), 2, outline=0)
        assert kinds(record([text("area", place), post], outlines=(line(*ends),))) == expected
        assert kinds(record([post, text("area", place, group=2)], outlines=(line(*ends),))) == []


@given(boxes_inside(), st.floats(0.35, 0.9))
def test_a_text_partly_behind_a_filled_shape_is_found_and_one_before_it_is_not(
    place: BoundingBox, share: float
) -> None:
    edge = place.left + share * (place.right - place.left)
    cover = BoundingBox(left=place.left - 1, right=edge, bottom=place.bottom - 1, top=place.top + 1)
    panel = shape("Square", cover, 2, outline=0, stroke="", fill="#101010", fill_opacity=1.0)
    words = text("area", place)
    assert "text_hidden" in kinds(record([words, panel], outlines=(rectangle(cover),)))
    assert kinds(record([panel, words], outlines=(rectangle(cover),))) == []


@given(boxes_inside(), st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_contrast_is_taken_to_what_truly_lies_behind(place: BoundingBox, ink: int, paper: int) -> None:
    fill, panel_fill = f"#{ink:06X}", f"#{paper:06X}"
    cover = BoundingBox(left=-7, right=7, bottom=-4, top=4)
    panel = shape("Square", cover, 2, outline=0, stroke="", fill=panel_fill, fill_opacity=1.0)
    first, second = parse_colour(fill), parse_colour(panel_fill)
    assert first is not None
    assert second is not None
    found = kinds(record([panel, text("area", place, fill=fill)], outlines=(rectangle(cover),)))
    ratio = contrast(first, second)
    if ratio < LEAST_CONTRAST - 0.06:
        assert found == ["low_contrast"]
    elif ratio >= LEAST_CONTRAST:
        assert found == []


@given(boxes_inside(), st.floats(5, 60))
def test_text_below_the_kits_smallest_size_is_found(place: BoundingBox, size: float) -> None:
    assert TYPE_SCALE.small == SMALLEST_TEXT
    found = kinds(record([text("area", place, font_size=size)]))
    assert found == (["small_text"] if size < SMALLEST_TEXT - 0.5 else [])


@given(
    boxes_inside(), st.floats(5, 60), st.sampled_from(["12", "-0.5", "(2, 0)", "3²", r"\tfrac{1}{2}", "A"])
)
def test_digits_and_capitals_may_be_as_small_as_the_small_letters_of_words(
    place: BoundingBox, size: float, signs: str
) -> None:
    least = 0.75 * SMALLEST_TEXT
    found = kinds(record([text(signs, place, kind="MathTex", font_size=size)]))
    assert found == (["small_text"] if size < least - 0.5 else [])
    with_words = text(signs + r"\text{ more}", place, kind="MathTex", font_size=size)
    assert kinds(record([with_words])) == (["small_text"] if size < SMALLEST_TEXT - 0.5 else [])


@given(boxes_inside(), st.floats(5, 60))
def test_writing_without_capitals_is_as_large_as_words(place: BoundingBox, size: float) -> None:
    found = kinds(record([text("日本", place, font_size=size)]))
    assert found == (["small_text"] if size < SMALLEST_TEXT - 0.5 else [])


@given(boxes_inside(), st.floats(0.2, 5), st.sampled_from(["Circle", "Dot", "Ellipse", "Text"]))
def test_what_was_scaled_unevenly_is_squashed_unless_it_has_no_shape_of_its_own(
    place: BoundingBox, ratio: float, kind: str
) -> None:
    words = "area" if kind == "Text" else ""
    each = ShownObject(kind=kind, text=words, box=place, fill="#FFFFFF", fill_opacity=1, squash=ratio)
    is_squashed = kind != "Ellipse" and max(ratio, 1 / ratio) > 1.1
    assert kinds(record([each])) == (["squashed"] if is_squashed else [])


@given(boxes_inside(), st.floats(0.2, 0.8), st.booleans())
def test_labelled_shapes_overlap_unless_they_are_parts_of_one_picture(
    place: BoundingBox, share: float, is_one: bool
) -> None:
    size = 2.0
    first, second = box(0, 0, size, size), box(size * share, 0, size, size)
    groups = (3, 3) if is_one else (3, 4)
    solid = {"fill": "#004466", "fill_opacity": 1.0}
    objects = [
        shape("Circle", first, 3, group=groups[0], outline=0, **solid),
        text("H", box(-0.6, 0, 0.75, 0.7), 5, group=groups[0]),
        shape("Circle", second, 4, group=groups[1], outline=1, **solid),
        text("O", box(size * share + 0.6, 0, 0.75, 0.7), 6, group=groups[1]),
    ]
    found = kinds(record(objects, outlines=(rectangle(first), rectangle(second))))
    assert ("shapes_overlap" in found) is not is_one


@given(st.lists(st.builds(text, st.sampled_from(["area", "12"]), boxes_inside(FRAME)), max_size=4))
def test_what_a_moving_camera_sees_has_no_place_to_keep(objects: list[ShownObject]) -> None:
    moment = Moment(frame=9, beat=1, objects=tuple(objects), camera=Camera.MOVED)
    found = kinds(record([], moments=(moment,)))
    assert {"text_outside", "text_under_captions", "in_title_band"}.isdisjoint(found)


@given(st.lists(st.builds(text, st.just("area"), boxes_inside(FRAME)), max_size=4))
def test_in_space_only_what_is_pinned_to_the_frame_is_judged(objects: list[ShownObject]) -> None:
    moment = Moment(frame=9, beat=1, objects=tuple(objects), camera=Camera.THREE_D)
    assert kinds(record([], moments=(moment,))) == []
    pinned = tuple(each.model_copy(update={"pinned": True}) for each in objects)
    flat = Moment(frame=9, beat=1, objects=tuple(objects))
    assert kinds(record([], moments=(moment.model_copy(update={"objects": pinned}),))) == kinds(
        record([], moments=(flat,))
    )
