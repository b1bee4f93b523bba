"""All tests here make Manim's objects."""

from tests.own_media import own_media

__all__ = ["own_media"]
