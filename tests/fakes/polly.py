"""Amazon Polly's wire format over HTTP, spoken by espeak-ng, with Polly's own limits and refusals."""

import json
import re
from typing import Any

from tests.fakes.aws_key import KEY_ID, REGION, SECRET
from tests.fakes.spoken_sound import Spoken, speak, to_mp3
from tests.fakes.web import Answer, Call, Trouble, Web

MAX_BILLED_CHARACTERS = 3000
_VARIANTS = {"Joanna": "f3", "Ruth": "f2", "Matthew": "m3", "Stephen": "m7"}
_STANDARD_ONLY = frozenset({"Russell", "Nicole"})
_RATES = {"mp3": {"8000", "16000", "22050", "24000"}, "pcm": {"8000", "16000"}}
_CREDENTIAL = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/polly/aws4_request, .*Signature=\w{64}"
)


def refusal(status: int, code: str, message: str = "", **headers: str) -> Answer:
    """An error in the form of Amazon's REST and JSON services."""
    body = json.dumps({"message": message}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body, status=status, headers={"x-amzn-ErrorType": code, **named})


THROTTLED = Trouble(refusal(400, "ThrottlingException", "Rate exceeded"))
TOO_MANY = Trouble(refusal(429, "TooManyRequestsException", "Too many requests"))
BROKEN = Trouble(refusal(500, "ServiceFailureException", "An unknown condition has caused a failure."))
FORBIDDEN = Trouble(refusal(403, "AccessDeniedException", "User is not authorized to perform this"))


class FakePolly(Web):
    """Polly of one region for one key. `has_tag`: its MP3 files tell of the encoder's delay."""

    def __init__(self, has_tag: bool = True) -> None:
        super().__init__()
        self.has_tag = has_tag
        self.billed_characters = 0

    @property
    def orders(self) -> list[dict[str, Any]]:
        return [json.loads(call.body) for call in self.calls]

    def environment(self) -> dict[str, str]:
        """The variables that lead a program here."""
        return {
            "POLLY_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": REGION,
        }

    def answer(self, call: Call) -> Answer:
        order = json.loads(call.body)
        refused = _signature_refusal(call) or _order_refusal(call, order)
        if refused is not None:
            return refused
        with self.lock:
            self.billed_characters += len(order["Text"])
        charged = {"x-amzn-RequestCharacters": str(len(order["Text"]))}
        rate = int(order.get("SampleRate", "24000" if order["OutputFormat"] != "pcm" else "16000"))
        spoken = speak(order["Text"], _VARIANTS[order["VoiceId"]], rate)
        match order["OutputFormat"]:
            case "mp3":
                sound = to_mp3(spoken.pcm, rate, self.has_tag)
                return Answer(sound, "audio/mpeg", headers=charged)
            case "pcm":
                return Answer(spoken.pcm.astype("<i2").tobytes(), "audio/pcm", headers=charged)
            case _:
                return Answer(_marks(order["Text"], spoken), "application/x-json-stream", headers=charged)


def _marks(text: str, spoken: Spoken) -> bytes:
    """A line for each word: milliseconds, and bytes (not characters) of the text."""
    lines = []
    for first, length, seconds in spoken.words:
        start, value = len(text[:first].encode()), text[first : first + length].rstrip(" .,;:!?")
        mark = {
            "time": round(seconds * 1000),
            "type": "word",
            "start": start,
            "end": start + len(value.encode()),
            "value": value,
        }
        lines.append(json.dumps(mark, ensure_ascii=False))
    return "\n".join(lines).encode() + b"\n"


def _signature_refusal(call: Call) -> Answer | None:
    signed = _CREDENTIAL.fullmatch(call.headers.get("authorization", ""))
    if signed is None:
        return refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    if signed[1] != KEY_ID:
        told = "The security token included in the request is invalid."
        return refusal(403, "UnrecognizedClientException", told)
    if signed[2] != REGION:
        told = f"Credential should be scoped to a valid region, not '{signed[2]}'."
        return refusal(403, "InvalidSignatureException", told)
    return None


def _order_refusal(call: Call, order: dict[str, Any]) -> Answer | None:
    kind, voice = order.get("OutputFormat"), order.get("VoiceId")
    if call.path != "/v1/speech" or kind not in {"mp3", "pcm", "json"} or not order.get("Text"):
        return refusal(400, "ValidationException", "1 validation error detected")
    if bool(order.get("SpeechMarkTypes")) is not (kind == "json"):
        return refusal(400, "MarksNotSupportedForFormatException", "Speech marks need the format json")
    if kind in _RATES and order.get("SampleRate", "16000") not in _RATES[kind]:
        return refusal(400, "InvalidSampleRateException", "The specified sample rate is not valid")
    if order.get("Engine") != "neural" or voice in _STANDARD_ONLY or voice not in _VARIANTS:
        told = "This voice does not support the selected engine"
        return refusal(400, "EngineNotSupportedException", told)
    if len(order["Text"]) > MAX_BILLED_CHARACTERS:
        return refusal(400, "TextLengthExceededException", "Maximum text length has been exceeded")
    return None
