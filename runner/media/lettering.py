"""Fonts of this machine, and lines of text that fit a width in pixels."""

from dataclasses import dataclass

from PIL import ImageFont

from runner.machine.processes import run_tool
from runner.media.captions.units import split_text


@dataclass(frozen=True)
class Font:
    """A font's file, and its place in it."""

    path: str
    index: int

    def face(self, size: int) -> ImageFont.FreeTypeFont:
        """The font at this height in pixels."""
        return ImageFont.truetype(self.path, size, index=self.index)


async def find_font(text: str) -> Font:
    """The installed font that contains most of these letters."""
    letters = " ".join(f"{ord(letter):x}" for letter in sorted(set(text)) if letter.isprintable())
    pattern = f"sans:charset={letters}" if letters else "sans"
    result = await run_tool(["fc-match", "-f", "%{index} %{file}", pattern], timeout_seconds=30)
    index, _, path = result.stdout.decode(errors="replace").partition(" ")
    return Font(path, int(index))


def wrap_text(face: ImageFont.FreeTypeFont, text: str, width: float) -> list[str]:
    """The text in lines, which are wider only where a line has a single word."""
    lines = [""]
    for piece, has_space in split_text(text):
        longer = f"{lines[-1]} {piece}" if has_space and lines[-1] else lines[-1] + piece
        if lines[-1] and face.getlength(longer) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines
