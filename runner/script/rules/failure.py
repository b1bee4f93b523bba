"""What a failed run tells of its error: the kind, the message, and the lines that led there. Pure."""

import re
from dataclasses import dataclass

_FRAME = re.compile(r'^  File "[^"\n]*\bscript\.py", line (\d{1,9})(?:, in ([^\n]{1,200}))?$', re.MULTILINE)
_TRACEBACK = "Traceback (most recent call last):"
_ERROR = re.compile(r"^(?:[a-zA-Z_]\w*\.)*([A-Z]\w*)(?:: ?(.*))?$", re.MULTILINE)
_REASON = re.compile(
    r"(?:line (\d{1,9}): )?(?:([A-Z]\w*(?:Error|Exception|Interrupt|Exit))\b(?:: )?)?(.*)", re.DOTALL
)
# Python guesses, too: it knows names that are no part of the library.
_GUESS = re.compile(r"\. Did you (?:mean|forget)[^\n]*$")
_MARKS = re.compile(r"^ {4}( *)(~*\^+~*) *$")
_MAX_MESSAGE_CHARACTERS = 2_000


@dataclass(frozen=True)
class Frame:
    """A place in the script that an error came through.

    `marked` is the part of the line that Python marks, in characters from its first one that is no space;
    None if it marks none.
    """

    line: int
    function: str
    marked: tuple[int, int] | None = None


@dataclass(frozen=True)
class SceneFailure:
    """Why a scene's run failed. `kind` is the error's class, empty if the host ended the run.

    `frames` are the script's own, the one that failed last; `log` is all that the run printed.
    """

    scene: str
    kind: str
    message: str
    frames: tuple[Frame, ...] = ()
    log: str = ""

    @property
    def line(self) -> int | None:
        """The script's line that failed, from 1; None if none is known."""
        return self.frames[-1].line if self.frames else None


def read_failure(scene: str, reason: str, log: str) -> SceneFailure:
    """Reads what the host answered: the reason it gives, and what the script printed."""
    told = _REASON.match(reason)
    line, kind, message = told.groups() if told else (None, None, reason)
    # An error that was caught and raised anew prints both; the last one ended the run.
    last = log.rpartition(_TRACEBACK)[2] if kind else ""
    frames = _frames(last)
    error = next((found for found in _ERROR.finditer(last) if found[1] == kind), None)
    if error is not None:
        message = last[error.start(2) :].strip() if error[2] is not None else ""
    if not frames and line:
        frames = (Frame(int(line), ""),)
    return SceneFailure(
        scene, kind or "", _GUESS.sub("", (message or "")[:_MAX_MESSAGE_CHARACTERS]), frames, log
    )


def _frames(traceback: str) -> tuple[Frame, ...]:
    lines = traceback.split("\n")
    frames = []
    for index, text in enumerate(lines):
        if found := _FRAME.match(text):
            marks = _MARKS.match(lines[index + 2]) if index + 2 < len(lines) else None
            marked = (len(marks[1]), len(marks[1]) + len(marks[2])) if marks else None
            frames.append(Frame(int(found[1]), found[2] or "", marked))
    return tuple(frames)
