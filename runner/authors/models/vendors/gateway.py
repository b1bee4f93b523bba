"""The gateway to the vendors' models: makes a single call to one link `provider:model`.

It does not retry or log. Import it late: pydantic-ai takes seconds.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self, TypeVar, cast

from pydantic_ai.direct import model_request_stream
from pydantic_ai.messages import (
    BinaryContent,
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    UserPromptPart,
)
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage

from contract.failure import FailureCode, PodreelError
from contract.result_parts import TokenUsage
from runner.authors.models.base import ChatTurn, Completion, Finish, Prompt
from runner.authors.models.pictures import pictures_of, tokens_of
from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.errors import FailureKind, VendorRefusal, failure_of
from runner.authors.models.vendors.line import Line
from runner.authors.models.vendors.openers import OPENERS
from runner.authors.models.vendors.refusals import refusal_of
from runner.concurrency.threads import call_in_thread

MAX_CHARACTERS = 400_000
_CHARACTERS_PER_TOKEN = 4
ResultT = TypeVar("ResultT")

_FINISHES = MappingProxyType({"length": Finish.CUT, "content_filter": Finish.REFUSED})
_THOUGHTS_BEGIN, _THOUGHTS_END = "<think>", "</think>"
_REFUSED_IN_THEIR_WORDS = frozenset({"refusal"})


@dataclass(frozen=True)
class _Reading:
    """A received answer: its text, the response, and whether reading stopped before the end."""

    text: str
    response: ModelResponse
    is_stopped: bool


class VendorModel:
    """One link. Its client is created at the first call and reused; close it at the end."""

    def __init__(self, name: str, access: VendorAccess) -> None:
        self.name = name
        self._access = access
        self._line: Line | None = None
        self._opening = asyncio.Lock()

    async def complete_once(self, prompt: Prompt) -> Completion:
        """Makes one call. Raises CallFailed if there is no answer, for whatever reason."""
        started = time.monotonic()
        total_seconds = self._access.patience.total_seconds
        limit = asyncio.timeout(None)
        try:
            line = await self._open()
            async with limit:
                # The time starts after opening: a slow import of the SDK must not count against the vendor.
                limit.reschedule(asyncio.get_running_loop().time() + total_seconds)
                reading = await _read(line, prompt)
        # On malformed answers the vendors' SDKs raise exceptions of any type.
        except Exception as error:
            refusal = refusal_of(error)
            if limit.expired():
                refusal = VendorRefusal(
                    FailureKind.PASSING, f"its answer was not complete after {total_seconds:g} s"
                )
            # Without its cause: the vendor's message may repeat the key.
            raise failure_of(self.name, refusal, self._access.secrets) from None
        completion = self._completion(line, reading)
        return completion.model_copy(update={"seconds": time.monotonic() - started})

    async def aclose(self) -> None:
        """Closes the connections. A later call opens new ones."""
        line, self._line = self._line, None
        if line is not None:
            await line.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()

    async def _open(self) -> Line:
        async with self._opening:
            if self._line is None:
                provider, _, model = self.name.partition(":")
                # In a thread: the SDKs take seconds to import.
                self._line = await asyncio.to_thread(OPENERS[provider], model, self._access)
            return self._line

    def _completion(self, line: Line, reading: _Reading) -> Completion:
        response = reading.response
        finish = Finish.CUT if reading.is_stopped else _finish(response)
        if finish is None:
            refusal = VendorRefusal(FailureKind.PASSING, "its answer ended early")
            raise failure_of(self.name, refusal, self._access.secrets)
        usage = response.usage
        return Completion(
            text=_without_thoughts(reading.text) if line.thinks_aloud else reading.text,
            model=self.name,
            finish=finish,
            usage=TokenUsage(
                input_tokens=usage.input_tokens,
                output_tokens=usage.output_tokens,
                cached_tokens=usage.cache_read_tokens,
            ),
            cost_usd=_cost_usd(response) if line.is_priced else None,
        )


def open_link(link: str, access: VendorAccess) -> VendorModel:
    """The model of `provider:model`. It makes no connection yet.

    Raises PodreelError(bad_configuration) for an unknown provider, or if there is no model.
    """
    provider, _, model = link.partition(":")
    if provider not in OPENERS or not model:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"{link!r} is not a valid model: write provider:model, with a provider of {', '.join(OPENERS)}.",
            "Correct the model chain that names it.",
        )
    return VendorModel(link, access)


async def _read(line: Line, prompt: Prompt) -> _Reading:
    if line.has_own_loop:
        return await _on_own_loop(lambda: _stream(line, prompt))
    return await _stream(line, prompt)


async def _stream(line: Line, prompt: Prompt) -> _Reading:
    settings: ModelSettings = {
        **line.settings,
        "max_tokens": prompt.max_output_tokens,
        "framing_announcement": "never",  # the library would add its own text before the instructions
    }
    pieces: list[str] = []
    length = 0
    async with model_request_stream(line.model, _messages(prompt), model_settings=settings) as stream:
        async with aclosing(cast(Any, aiter(stream))) as events:
            async for event in events:
                piece = _text_of(event)
                pieces.append(piece)
                length += len(piece)
                if length > MAX_CHARACTERS:
                    break
        response = stream.get()
    text = "".join(pieces)[:MAX_CHARACTERS]
    if length > MAX_CHARACTERS:
        return _Reading(text, _with_guessed_usage(response, prompt, length), is_stopped=True)
    return _Reading(text, response, is_stopped=False)


def _messages(prompt: Prompt) -> list[ModelMessage]:
    return [
        ModelResponse(parts=[TextPart(turn.text)])
        if turn.is_answer
        else ModelRequest(parts=[_asked(turn)], instructions=prompt.instructions)
        for turn in prompt.turns
    ]


def _asked(turn: ChatTurn) -> UserPromptPart:
    """Pictures come first: Anthropic's guide to vision says that models read them best before the text."""
    pictures = [BinaryContent(picture.data, media_type=picture.media_type) for picture in turn.pictures]
    return UserPromptPart([*pictures, turn.text] if pictures else turn.text)


