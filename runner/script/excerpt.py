"""Excerpts of a failure for a model: the error, stack frames and source lines, as quoted data. Pure.

They depend on the failure alone, so that the same failure gives the same prompt.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from runner.script.parsing import lines_of

MAX_ERROR_CHARACTERS = 2_000
MAX_LINES_CHARACTERS = 6_000
_AROUND = 4
_MAX_FRAMES = 4
_MAX_LOG_LINES = 12
_MAX_LINE_CHARACTERS = 240
_FRAME = re.compile(r'File "[^"\n]*\bscript\.py", line (\d{1,9})(?:, in ([^\n]{1,80}))?')
_REASON_LINE = re.compile(r"\bline (\d{1,9}): ")
_TRACEBACK = "Traceback (most recent call last):"
_ERROR = re.compile(r"^(?:[\w.]+\.)?\w+(?:Error|Exception|Interrupt|Exit|Warning)\b.*", re.MULTILINE)
_TEX = re.compile(r"^.*(?:LaTeX compilation error|^! ).*$", re.MULTILINE)
_BAR = re.compile(r"\d{1,3}%\s*(?:\||[#=━█▏▎▍▌▋▊▉])|it/s\]|s/it\]")
# Parts that vary from run to run or from machine to machine. The order matters.
_VARYING = (
    (
        re.compile(r"(?<![\w.])(?:[A-Za-z]:)?(?:[/\\][^\s/\\'\"<>:,()\[\]]+)+[/\\]([^\s/\\'\"<>:,()\[\]]+)"),
        r"\1",
    ),
    (re.compile(r"\b0x[0-9a-fA-F]+\b"), "0x…"),
    (re.compile(r"\[?\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\]?"), ""),
    (re.compile(r"\[?\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\]?"), ""),
    (re.compile(r"\b(?:pid|process|thread)[ =:-]*\d+\b", re.IGNORECASE), ""),
    (re.compile(r"\b\d+(?:\.\d+)?(?:e-?\d+)? ?(?:ms|seconds?|secs?|s)\b"), "… s"),
)
_TICKS = re.compile(r"`{3,}")


def fenced(text: str, language: str = "text") -> str:
    """`text` as a fenced Markdown block. The fence is longer than any in `text`, so `text` can't close it."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def failing_numbers(source: str, log_or_reason: str) -> frozenset[int]:
    """Script lines, from 1, that the last frames of a traceback name, else those that the reason names."""
    return frozenset(_told_lines(source, log_or_reason)[:_MAX_FRAMES])


def innermost_line(source: str, log_or_reason: str) -> int | None:
    """The script line, from 1, at which the error arose; None if it isn't known."""
    return next(iter(_told_lines(source, log_or_reason)), None)


def _told_lines(source: str, log_or_reason: str) -> list[int]:
    """The script lines of a traceback, else those of the reason, the innermost first."""
    numbers = [int(number) for number, _ in _FRAME.findall(log_or_reason)]
    numbers = numbers or [int(number) for number in _REASON_LINE.findall(log_or_reason)]
    count = len(lines_of(source))
    return list(dict.fromkeys(reversed([number for number in numbers if 1 <= number <= count])))


def failing_lines(source: str, log_or_reason: str) -> str:
    """Numbered script lines around the failing ones, which are marked `>`; empty if none are known."""
    lines, marked = lines_of(source), failing_numbers(source, log_or_reason)
    if not marked:
        return ""
    shown = sorted(
        {near for number in marked for near in range(number - _AROUND, number + _AROUND + 1)}
        & set(range(1, len(lines) + 1))
    )
    return fenced(_cut(_numbered(shown, marked, lines), MAX_LINES_CHARACTERS), "python")


def _numbered(shown: Sequence[int], marked: Collection[int], lines: Sequence[str]) -> str:
    width = len(str(shown[-1]))
    numbered: list[str] = []
    for index, number in enumerate(shown):
        if index and number > shown[index - 1] + 1:
            numbered.append("...")
        sign = ">" if number in marked else " "
        numbered.append(f"{sign} {number:>{width}} | {short_line(lines[number - 1])}")
    return "\n".join(numbered)


def error_excerpt(reason: str, log: str) -> str:
    """A short description of a failure: the host's reason, the script's stack frames, the printed error."""
    parts = [steady(reason), *_frames(log), *_errors(log)]
    text = "\n".join(dict.fromkeys(part for part in parts if part))
    if len(parts) == 1:
        text = "\n".join([text, *_last_lines(log)]).strip()
    room = MAX_ERROR_CHARACTERS - 2 * (max((len(run) for run in _TICKS.findall(text)), default=2) + 1) - 6
    # A text of backticks only would leave no room for its own fence.
    return fenced(_cut(text, room)) if room > 0 else fenced("it printed nothing that can be read")


def _frames(log: str) -> Iterator[str]:
    """The last stack frames of the script itself, each with its line of code."""
    lines = log.split("\n")
    found = [
        (number, frame) for number, line in enumerate(lines) if (frame := _FRAME.search(line)) is not None
    ]
    for number, frame in found[-_MAX_FRAMES:]:
        place = f" in {steady(frame[2])}" if frame[2] else ""
        code = steady(lines[number + 1].strip()) if number + 1 < len(lines) else ""
        yield f"script.py line {frame[1]}{place}: {code}".rstrip(": ")


def _errors(log: str) -> Iterator[str]:
    """LaTeX's error messages, and the last Python error with the lines that belong to it."""
    yield from (steady(line) for line in _TEX.findall(log)[-3:])
    last = log.rpartition(_TRACEBACK)[2]
    error = next(iter(_ERROR.finditer(last)), None)
    if error is not None:
        yield "\n".join(_readable(last[error.start() :].split("\n")[:_MAX_LOG_LINES]))


def _last_lines(log: str) -> list[str]:
    return list(_readable(log.split("\n")))[-_MAX_LOG_LINES:]


def _readable(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() and not _BAR.search(line[:2_000]):
            yield steady(line)


def steady(text: str) -> str:
    """`text` as one line without machine paths, memory addresses, times and repeated spaces."""
    line = text[: 4 * _MAX_LINE_CHARACTERS]
    for pattern, plain in _VARYING:
        line = pattern.sub(plain, line)
    return short_line(" ".join(line.split()))


def short_line(line: str) -> str:
    """The line, without its end if it is long."""
    return line if len(line) <= _MAX_LINE_CHARACTERS else line[: _MAX_LINE_CHARACTERS - 1] + "…"


def _cut(text: str, limit: int) -> str:
    """`text`, with its middle left out if it is longer than `limit`."""
    if len(text) <= limit:
        return text
    half = max((limit - 7) // 2, 0)
    return f"{text[:half]}\n[...]\n{text[len(text) - half :]}" if half else text[:limit]
