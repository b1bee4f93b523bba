"""All tests here build hundreds of pictures, which Manim copies for every animation."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def _quick_copies() -> Iterator[None]:
    """Copies are made as where sections are rendered: the same, in a fraction of the time."""
    # A conftest is imported before the suite's filters of warnings hold, and Manim warns.
    from manim import Mobject  # noqa: PLC0415

    from runner.render.child.copying import copy_mobject  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mobject, "__deepcopy__", copy_mobject)
        yield
