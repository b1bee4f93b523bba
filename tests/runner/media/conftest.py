"""The one finished video that most media tests look at."""

import asyncio

import pytest

from tests.runner.media.examples import SECTION_FRAMES, Example, make_speech, make_video, write_section


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("example")
    sections = tuple(folder / f"section{number}.mp4" for number in range(3))
    for number, path in enumerate(sections):
        write_section(path, [20 + 30 * number] * SECTION_FRAMES)
    speeches = (make_speech(1, 3.0), make_speech(2, 2.5, 22_050), make_speech(3, 3.2, 16_000))
    return asyncio.run(make_video(folder, speeches, sections))
