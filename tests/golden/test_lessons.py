"""The lessons still look as they did when a person looked at them."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from runner.authors.offline.lesson_book import Lesson, all_lessons
from tests.golden.sheets import cut_sheet, draw_sheet, golden_path

pytestmark = pytest.mark.slow
# Of 255, on average over a tile: what rounding on another machine changes stays below it.
LIKENESS = 3.0
EVERY_LESSON = pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.name)


@EVERY_LESSON
async def test_a_lesson_looks_like_its_golden_sheet(lesson: Lesson, tmp_path: Path) -> None:
    drawn = cut_sheet(await draw_sheet(lesson, tmp_path))
    golden = cut_sheet(Image.open(golden_path(lesson)))
    assert len(drawn) == len(golden)
    distances = [float(np.abs(one - other).mean()) for one, other in zip(drawn, golden, strict=True)]
    assert max(distances) < LIKENESS, f"tile {distances.index(max(distances))} of {golden_path(lesson).name}"


@EVERY_LESSON
def test_the_measure_tells_pictures_of_different_sections_apart(lesson: Lesson) -> None:
    golden = cut_sheet(Image.open(golden_path(lesson)))
    lit = [tile for tile in golden if tile.std() > 20]
    pairs = list(combinations(lit[::4], 2))
    assert len(pairs) >= 10
    told_apart = [np.abs(one - other).mean() > LIKENESS for one, other in pairs]
    assert sum(told_apart) >= 0.9 * len(pairs)
