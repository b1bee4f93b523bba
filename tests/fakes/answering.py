"""What the fakes of all vendors of models share: who answers, what was asked, which troubles there are."""

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal

from PIL import Image

from tests.fakes.web import Answer, Call, Trouble, Web

Refused = Literal[
    "key",
    "forbidden",
    "model",
    "busy",
    "quota",
    "request",
    "too_long",
    "picture",
    "broken",
    "overloaded",
]
CHARACTERS_PER_TOKEN, PIXELS_PER_TOKEN = 4, 750
TEXT = "A square has four equal sides."
_MAX_PIECES = 200
_PIECE_CHARACTERS = 8
_PICTURE = re.compile(rb'"(?:image|image_url|input_image)"')


@dataclass(frozen=True)
class Shown:
    """A picture as it came, before the text of turn `turn`, from 0."""

    turn: int
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Asked:
    """A request, whatever its wire format; `turns` are pairs of role and text."""

    model: str
    instructions: str
    turns: tuple[tuple[str, str], ...]
    max_output_tokens: int | None = None
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Said:
    """An answer, whatever its wire format; counts that are None are taken from its characters."""

    text: str
    finish: Literal["complete", "cut", "refused"] = "complete"
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None


Brain = Callable[[Asked], Said]


def say(text: str = TEXT) -> Brain:
    """Answers everything with the same text."""
    return lambda asked: Said(text)


class ModelWeb(Web):
    """A vendor that serves `models` to the owners of `keys`; `brain` answers. `sees`: takes pictures."""

    sees = True

    def __init__(self, keys: Sequence[str], models: Sequence[str], brain: Brain | None = None) -> None:
        super().__init__()
        self.keys = list(keys)
        self.models = list(models)
        self.brain = brain or say()
        self.asked: list[Asked] = []
        self._cached: set[str] = set()
        self._break: Refused | None = None

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The bodies of all calls that had one."""
        return [json.loads(call.body) for call in self.calls if call.body]

    def refusal(self, refused: Refused, **headers: str) -> Answer:
        """The vendor's own form of this refusal."""
        raise NotImplementedError

    def error_event(self, refused: Refused) -> bytes:
        """The vendor's own form of this refusal within a stream."""
        raise NotImplementedError

    def refuse_next(self, refused: Refused, **headers: str) -> None:
        """The next call meets this refusal; `retry_after` becomes the header Retry-After."""
        self.troubles.append(Trouble(self.refusal(refused, **headers)))

    def break_next(self, refused: Refused) -> None:
        """The next stream turns into this refusal half-way."""
        self._break = refused

    def answer(self, call: Call) -> Answer:
        is_refused = not self.sees and _PICTURE.search(call.body)
        true = self.refusal("picture") if is_refused else self.reply(call)
        refused, self._break = self._break, None
        return true if refused is None else Trouble(ending=self.error_event(refused)).spoil(true)

    def reply(self, call: Call) -> Answer:
        """The vendor's answer where nothing goes wrong."""
        raise NotImplementedError

    def think(self, asked: Asked, is_cacheable: bool = True) -> Said:
        """The brain's answer with its tokens; instructions that came before count as cached."""
        with self.lock:
            self.asked.append(asked)
            is_cached = is_cacheable and asked.instructions in self._cached
            self._cached.add(asked.instructions)
        said = self.brain(asked)
        sent = asked.instructions + "".join(text for _, text in asked.turns)
        sent_tokens = _tokens(sent) + sum(map(_tokens_of_picture, asked.pictures))
        return replace(
            said,
            input_tokens=sent_tokens if said.input_tokens is None else said.input_tokens,
            output_tokens=_tokens(said.text) if said.output_tokens is None else said.output_tokens,
            cached_tokens=_tokens(asked.instructions) * is_cached
            if said.cached_tokens is None
            else said.cached_tokens,
        )


def _tokens(text: str) -> int:
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def _tokens_of_picture(shown: Shown) -> int:
    with Image.open(BytesIO(shown.data)) as image:
        return -(-image.width * image.height // PIXELS_PER_TOKEN)


def shown_in(
    contents: Sequence[object], read: Callable[[Mapping[str, Any]], Shown | None]
) -> tuple[Shown, ...]:
    """The pictures of messages, which come before the text. `read` knows the vendor's block of a picture."""
    shown: list[Shown] = []
    for turn, content in enumerate(contents):
        blocks = content if isinstance(content, list) else []
        found = [read(block) for block in blocks]
        pictures = [picture for picture in found if picture is not None]
        if found[: len(pictures)] != pictures:
            raise ValueError("a picture comes after the text")
        shown += [replace(picture, turn=turn) for picture in pictures]
    return tuple(shown)


def read_data_url(url: str) -> Shown:
    """The picture in a data URL, which is the only kind of URL that this fake takes."""
    head, _, data = url.partition(";base64,")
    return Shown(0, head.removeprefix("data:"), base64.b64decode(data, validate=True))


def pieces_of(text: str) -> list[str]:
    """The text in pieces, as models send it; long ones in larger pieces."""
    size = max(_PIECE_CHARACTERS, -(-len(text) // _MAX_PIECES))
    return [text[start : start + size] for start in range(0, len(text), size)]


def text_of(content: object) -> str:
    """The text of a message, which vendors take as a string or as blocks."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(str(block.get("text", "")) for block in content)
    return ""


def sse(data: Mapping[str, Any] | str, event: str | None = None) -> bytes:
    """One server-sent event."""
    text = data if isinstance(data, str) else json.dumps(data)
    return (f"event: {event}\n" if event else "").encode() + f"data: {text}\n\n".encode()


def as_json(body: object, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON; names of headers are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps(body).encode(), status=status, headers=named)


def as_stream(events: Sequence[bytes]) -> Answer:
    """A stream of server-sent events."""
    return Answer(b"", "text/event-stream", pieces=tuple(events))


def query_of(call: Call) -> tuple[str, dict[str, str]]:
    """The path, and the query after it."""
    path, _, query = call.path.partition("?")
    return path, dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
