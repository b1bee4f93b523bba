"""Amazon Bedrock's wire format over HTTP: Converse, whole and as an event stream, and the lists of models."""

import base64
import json
import re
import struct
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from tests.fakes.answering import (
    Asked,
    Brain,
    ModelWeb,
    Refused,
    Said,
    Shown,
    as_json,
    pieces_of,
    query_of,
    shown_in,
)
from tests.fakes.aws_key import KEY_ID, REGION
from tests.fakes.web import Answer, Call

MODELS = ("eu.anthropic.claude-sonnet-4-6", "amazon.nova-pro-v1:0")
STREAM_TYPE = "application/vnd.amazon.eventstream"
_CREDENTIAL = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/bedrock/aws4_request, .*Signature=\w{64}"
)
_PATH = re.compile(r"/model/([^/]+)/(converse|converse-stream)")
_STOPS = {"complete": "end_turn", "cut": "max_tokens", "refused": "content_filtered"}
_REFUSALS: dict[Refused, tuple[int, str, str]] = {
    "key": (403, "UnrecognizedClientException", "The security token included in the request is invalid."),
    "forbidden": (403, "AccessDeniedException", "You don't have access to the model with the specified ID."),
    "model": (400, "ValidationException", "The provided model identifier is invalid."),
    "busy": (429, "ThrottlingException", "Too many requests, please wait before trying again."),
    "quota": (400, "ServiceQuotaExceededException", "Your account's quota is used up."),
    "request": (400, "ValidationException", "1 validation error detected"),
    "too_long": (400, "ValidationException", "Input is too long for requested model."),
    "picture": (
        400,
        "ValidationException",
        "This model doesn't support the image field for message content.",
    ),
    "broken": (500, "InternalServerException", "The system encountered an unexpected error."),
    "overloaded": (503, "ServiceUnavailableException", "Bedrock is unable to process your request."),
}


class FakeBedrock(ModelWeb):
    """Bedrock of one region for one key; its control plane is at the same address."""

    def __init__(self, brain: Brain | None = None) -> None:
        super().__init__([KEY_ID], MODELS, brain)

    def refusal(self, refused: Refused, **headers: str) -> Answer:
        status, code, message = _REFUSALS[refused]
        return as_json({"message": message}, status, x_amzn_ErrorType=code, **headers)

    def error_event(self, refused: Refused) -> bytes:
        _, code, message = _REFUSALS[refused]
        return _frame("exception", code[0].lower() + code[1:], {"message": message})

    def reply(self, call: Call) -> Answer:
        signed = _CREDENTIAL.fullmatch(call.headers.get("authorization", ""))
        if signed is None or signed[1] not in self.keys or signed[2] != REGION:
            return self.refusal("key")
        path, _ = query_of(call)
        if call.method == "GET":
            return self._list(path)
        found = _PATH.fullmatch(path)
        if found is None:
            return as_json({"message": "Not Found"}, 404, x_amzn_ErrorType="UnknownOperationException")
        model = unquote(found[1])
        if model not in self.models:
            return self.refusal("model")
        order = json.loads(call.body)
        if not order.get("messages"):
            return self.refusal("request")
        said = self.think(_asked(model, order), is_cacheable="cachePoint" in json.dumps(order.get("system")))
        if found[2] == "converse-stream":
            return Answer(b"", STREAM_TYPE, pieces=tuple(_events(said)))
        message = {"role": "assistant", "content": [{"text": said.text}]}
        whole = {"output": {"message": message}, "stopReason": _STOPS[said.finish], "usage": _usage(said)}
        return as_json({**whole, "metrics": {"latencyMs": 1}})

    def _list(self, path: str) -> Answer:
        """A model whose name begins with a region is an inference profile."""
        profiles = [name for name in self.models if name.count(".") > 1]
        if path == "/inference-profiles":
            return as_json({"inferenceProfileSummaries": [_profile(name) for name in profiles]})
        if path == "/foundation-models":
            plain = [name for name in self.models if name not in profiles]
            return as_json({"modelSummaries": [_foundation(name) for name in plain]})
        return as_json({"message": "Not Found"}, 404, x_amzn_ErrorType="UnknownOperationException")


def _profile(name: str) -> dict[str, Any]:
    model = name.partition(".")[2]
    return {
        "inferenceProfileId": name,
        "inferenceProfileName": name,
        "inferenceProfileArn": f"arn:aws:bedrock:{REGION}:111122223333:inference-profile/{name}",
        "models": [{"modelArn": f"arn:aws:bedrock:{REGION}::foundation-model/{model}"}],
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
    }


def _foundation(name: str) -> dict[str, Any]:
    return {
        "modelArn": f"arn:aws:bedrock:{REGION}::foundation-model/{name}",
        "modelId": name,
        "modelName": name,
        "providerName": name.partition(".")[0].title(),
        "inputModalities": ["TEXT"],
        "outputModalities": ["TEXT"],
        "responseStreamingSupported": True,
        "inferenceTypesSupported": ["ON_DEMAND"],
        "modelLifecycle": {"status": "ACTIVE"},
    }


def _asked(model: str, order: dict[str, Any]) -> Asked:
    def text(blocks: list[dict[str, Any]]) -> str:
        return "".join(block.get("text", "") for block in blocks)

    turns = tuple((message["role"], text(message["content"])) for message in order["messages"])
    limit = order.get("inferenceConfig", {}).get("maxTokens")
    pictures = shown_in([message["content"] for message in order["messages"]], _shown)
    return Asked(model, text(order.get("system", [])), turns, limit, pictures)


def _shown(block: Mapping[str, Any]) -> Shown | None:
    if "image" not in block:
        return None
    image = block["image"]
    data = base64.b64decode(image["source"]["bytes"], validate=True)
    return Shown(0, f"image/{image['format']}", data)


def _usage(said: Said) -> dict[str, int]:
    input_tokens, output_tokens = said.input_tokens or 0, said.output_tokens or 0
    return {
        "inputTokens": input_tokens - (said.cached_tokens or 0),
        "outputTokens": output_tokens,
        "totalTokens": input_tokens + output_tokens,
        "cacheReadInputTokens": said.cached_tokens or 0,
        "cacheWriteInputTokens": 0,
    }


def _events(said: Said) -> list[bytes]:
    def event(kind: str, fields: dict[str, Any]) -> bytes:
        return _frame("event", kind, fields)

    deltas = [
        event("contentBlockDelta", {"delta": {"text": piece}, "contentBlockIndex": 0})
        for piece in pieces_of(said.text)
    ]
    if deltas:
        deltas.append(event("contentBlockStop", {"contentBlockIndex": 0}))
    return [
        event("messageStart", {"role": "assistant"}),
        *deltas,
        event("messageStop", {"stopReason": _STOPS[said.finish]}),
        event("metadata", {"usage": _usage(said), "metrics": {"latencyMs": 1}}),
    ]


def _frame(message_type: str, kind: str, fields: dict[str, Any]) -> bytes:
    """Lengths, their checksum, headers, JSON, and the checksum of it all."""
    payload = json.dumps(fields).encode()
    headers = b"".join(
        _header(name, value)
        for name, value in (
            (f":{message_type}-type", kind),
            (":content-type", "application/json"),
            (":message-type", message_type),
        )
    )
    lengths = struct.pack("!II", 16 + len(headers) + len(payload), len(headers))
    message = lengths + struct.pack("!I", zlib.crc32(lengths)) + headers + payload
    return message + struct.pack("!I", zlib.crc32(message))


def _header(name: str, value: str) -> bytes:
    """A header of type 7, a string."""
    return struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", 7, len(value)) + value.encode()
