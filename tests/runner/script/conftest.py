"""What is installed, read once."""

import asyncio

import pytest

from runner.script.analysis.signatures import LibraryInterface
from runner.script.examiner import read_installed


@pytest.fixture(scope="session")
def interface() -> LibraryInterface:
    """All that the installed Manim and scenekit have."""
    return asyncio.run(read_installed())
