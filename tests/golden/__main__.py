"""`make golden`: draws the sheets again. Look at them before you commit them."""

import asyncio
import tempfile
from pathlib import Path

from runner.authors.offline.lesson_book import all_lessons
from tests.golden.sheets import draw_sheet, golden_path

if __name__ == "__main__":
    for lesson in all_lessons():
        with tempfile.TemporaryDirectory() as folder:
            sheet = asyncio.run(draw_sheet(lesson, Path(folder)))
        sheet.save(golden_path(lesson), optimize=True)
        print(golden_path(lesson))
