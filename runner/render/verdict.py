"""Decides how a section's rendering ended, from exit status and files alone. Pure."""

import re
import signal

from runner.render.job import Outcome, SectionAnswer, SectionJob, SectionTimes

_FRAME_OF_SCRIPT = re.compile(r'File "[^"]*/script\.py", line (\d+)')
_LAST_ERROR = re.compile(r"^(?:[\w.]+\.)?(\w+(?:Error|Exception|Interrupt|Exit))(?:: (.*))?$", re.MULTILINE)
_REASON_LIMIT = 300


def judge(
    *,
    returncode: int,
    is_late: bool,
    log: str,
    times: SectionTimes | None,
    has_video: bool,
    job: SectionJob,
    seconds: float,
) -> SectionAnswer:
    """The answer for a child that has ended."""
    reason = _reason(returncode, is_late, log, job)
    if not reason and (times is None or not has_video):
        reason = "it ended before its section was rendered"
    if not reason and times is not None and len(times.beat_start_frames) != len(job.beats):
        reason = f"{len(times.beat_start_frames)} beats were shown, but {len(job.beats)} are narrated"
    if reason:
        return SectionAnswer(outcome=Outcome.FAILED, reason=reason, log=log, seconds=seconds)
    return SectionAnswer(outcome=Outcome.RENDERED, times=times, log=log, seconds=seconds)


def _reason(returncode: int, is_late: bool, log: str, job: SectionJob) -> str:
    if is_late:
        return f"it did not finish within {job.limits.seconds:g} seconds"
    if returncode == -signal.SIGXFSZ:
        return f"it wrote a file of more than {job.limits.file_bytes / 2**20:,.0f} MB"
    if returncode == -signal.SIGKILL:
        return "it was killed, most likely because the machine ran out of memory"
    if returncode < 0:
        return f"it died of signal {signal.Signals(-returncode).name}"
    return _error_in(log, job) if returncode else ""


def _error_in(log: str, job: SectionJob) -> str:
    errors = list(_LAST_ERROR.finditer(log))
    lines = _FRAME_OF_SCRIPT.findall(log)
    place = f"line {lines[-1]}: " if lines else ""
    if not errors:
        return f"{place}it ended with an error status before its section was rendered"
    name, message = errors[-1].groups()
    if name == "MemoryError":
        return f"{place}it needs more than {job.limits.memory_bytes / 2**20:,.0f} MB of memory"
    return f"{place}{name}: {message or ''}"[:_REASON_LIMIT].rstrip(": ")
