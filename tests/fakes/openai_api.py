"""OpenAI's wire format over HTTP: Responses and Chat Completions, whole or streamed; the list of models."""

import json
from collections.abc import Mapping, Sequence
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
    read_data_url,
    shown_in,
    sse,
    text_of,
)
from tests.fakes.web import Answer, Call

KEY = "sk-proj-not-a-true-key"
MODELS = ("gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna")
_INSTRUCTING = frozenset({"system", "developer"})
_CREATED = 1_790_000_000
_REFUSALS: dict[Refused, tuple[int, str, str, str]] = {
    "key": (401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
    "forbidden": (403, "request_forbidden", "unsupported_country_region_territory", "Country not supported."),
    "model": (404, "invalid_request_error", "model_not_found", "The model `gone` does not exist."),
    "busy": (429, "tokens", "rate_limit_exceeded", "Rate limit reached."),
    "quota": (
        429,
        "insufficient_quota",
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details.",
    ),
    "request": (400, "invalid_request_error", "invalid_value", "Invalid value: 'x'."),
    "too_long": (
        400,
        "invalid_request_error",
        "context_length_exceeded",
        "Your input exceeds the context window of this model.",
    ),
    "picture": (400, "invalid_request_error", "invalid_image", "This model does not support image input."),
    "broken": (500, "server_error", "server_error", "The server had an error while processing your request."),
    "overloaded": (503, "server_error", "server_is_overloaded", "The engine is currently overloaded."),
}


class FakeOpenAI(ModelWeb):
    """The OpenAI API. `shutdown_dates` are told in the list of models; no keys: a server that wants none."""

    def __init__(
        self, brain: Brain | None = None, keys: Sequence[str] = (KEY,), models: Sequence[str] = MODELS
    ) -> None:
        super().__init__(keys, models, brain)
        self.shutdown_dates: dict[str, str] = {}

    def refusal(self, refused: Refused, **headers: str) -> Answer:
        return as_json({"error": _error(refused)}, _REFUSALS[refused][0], **headers)

    def error_event(self, refused: Refused) -> bytes:
        """As the last call's API writes it."""
        error = _error(refused)
        if self.calls and "chat/completions" in self.calls[-1].path:
            return sse({"error": error})
        failed = _response("gone", Said(""), "failed")
        failed["error"] = {"code": error["code"], "message": error["message"]}
        return _event("response.failed", 99, response=failed)

    def reply(self, call: Call) -> Answer:
        if self.keys and call.headers.get("authorization") not in {f"Bearer {key}" for key in self.keys}:
            return self.refusal("key")
        path, _ = query_of(call)
        if call.method == "GET" and path == "/v1/models":
            return as_json({"object": "list", "data": [self._listed(name) for name in self.models]})
        if path not in {"/v1/responses", "/v1/chat/completions"}:
            told = {"message": f"Invalid URL (POST {path})", "type": "invalid_request_error", "code": None}
            return as_json({"error": told}, 404)
        order = json.loads(call.body)
        if order["model"] not in self.models:
            unknown = {**_error("model"), "message": f"The model `{order['model']}` does not exist."}
            return as_json({"error": unknown}, 404)
        if path == "/v1/responses":
            return self._respond(order)
        return self._chat(order)

    def _listed(self, name: str) -> dict[str, Any]:
        listed = {"id": name, "object": "model", "created": _CREATED, "owned_by": "system"}
        if name in self.shutdown_dates:
            listed["shutdown_date"] = self.shutdown_dates[name]
        return listed

    def _respond(self, order: dict[str, Any]) -> Answer:
        sent = order["input"]
        messages = [{"role": "user", "content": sent}] if isinstance(sent, str) else sent
        said = self.think(
            _asked(order["model"], messages, order.get("instructions") or "", order.get("max_output_tokens"))
        )
        if order.get("stream"):
            return as_stream(_response_events(order["model"], said))
        return as_json(_response(order["model"], said, _status(said)))

    def _chat(self, order: dict[str, Any]) -> Answer:
        limit = order.get("max_completion_tokens") or order.get("max_tokens")
        said = self.think(_asked(order["model"], order["messages"], "", limit))
        if order.get("stream"):
            has_usage = bool((order.get("stream_options") or {}).get("include_usage"))
            return as_stream(_chat_events(order["model"], said, has_usage))
        message = {"role": "assistant", **_spoken(said.text, said)}
        choice = {"index": 0, "message": message, "finish_reason": _chat_finish(said)}
        whole = {"choices": [choice], "usage": _chat_usage(said)}
        return as_json({**_chunk(order["model"], "chat.completion"), **whole})


def _error(refused: Refused) -> dict[str, Any]:
    _, kind, code, message = _REFUSALS[refused]
    return {"message": message, "type": kind, "param": None, "code": code}


def _asked(model: str, messages: list[dict[str, Any]], instructions: str, limit: int | None) -> Asked:
    told = [text_of(message["content"]) for message in messages if message["role"] in _INSTRUCTING]
    said = [message for message in messages if message["role"] not in _INSTRUCTING]
    turns = tuple((message["role"], text_of(message["content"])) for message in said)
    pictures = shown_in([message["content"] for message in said], _shown)
    return Asked(model, "\n\n".join([instructions, *told] if instructions else told), turns, limit, pictures)


def _shown(block: Mapping[str, Any]) -> Shown | None:
    """Responses have the URL itself, Chat Completions an object that holds it."""
    match block["type"]:
        case "input_image":
            return read_data_url(block["image_url"])
        case "image_url":
            return read_data_url(block["image_url"]["url"])
    return None


def _event(kind: str, number: int, **fields: object) -> bytes:
    return sse({"type": kind, "sequence_number": number, **fields}, kind)


def _status(said: Said) -> str:
    return "incomplete" if said.finish == "cut" else "completed"


def _content(said: Said) -> dict[str, Any]:
    if said.finish == "refused":
        return {"type": "refusal", "refusal": said.text}
    return {"type": "output_text", "text": said.text, "annotations": [], "logprobs": []}


def _item(said: Said, status: str) -> dict[str, Any]:
    content = [_content(said)] if status != "in_progress" else []
    return {"id": "msg_1", "type": "message", "status": status, "role": "assistant", "content": content}


def _response(model: str, said: Said, status: str) -> dict[str, Any]:
    is_over = status in {"completed", "incomplete"}
    usage = {
        "input_tokens": said.input_tokens,
        "input_tokens_details": {"cached_tokens": said.cached_tokens or 0},
        "output_tokens": said.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": (said.input_tokens or 0) + (said.output_tokens or 0),
    }
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": _CREATED,
        "status": status,
        "model": model,
        "output": [_item(said, status)] if is_over and said.text else [],
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
        "usage": usage if is_over else None,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "store": False,
    }


