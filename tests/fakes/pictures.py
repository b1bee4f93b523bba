"""Pictures for models to see."""

from io import BytesIO
from typing import Literal

from PIL import Image

from runner.authors.models.base import ShownPicture


def picture(width: int = 48, height: int = 27, kind: Literal["png", "jpeg"] = "png") -> ShownPicture:
    """A grey picture of this size in pixels."""
    file = BytesIO()
    Image.new("L", (width, height), color=width % 256).save(file, kind)
    return ShownPicture(file.getvalue(), "image/png" if kind == "png" else "image/jpeg")
