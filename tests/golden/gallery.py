"""The page `docs/gallery.md`: each picture of the vocabulary with the lines that draw it."""

from collections.abc import Iterator

from runner.authors.models.prompts.kit_pictures import ToldPicture, told_pictures
from tests.golden.pictures import FOLDER, picture_path

PAGE = FOLDER.parents[1] / "gallery.md"
FAMILIES = {
    "charts": "Numbers",
    "plots": "Functions, scales and waves",
    "formulas": "Formulas",
    "diagrams": "What follows, what differs, what contains what",
    "structures": "Data and code",
    "things": "Things and figures",
    "cards": "Words",
}
_HEAD = """# Pictures that scripts can use

Models, lessons and storyboards draw with these. Each fits the region it gets, in every aspect and theme, and
draws itself in step with the voice. They come from `scenekit.pictures`; the lines below stand in a scene's
`construct`. All pictures can also `draw`, `highlight` and `leave`, as
[their base](../scenekit/pictures/spoken_picture.py) says.

`make golden` writes this page from the docstrings. From left to right: half-way and at the end, wide
and dark; upright and light; square and high in contrast.
"""


def gallery_page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_HEAD, *(line for family in FAMILIES for line in _family_lines(family))])


def _family_lines(family: str) -> Iterator[str]:
    yield f"## {FAMILIES[family]}\n"
    for picture in told_pictures().values():
        if picture.family == family:
            yield from _picture_lines(picture)


def _picture_lines(picture: ToldPicture) -> Iterator[str]:
    yield f"### {picture.name}\n"
    yield f"{picture.purpose}.\n"
    yield f"![{picture.name}]({picture_path(picture.name).relative_to(PAGE.parent)})\n"
    yield f"```python\n{picture.example}\n```\n"
