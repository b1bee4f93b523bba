"""An accepted request on its way to the runner: `JobOrder` and its JSON format. Pure.

A user's own texts, such as a script, may be large. The order in a Job therefore holds a reference to each
(`JobOrder.referring`), and the texts are in the object store under `names.input_key`.
"""

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AwareDatetime, PlainSerializer, TypeAdapter

from contract.json_text import parse_json
from contract.names import input_key, is_video_id, job_name
from contract.video import DEFAULTS, VideoRequest

DEFAULT_PRIORITY = 5
INPUT_FIELDS = ("script", "explanation")
"""Fields of a `VideoRequest` that hold the user's own texts; each is empty in an order that refers to it."""
_FIELDS_OF_EVERY_HASH = frozenset(
    {"script", "prompt", "model", "voice", "language", "quality"}
    | {"custom", "aspect", "theme", "minutes", "narration", "strict"}
)
"""Fields added later count only if they are set, so that the hashes of older requests do not change."""
_LEFT_OPEN: Mapping[str, str] = MappingProxyType({"model": "", "language": DEFAULTS.language})
"""How a field that the caller left open counts in a hash."""


@dataclass(frozen=True)
class InputReference:
    """Where one input of a request is in the object store. Readers check its size and SHA-256."""

    name: str
    key: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class JobOrder:
    """An accepted request, as a Job carries it. `priority` is 0 to 9; higher starts earlier.

    `decided` names fields of the request that its caller left open; `notes` tell the user about them.
    """

    video_id: str
    generation: int
    # Without defaults, so that fields the user did not set stay unset: a script may name its own language.
    request: Annotated[
        VideoRequest, PlainSerializer(lambda request: request.model_dump(mode="json", exclude_unset=True))
    ]
    caller: str
    submitted_at: AwareDatetime
    priority: int = DEFAULT_PRIORITY
    inputs: tuple[InputReference, ...] = ()
    decided: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return job_name(self.video_id, self.generation)

    @property
    def request_hash(self) -> str:
        """SHA-256 in hex of request, caller and priority. Idempotent repetitions are compared by it.

        An input counts by its digest, whether the request contains it or refers to it. What the caller left
        open counts as open, so that a repetition stays the same even if it is decided otherwise by then.
        """
        digests = {name: _digest(text) for name, text in _own_texts(self.request).items()}
        digests |= {one.name: one.sha256 for one in self.inputs}
        left_open = {name: value for name, value in _LEFT_OPEN.items() if name in self.decided}
        request = self.request.model_copy(update=digests | left_open)
        unset = {
            name
            for name, field in VideoRequest.model_fields.items()
            if name not in _FIELDS_OF_EVERY_HASH and getattr(request, name) == field.default
        }
        text = f"{self.caller}\n{self.priority}\n{request.model_dump_json(exclude=unset)}"
        return hashlib.sha256(text.encode()).hexdigest()

    def referring(self) -> tuple["JobOrder", Mapping[str, bytes]]:
        """The order with references in place of its texts, and the texts by the keys to store them under.

        Inputs that the order already refers to stay as they are.
        """
        known = {one.name for one in self.inputs}
        texts = {name: data for name, data in _own_texts(self.request).items() if name not in known}
        added = tuple(
            InputReference(name, input_key(self.video_id, _digest(data)), _digest(data), len(data))
            for name, data in texts.items()
        )
        request = self.request.model_copy(update=dict.fromkeys(texts, ""))
        order = dataclasses.replace(self, request=request, inputs=(*self.inputs, *added))
        return order, MappingProxyType({one.key: texts[one.name] for one in added})

    def to_json(self) -> str:
        return _ORDERS.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "JobOrder":
        """The order in this JSON, also of an earlier version. Raises ValueError if it can't be read."""
        fields = parse_json(text)
        return cls.from_fields(fields if isinstance(fields, dict) else {})

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "JobOrder":
        """The order in this JSON object. Raises ValueError if it can't be read."""
        # In files of version 0.1 the first generation has no number.
        order = _ORDERS.validate_python({"generation": 1, **fields})
        if not is_video_id(order.video_id):
            raise ValueError("the order has no video's id")
        return order

    @classmethod
    def of_request(
        cls, video_id: str, request: VideoRequest, submitted_at: datetime, notes: tuple[str, ...] = ()
    ) -> "JobOrder":
        """The first order of a request that runs without a Job."""
        return cls(video_id, 1, request, caller="", submitted_at=submitted_at, notes=notes)


_ORDERS = TypeAdapter(JobOrder)


def shown_request(request: VideoRequest) -> VideoRequest:
    """The request with each of the user's own texts replaced by an empty one, because they may be large."""
    return request.model_copy(update=dict.fromkeys(_own_texts(request), ""))


def _own_texts(request: VideoRequest) -> dict[str, bytes]:
    texts = {name: getattr(request, name) for name in INPUT_FIELDS}
    return {name: text.encode() for name, text in texts.items() if text is not None}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