def _response_events(model: str, said: Said) -> list[bytes]:
    reasoning = {"id": "rs_1", "type": "reasoning", "summary": []}
    at = {"item_id": "msg_1", "output_index": 1, "content_index": 0}
    kind = "refusal" if said.finish == "refused" else "output_text"
    empty = _content(Said("", said.finish))
    begun = _response(model, said, "in_progress")
    parts: list[tuple[str, dict[str, Any]]] = [
        ("response.created", {"response": begun}),
        ("response.in_progress", {"response": begun}),
        ("response.output_item.added", {"output_index": 0, "item": reasoning}),
        ("response.output_item.done", {"output_index": 0, "item": reasoning}),
    ]
    if said.text:
        more: dict[str, Any] = {"logprobs": []} if kind == "output_text" else {}
        done = {"text": said.text, "logprobs": []} if kind == "output_text" else {"refusal": said.text}
        parts += [
            ("response.output_item.added", {"output_index": 1, "item": _item(said, "in_progress")}),
            ("response.content_part.added", {**at, "part": empty}),
            *((f"response.{kind}.delta", {**at, "delta": piece, **more}) for piece in pieces_of(said.text)),
            (f"response.{kind}.done", {**at, **done}),
            ("response.content_part.done", {**at, "part": _content(said)}),
            ("response.output_item.done", {"output_index": 1, "item": _item(said, "completed")}),
        ]
    status = _status(said)
    parts.append((f"response.{status}", {"response": _response(model, said, status)}))
    return [_event(kind, number, **fields) for number, (kind, fields) in enumerate(parts)]


def _chunk(model: str, kind: str = "chat.completion.chunk") -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": _CREATED, "model": model}


def _spoken(text: str, said: Said) -> dict[str, Any]:
    return {"content": None, "refusal": text} if said.finish == "refused" else {"content": text}


def _chat_finish(said: Said) -> str:
    return "length" if said.finish == "cut" else "stop"


def _chat_usage(said: Said) -> dict[str, Any]:
    return {
        "prompt_tokens": said.input_tokens,
        "completion_tokens": said.output_tokens,
        "total_tokens": (said.input_tokens or 0) + (said.output_tokens or 0),
        "prompt_tokens_details": {"cached_tokens": said.cached_tokens or 0},
    }


def _chat_events(model: str, said: Said, has_usage: bool) -> list[bytes]:
    deltas = [{"role": "assistant", "content": ""}, *(_spoken(piece, said) for piece in pieces_of(said.text))]
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    chunks = [{**_chunk(model), "choices": [choice]} for choice in choices]
    end = {"index": 0, "delta": {}, "finish_reason": _chat_finish(said)}
    chunks.append({**_chunk(model), "choices": [end]})
    if has_usage:
        chunks.append({**_chunk(model), "choices": [], "usage": _chat_usage(said)})
    return [*(sse(chunk) for chunk in chunks), sse("[DONE]")]
