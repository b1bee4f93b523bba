"""Which pictures of a prompt a vendor takes, what is said in place of others, and their tokens. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from types import MappingProxyType

from PIL import Image

from runner.authors.models.base import ChatTurn, Prompt, ShownPicture

_MEGABYTE = 10**6
# https://platform.claude.com/docs/en/build-with-claude/vision says so of Claude; OpenAI counts about as many.
_PIXELS_PER_TOKEN = 750


@dataclass(frozen=True)
class PictureLimits:
    """What a vendor takes in one request. Bytes are the files' own; in a request they become a third more."""

    pictures: int = 20
    bytes_each: int = 3_750_000
    bytes_in_all: int = 15 * _MEGABYTE
    pixels_a_side: int = 8_000


# The defaults are Amazon's: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html
# Anthropic's (above): 5 MB in base64 each, 32 MB in all, and 2000 pixels if there are more than 20 pictures.
# OpenAI's: 20 MB each, 500 pictures, 50 MB in all: https://platform.openai.com/docs/guides/images-vision
_LIMITS: Mapping[str, PictureLimits] = MappingProxyType(
    {"openai": PictureLimits(pictures=500, bytes_each=20 * _MEGABYTE, bytes_in_all=35 * _MEGABYTE)}
)


def limits_of(provider: str) -> PictureLimits:
    """The provider's limits; the strictest that any vendor has for a server, whose own are unknown."""
    return _LIMITS.get(provider, PictureLimits())


def pictures_of(prompt: Prompt) -> tuple[ShownPicture, ...]:
    """All pictures of a prompt, in order."""
    return tuple(picture for turn in prompt.turns for picture in turn.pictures)


def within(limits: PictureLimits, pictures: Sequence[ShownPicture]) -> tuple[bool, ...]:
    """For each of the pictures whether it can be sent; what is left out takes no room from others."""
    taken: list[bool] = []
    sent_bytes = 0
    for picture in pictures:
        size = len(picture.data)
        fits = sum(taken) < limits.pictures and sent_bytes + size <= limits.bytes_in_all
        taken.append(fits and size <= limits.bytes_each and _fits_a_side(picture, limits))
        sent_bytes += size * taken[-1]
    return tuple(taken)


def keep_pictures(prompt: Prompt, kept: Sequence[bool]) -> Prompt:
    """The prompt with those of its pictures for which `kept` is true; a turn ends with which it lacks."""
    left = iter(kept)
    return replace(prompt, turns=tuple(_keep_of_turn(turn, left) for turn in prompt.turns))


def without_pictures(prompt: Prompt) -> Prompt:
    """The prompt for a model that sees none of them."""
    return keep_pictures(prompt, [False] * len(pictures_of(prompt)))


def tokens_of(picture: ShownPicture) -> int:
    """About how many tokens a vendor counts for the picture; 0 if it can't be read."""
    size = _size_of(picture)
    return 0 if size is None else -(-size[0] * size[1] // _PIXELS_PER_TOKEN)


def _keep_of_turn(turn: ChatTurn, left: Iterator[bool]) -> ChatTurn:
    kept = [next(left) for _ in turn.pictures]
    if all(kept):
        return turn
    pictures = tuple(picture for picture, is_kept in zip(turn.pictures, kept, strict=True) if is_kept)
    return replace(turn, text=f"{turn.text}\n\n{_in_place_of(kept)}", pictures=pictures)


def _in_place_of(kept: Sequence[bool]) -> str:
    missing = [str(number) for number, is_kept in enumerate(kept, 1) if not is_kept]
    if not any(kept):
        what = "The picture" if len(kept) == 1 else "The pictures"
        return f"{what} can't be shown to you; go by the words alone."
    if len(missing) == 1:
        return f"Picture {missing[0]} of {len(kept)} can't be shown to you; go by the words for it."
    numbers = f"{', '.join(missing[:-1])} and {missing[-1]}"
    return f"Pictures {numbers} of {len(kept)} can't be shown to you; go by the words for them."


def _fits_a_side(picture: ShownPicture, limits: PictureLimits) -> bool:
    size = _size_of(picture)
    return size is not None and max(size) <= limits.pixels_a_side


def _size_of(picture: ShownPicture) -> tuple[int, int] | None:
    """Width and height in pixels, from the file's head; None if it is no picture."""
    try:
        with Image.open(BytesIO(picture.data), formats=("PNG", "JPEG")) as image:
            return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