def _text_of(event: ModelResponseStreamEvent) -> str:
    match event:
        case PartStartEvent(part=TextPart(content=text)):
            return text
        case PartDeltaEvent(delta=TextPartDelta(content_delta=text)):
            return text
    return ""


def _without_thoughts(text: str) -> str:
    """The answer after `<think>…</think>`. Servers may omit the first tag; a cut answer has no last one."""
    thoughts, closing, answer = text.partition(_THOUGHTS_END)
    is_opened = thoughts.lstrip().startswith(_THOUGHTS_BEGIN)
    if closing and (is_opened or _THOUGHTS_BEGIN not in thoughts):
        return answer.lstrip()
    return "" if is_opened else text


def _finish(response: ModelResponse) -> Finish | None:
    """Why the answer ended; None if the stream ended without a finish reason, or with an error."""
    in_their_words = (response.provider_details or {}).get("finish_reason")
    if response.finish_reason == "error" or (response.finish_reason is None and in_their_words is None):
        return None
    if in_their_words in _REFUSED_IN_THEIR_WORDS:
        return Finish.REFUSED
    return _FINISHES.get(response.finish_reason or "", Finish.COMPLETE)


def _with_guessed_usage(response: ModelResponse, prompt: Prompt, length: int) -> ModelResponse:
    """Estimates the usage if reading stopped early: it comes last, and what was sent is billed anyway."""
    asked = len(prompt.instructions) + sum(len(turn.text) for turn in prompt.turns)
    asked_tokens = asked // _CHARACTERS_PER_TOKEN + sum(map(tokens_of, pictures_of(prompt)))
    usage = RequestUsage(
        input_tokens=max(response.usage.input_tokens, asked_tokens),
        output_tokens=max(response.usage.output_tokens, length // _CHARACTERS_PER_TOKEN),
        cache_read_tokens=response.usage.cache_read_tokens,
    )
    return replace(response, usage=usage)


def _cost_usd(response: ModelResponse) -> float | None:
    # LookupError: the model's price is unknown. ValueError: the vendor reported no usage.
    with suppress(LookupError, ValueError):
        return float(response.cost().total_price)
    return None


async def _on_own_loop(work: Callable[[], Coroutine[Any, Any, ResultT]]) -> ResultT:
    """The result of `work`, run by an event loop in a daemon thread.

    Threads that the SDK starts there are daemons too, so one that hangs blocks neither a cancelled call nor
    the end of the process.
    """
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = []
    is_given_up = False

    async def main() -> ResultT:
        task = asyncio.current_task()
        if task is not None:
            running.append((asyncio.get_running_loop(), task))
        if is_given_up:
            raise TimeoutError("given up")
        return await work()

    def run() -> ResultT:
        try:
            return asyncio.run(main())
        except asyncio.CancelledError:
            raise TimeoutError("given up") from None  # nothing waits for it any more

    try:
        return await call_in_thread(run)
    except asyncio.CancelledError:
        is_given_up = True
        for loop, task in running:
            with suppress(RuntimeError):  # that loop has ended
                loop.call_soon_threadsafe(task.cancel)
        raise
