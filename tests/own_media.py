"""A folder for the files that Manim makes, of this worker alone.

While Manim reads a text it writes a file under the text's hash and removes it; two workers that read the same
text at once in one folder would take it from each other.
"""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="package")
def own_media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # A conftest is imported before the suite's filters of warnings hold, and Manim warns.
    from manim import tempconfig  # noqa: PLC0415

    with tempconfig({"media_dir": str(tmp_path_factory.mktemp("media"))}):
        yield
