"""Sheets: pictures side by side, each whole and where its caption says, on no more than vendors read."""

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from runner.media.sheet import (
    MAX_SIDE_PIXELS,
    CaptionedPicture,
    compose_sheet,
    encode_jpeg,
    grid_for,
    most_pictures,
    picture_of,
)

SIZES = st.tuples(st.integers(60, 480), st.integers(60, 480))


@given(SIZES, st.data())
def test_pictures_fit_on_the_sheet_and_never_overlap(size: tuple[int, int], data: st.DataObject) -> None:
    width, height = size
    count = data.draw(st.integers(1, most_pictures(width, height)))
    grid = grid_for(count, width, height)
    assert max(grid.size) <= MAX_SIDE_PIXELS
    places = [grid.place(number) for number in range(count)]
    assert all(x + width <= grid.size[0] and y + height <= grid.size[1] for x, y in places)
    for first, (x, y) in enumerate(places):
        assert all(abs(x - a) >= width or abs(y - b) > height for a, b in places[:first])
    assert grid.columns * (grid.rows - 1) < count <= grid.columns * grid.rows


def test_one_sheet_holds_twelve_pictures_of_the_usual_formats_and_fewer_large_ones() -> None:
    assert [most_pictures(*size) for size in ((480, 270), (270, 480), (360, 360), (480, 480))] == [
        12,
        12,
        12,
        9,
    ]


def test_middle_and_end_of_a_wide_beat_stand_side_by_side() -> None:
    assert [grid_for(count, 480, 270).columns for count in (4, 6, 8, 10)] == [2, 2, 2, 2]


def test_each_picture_is_whole_and_has_a_caption_below() -> None:
    colours = ["#FF0000", "#00FF00", "#0000FF"]
    pictures = [CaptionedPicture(Image.new("RGB", (200, 100), colour), "beat 1 · end") for colour in colours]
    sheet = compose_sheet(pictures)
    grid = grid_for(3, 200, 100)
    assert sheet.size == grid.size
    for number, each in enumerate(pictures):
        x, y = grid.place(number)
        assert sheet.crop((x, y, x + 200, y + 100)).tobytes() == each.picture.tobytes()
        below = sheet.crop((x, y + 100, x + 200, y + 122)).convert("L")
        darkest, lightest = below.getextrema()
        assert isinstance(darkest, int)
        assert isinstance(lightest, int)
        assert lightest - darkest > 100


@given(st.binary(min_size=30, max_size=30))
def test_any_bytes_of_the_right_number_are_a_picture(pixels: bytes) -> None:
    assert picture_of(pixels, 5, 2).tobytes() == pixels


def test_a_jpeg_has_the_sheets_size() -> None:
    data = encode_jpeg(Image.new("RGB", (320, 200), "#123456"))
    assert Image.open(io.BytesIO(data)).size == (320, 200)
