"""`make golden [ONLY='NAME ...']`: draws lessons and pictures again. Look at them before you commit them."""

import asyncio
import sys
import tempfile
from pathlib import Path

from runner.authors.models.prompts.kit_pictures import told_pictures
from runner.authors.offline.lesson_book import all_lessons
from tests.golden.gallery import PAGE, gallery_page
from tests.golden.pictures import FOLDER, draw_pictures, picture_path
from tests.golden.sheets import draw_sheet, golden_path


def main() -> None:
    """Draws all, or the lessons and pictures that are named."""
    wanted = set(sys.argv[1:])
    lessons = [lesson for lesson in all_lessons() if not wanted or lesson.name in wanted]
    names = [name for name in told_pictures() if not wanted or name in wanted]
    for lesson in lessons:
        with tempfile.TemporaryDirectory() as folder:
            sheet = asyncio.run(draw_sheet(lesson, Path(folder)))
        sheet.save(golden_path(lesson), optimize=True)
        print(golden_path(lesson))
    with tempfile.TemporaryDirectory() as folder:
        drawn = asyncio.run(draw_pictures(names, Path(folder)))
    FOLDER.mkdir(exist_ok=True)
    for name, strip in drawn.items():
        strip.save(picture_path(name), optimize=True)
        print(picture_path(name))
    PAGE.write_text(gallery_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
