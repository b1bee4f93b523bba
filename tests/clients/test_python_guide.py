"""The examples of the guide for Python do what it says, on a service without keys."""

import pytest

from tests.clients.conftest import Workshop

pytestmark = pytest.mark.slow


def test_the_guides_program_makes_watches_and_downloads_a_video(workshop: Workshop) -> None:
    assert workshop.guide.returncode == 0, workshop.guide.stderr
    assert {"video.mp4", "captions.vtt", "poster.jpg"} <= {
        path.name for path in (workshop.folder / "out").iterdir()
    }
    lines = workshop.guide.stdout.splitlines()
    assert "end completed 100 None" in lines
    assert any("/files/video.mp4?share=" in line for line in lines)
    assert "['quality']" in lines
