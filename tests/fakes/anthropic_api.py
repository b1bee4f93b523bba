"""Anthropic's wire format over HTTP: Messages, whole and streamed, and the list of models."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from tests.fakes.answering import (
    Asked,
    Brain,
    ModelWeb,
    Refused,
    Said,
    Shown,
    as_json,
    as_stream,
    pieces_of,
    query_of,
    shown_in,
    sse,
    text_of,
)
from tests.fakes.web import Answer, Call

KEY = "sk-ant-api03-not-a-true-key"
MODELS = ("claude-sonnet-5-5", "claude-sonnet-4-6", "claude-haiku-5-5")
_STOPS = {"complete": "end_turn", "cut": "max_tokens", "refused": "refusal"}
_REFUSALS: dict[Refused, tuple[int, str, str]] = {
    "key": (401, "authentication_error", "invalid x-api-key"),
    "forbidden": (403, "permission_error", "Your API key does not have permission to use the resource."),
    "model": (404, "not_found_error", "model: gone"),
    "busy": (429, "rate_limit_error", "This request would exceed your organization's rate limit."),
    "quota": (
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.",
    ),
    "request": (400, "invalid_request_error", "messages: at least one message is required"),
    "too_long": (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
    "picture": (
        400,
        "invalid_request_error",
        "messages.0.content.0.image.source.base64: image exceeds 5 MB maximum: 6000000 bytes > 5242880 bytes",
    ),
    "broken": (500, "api_error", "Internal server error"),
    "overloaded": (529, "overloaded_error", "Overloaded"),
}


class FakeAnthropic(ModelWeb):
    """The Anthropic API for one key."""

    def __init__(self, brain: Brain | None = None) -> None:
        super().__init__([KEY], MODELS, brain)

    def refusal(self, refused: Refused, **headers: str) -> Answer:
        status, kind, message = _REFUSALS[refused]
        return as_json(_error(kind, message), status, **headers)

    def error_event(self, refused: Refused) -> bytes:
        _, kind, message = _REFUSALS[refused]
        return sse(_error(kind, message), "error")

    def reply(self, call: Call) -> Answer:
        if _key_of(call) not in self.keys:
            return self.refusal("key")
        if "anthropic-version" not in call.headers:
            return as_json(_error("invalid_request_error", "anthropic-version: header is required"), 400)
        path, query = query_of(call)
        if call.method == "GET" and path == "/v1/models":
            return self._list(int(query.get("limit", "20")), query.get("after_id"))
        if path != "/v1/messages":
            return as_json(_error("not_found_error", "Not found"), 404)
        order = json.loads(call.body)
        if order["model"] not in self.models:
            return as_json(_error("not_found_error", f"model: {order['model']}"), 404)
        if not order.get("max_tokens") or not order.get("messages"):
            return self.refusal("request")
        said = self.think(_asked(order), is_cacheable="cache_control" in json.dumps(order.get("system")))
        if order.get("stream"):
            return as_stream(_events(order["model"], said))
        return as_json(_message(order["model"], said, is_whole=True))

    def _list(self, limit: int, after: str | None) -> Answer:
        start = self.models.index(after) + 1 if after in self.models else 0
        page = self.models[start : start + limit]
        data = [
            {"type": "model", "id": name, "display_name": name, "created_at": "2026-01-01T00:00:00Z"}
            for name in page
        ]
        first, last = (page[0], page[-1]) if page else (None, None)
        has_more = start + limit < len(self.models)
        return as_json({"data": data, "has_more": has_more, "first_id": first, "last_id": last})


def _key_of(call: Call) -> str | None:
    """The SDK 2.12 sends it as a bearer's, other clients in a header of its own."""
    return call.headers.get("x-api-key") or call.headers.get("authorization", "").removeprefix("Bearer ")


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_011"}


def _asked(order: dict[str, Any]) -> Asked:
    turns = tuple((message["role"], text_of(message["content"])) for message in order["messages"])
    pictures = shown_in([message["content"] for message in order["messages"]], _shown)
    return Asked(order["model"], text_of(order.get("system", "")), turns, order["max_tokens"], pictures)


def _shown(block: Mapping[str, Any]) -> Shown | None:
    if block["type"] != "image":
        return None
    source = block["source"]
    if source["type"] != "base64":
        raise ValueError(f"a picture by {source['type']}")
    return Shown(0, source["media_type"], base64.b64decode(source["data"], validate=True))


def _usage(said: Said) -> dict[str, int]:
    """Anthropic counts what it read from its cache beside the input, not in it."""
    return {
        "input_tokens": (said.input_tokens or 0) - (said.cached_tokens or 0),
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": said.cached_tokens or 0,
        "output_tokens": said.output_tokens or 0,
    }


def _message(model: str, said: Said, is_whole: bool) -> dict[str, Any]:
    return {
        "id": "msg_013",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": said.text}] if is_whole else [],
        "stop_reason": _STOPS[said.finish] if is_whole else None,
        "stop_sequence": None,
        "usage": _usage(said) if is_whole else {**_usage(said), "output_tokens": 1},
    }


def _events(model: str, said: Said) -> list[bytes]:
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}
        for piece in pieces_of(said.text)
    ]
    blocks: list[dict[str, Any]] = [
        block,
        {"type": "ping"},
        *deltas,
        {"type": "content_block_stop", "index": 0},
    ]
    end = {
        "type": "message_delta",
        "delta": {"stop_reason": _STOPS[said.finish], "stop_sequence": None},
        "usage": {"output_tokens": said.output_tokens},
    }
    start = {"type": "message_start", "message": _message(model, said, is_whole=False)}
    events: list[dict[str, Any]] = [start, *(blocks if said.text else []), end, {"type": "message_stop"}]
    return [sse(event, event["type"]) for event in events]
