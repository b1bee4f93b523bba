"""A server with OpenAI's `/v1/audio/speech`, spoken by espeak-ng, as Kokoro's and Piper's servers answer."""

import json
from typing import Any

from tests.fakes.spoken_sound import speak, to_wav
from tests.fakes.web import Answer, Call, Trouble, Web

_VARIANTS = {"nova": "f3", "shimmer": "f2", "onyx": "m3", "echo": "m7", "af_heart": "f3", "am_michael": "m3"}


def refusal(status: int, message: str = "", **headers: str) -> Answer:
    """An error in OpenAI's form."""
    body = json.dumps({"error": {"message": message, "type": "invalid_request_error"}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body, status=status, headers=named)


BUSY = Trouble(refusal(429, "too many requests"))
BROKEN = Trouble(refusal(500, "out of memory"))


class FakeSpeechServer(Web):
    """Knows one model and, where `key` is set, one key."""

    def __init__(self, model: str = "kokoro", key: str | None = None, sample_rate: int = 24_000) -> None:
        super().__init__()
        self.model = model
        self.key = key
        self.sample_rate = sample_rate

    @property
    def orders(self) -> list[dict[str, Any]]:
        return [json.loads(call.body) for call in self.calls]

    def answer(self, call: Call) -> Answer:
        order = json.loads(call.body)
        if call.path != "/v1/audio/speech":
            return refusal(404, "Not Found")
        if self.key is not None and call.headers.get("authorization") != f"Bearer {self.key}":
            return refusal(401, "Incorrect API key provided")
        if order["model"] != self.model or order["voice"] not in _VARIANTS:
            return refusal(404, f"no model {order['model']} with a voice {order['voice']}")
        if order["response_format"] != "wav":
            return refusal(400, "only wav")
        spoken = speak(order["input"], _VARIANTS[order["voice"]], self.sample_rate)
        return Answer(to_wav(spoken.pcm, self.sample_rate), "audio/wav")
