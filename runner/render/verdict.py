"""Decides how a section's rendering ended, from exit status and files alone. Pure."""

import errno
import re
import signal
from dataclasses import dataclass

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import SectionFrames, SectionJob
from runner.render.log_text import one_line, plain_lines
from runner.render.record import DryRunRecord

MAX_REASON_CHARACTERS = 300
_MAX_LAYERS, _MAX_NAME_WIDTH = 32, 40
_TOO_EARLY = "it ended before its section was rendered"
_FRAME_OF_SCRIPT = re.compile(r'File "[^"]*/script\.py", line (\d{1,9})')
_LAST_ERROR = re.compile(r"^(?:[\w.]+\.)?(\w+(?:Error|Exception|Interrupt|Exit))(?:: (.*))?$", re.MULTILINE)


@dataclass(frozen=True)
class ChildExit:
    """What the host observed of a child's end.

    `stopped` is the host's reason for stopping it, and `flaw` says why an existing video can't be taken; each
    is empty if there is none. `record` is what a dry run left. Only `log` was written by the script.
    """

    returncode: int
    stopped: str
    log: str
    times: SectionFrames | None
    has_video: bool
    seconds: float
    flaw: str = ""
    record: DryRunRecord | None = None


def judge(ending: ChildExit, job: SectionJob) -> SectionAnswer:
    """The answer for a child that ended."""
    log = plain_lines(ending.log, job.limits.log_bytes)
    answer = SectionAnswer(
        outcome=SectionOutcome.RENDERED,
        times=ending.times,
        record=ending.record,
        log=log,
        seconds=ending.seconds,
    )
    reason = ending.stopped or _reason(ending.returncode, log, job) or _lack(ending, job)
    return refuse(answer, reason) if reason else _check_beats(answer, job)


def refuse(answer: SectionAnswer, reason: str) -> SectionAnswer:
    """The answer turned into a failure for this reason, which is cut to one plain line."""
    told = one_line(reason, MAX_REASON_CHARACTERS)
    return answer.model_copy(
        update={"outcome": SectionOutcome.FAILED, "reason": told, "times": None, "record": None}
    )


def accept(line: bytes, job: SectionJob) -> SectionAnswer:
    """Parses a host's answer and applies the rules of `judge` again, since scripts run beside the host.

    Raises ValueError if the answer can't be read.
    """
    answer = SectionAnswer.model_validate_json(line)
    missing = tuple(one_line(layer, _MAX_NAME_WIDTH) for layer in answer.missing_layers[:_MAX_LAYERS])
    log = plain_lines(answer.log, job.limits.log_bytes)
    reason = one_line(answer.reason, MAX_REASON_CHARACTERS)
    answer = answer.model_copy(update={"log": log, "reason": reason, "missing_layers": missing})
    return _check_beats(answer, job) if answer.outcome is SectionOutcome.RENDERED else answer


def _check_beats(answer: SectionAnswer, job: SectionJob) -> SectionAnswer:
    is_complete = answer.record is None or answer.record.times == answer.times
    if answer.times is None or not is_complete or job.is_dry_run != (answer.record is not None):
        return refuse(answer, _TOO_EARLY)
    shown = len(answer.times.beat_start_frames)
    if shown != len(job.beats):
        return refuse(answer, f"{shown} beats were shown, but {len(job.beats)} are narrated")
    return answer


def _lack(ending: ChildExit, job: SectionJob) -> str:
    if job.is_dry_run:
        return "" if ending.record else _TOO_EARLY
    if ending.has_video and ending.flaw:
        return ending.flaw
    return "" if ending.times and ending.has_video else _TOO_EARLY


def _reason(returncode: int, log: str, job: SectionJob) -> str:
    match -returncode:
        case signal.SIGXFSZ:
            return _wrote_too_much(job)
        case signal.SIGKILL:
            return "it was killed, most likely because the machine ran out of memory"
        case signal.SIGSYS:
            return "it made a system call that is forbidden"
    if returncode < 0:
        return f"it died of signal {_name(-returncode)}"
    return _error_in(log, job) if returncode else ""


def _name(number: int) -> str:
    """The signal's name; its number if it has none, as most real-time signals."""
    names = {known.value: known.name for known in signal.Signals}
    return names.get(number, str(number))


def _error_in(log: str, job: SectionJob) -> str:
    errors = list(_LAST_ERROR.finditer(log))
    lines = _FRAME_OF_SCRIPT.findall(log)
    place = f"line {lines[-1]}: " if lines else ""
    if not errors:
        return f"{place}it ended with an error status before its section was rendered"
    name, message = errors[-1].groups()
    if name.endswith("MemoryError"):
        return f"{place}it needs more than {job.limits.memory_bytes / 2**20:,.0f} MB of memory"
    # Python ignores the signal for it, and raises an error instead.
    if name == "OSError" and (message or "").startswith(f"[Errno {errno.EFBIG}]"):
        return place + _wrote_too_much(job)
    return f"{place}{name}: {message or ''}".rstrip(": ")


def _wrote_too_much(job: SectionJob) -> str:
    return f"it wrote a file of more than {job.limits.file_bytes / 2**20:,.0f} MB"
