"""The pictures still look as they did when a person looked at them, and the gallery shows all of them."""

import asyncio
from collections.abc import Mapping

import numpy as np
import pytest
from PIL import Image

from runner.authors.models.prompts.kit_pictures import told_pictures
from tests.golden.gallery import PAGE, gallery_page
from tests.golden.pictures import FOLDER, draw_pictures, picture_path, tiles_of

# Of 255, on average over a tile: what rounding on another machine changes stays below it.
LIKENESS = 3.0
# A golden frame with less than this is nearly empty.
LEAST_CONTRAST = 8.0
NAMES = sorted(told_pictures())
EVERY_PICTURE = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Image.Image]:
    return asyncio.run(draw_pictures(NAMES, tmp_path_factory.mktemp("pictures")))


@pytest.mark.slow
@pytest.mark.xdist_group("golden_pictures")
@EVERY_PICTURE
def test_a_picture_looks_like_its_golden_frames(name: str, drawn: Mapping[str, Image.Image]) -> None:
    golden = Image.open(picture_path(name)).convert("RGB")
    pairs = zip(tiles_of(drawn[name]), tiles_of(golden), strict=True)
    distances = [float(np.abs(np.subtract(*map(_brightness, pair))).mean()) for pair in pairs]
    assert max(distances) < LIKENESS, f"tile {distances.index(max(distances))} of {picture_path(name).name}"


@EVERY_PICTURE
def test_no_golden_frame_is_nearly_empty(name: str) -> None:
    tiles = tiles_of(Image.open(picture_path(name)).convert("RGB"))
    assert min(_brightness(tile).std() for tile in tiles) > LEAST_CONTRAST


def test_the_gallery_page_is_as_the_docstrings_say_and_shows_every_picture() -> None:
    assert PAGE.read_text(encoding="utf-8") == gallery_page()
    assert {path.stem for path in FOLDER.glob("*.png")} == set(NAMES)
    assert all(f"### {name}\n" in gallery_page() for name in NAMES)


def _brightness(tile: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(tile.convert("RGB"), dtype=np.float64)
