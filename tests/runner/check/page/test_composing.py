"""A page holds all its cards and lines, in a size that can be opened, whatever is written on it."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from runner.check.page.composing import PAGE_WIDTH, Card, LayoutPage, compose_page, encode_page
from tests.runner.check.page.lettering import usual_lettering

WIDE, TALL = (720, 424), (344, 578)


def card(size: tuple[int, int], told: str = "“a” leaves the frame.", entries: int = 1) -> Card:
    picture = Image.new("RGB", size, "#123456")
    return Card(picture, "Waves · 3.0 s", tuple((number, told) for number in range(1, entries + 1)))


@pytest.mark.parametrize(("size", "columns"), [(WIDE, 2), (TALL, 4)])
def test_cards_stand_in_rows_that_fill_the_page(size: tuple[int, int], columns: int) -> None:
    pages = [
        compose_page(LayoutPage("Title", (card(size),) * count, ()), usual_lettering())
        for count in (columns, columns + 1)
    ]
    assert all(page.width <= PAGE_WIDTH for page in pages)
    assert pages[1].height - pages[0].height > size[1]
    assert pages[0].width == pages[1].width


def test_a_page_without_pictures_has_its_lines() -> None:
    page = compose_page(LayoutPage("No findings.", (), ("Without findings: Waves.",)), usual_lettering())
    darkest, lightest = page.convert("L").getextrema()
    assert (page.width, page.height < 250) == (720, True)
    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    assert lightest - darkest > 200


def test_long_sentences_make_a_card_higher_and_not_wider() -> None:
    short, long = (
        compose_page(LayoutPage("Title", (card(WIDE, "word " * count),), ()), usual_lettering())
        for count in (2, 60)
    )
    assert long.width == short.width
    assert long.height > short.height


@given(st.text(max_size=120), st.integers(0, 3), st.integers(0, 4), st.text(max_size=120))
def test_any_texts_can_be_written(title: str, cards: int, entries: int, told: str) -> None:
    page = LayoutPage(title, (card((72, 42), told, entries),) * cards, (told, title))
    assert compose_page(page, usual_lettering()).width <= PAGE_WIDTH


def test_the_largest_page_can_be_opened_everywhere() -> None:
    cards = (card(WIDE, "word " * 40, entries=4),) * 12
    page = compose_page(LayoutPage("Title", cards, ("line",) * 40), usual_lettering())
    assert max(page.size) < 8_000
    # Of 256 colours, a pixel has a byte at most.
    assert page.width * page.height < 10 * 2**20


def test_a_page_that_would_be_too_large_has_a_byte_a_pixel_at_most() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (100, 200, 3), dtype=np.uint8))
    assert len(encode_page(noise)) > 50_000
    data = encode_page(noise, most_bytes=50_000)
    assert len(data) < 100 * 200 + 2_000
    opened = Image.open(io.BytesIO(data))
    assert (opened.format, opened.size) == ("PNG", (200, 100))
