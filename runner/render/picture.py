"""Size and frame rate of a request's pictures. Pure."""

from contract.catalogue import QUALITIES, pixel_size
from contract.video import VideoRequest
from runner.render.job import Picture


def picture_for(request: VideoRequest) -> Picture:
    """The picture size and frame rate that a request asks for."""
    if request.custom is not None:
        custom = request.custom
        return Picture(
            width=custom.width, height=custom.height, frame_rate=custom.frame_rate, theme=request.theme
        )
    quality = QUALITIES[request.quality]
    width, height = pixel_size(quality.short_side, request.aspect)
    return Picture(width=width, height=height, frame_rate=quality.frame_rate, theme=request.theme)
