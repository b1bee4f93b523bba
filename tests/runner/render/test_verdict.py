"""A child's end is judged from its exit status and its files; its own words only explain."""

import signal
import textwrap

import pytest

from runner.render.job import BeatJob, Outcome, Picture, RenderLimits, SectionAnswer, SectionJob, SectionTimes
from runner.render.verdict import judge

JOB = SectionJob(
    scene="A",
    picture=Picture(width=128, height=72, frame_rate=10),
    beats=(BeatJob(seconds=1), BeatJob(seconds=1)),
    limits=RenderLimits(seconds=30, memory_bytes=2**30, file_bytes=10 * 2**20),
)
TIMES = SectionTimes(frame_count=20, beat_start_frames=(0, 10))
TRACEBACK = textwrap.dedent(
    """
    Traceback (most recent call last):
      File "/x/runner/render/child.py", line 36, in main
      File "/video/a/script.py", line 12, in construct
        self.play(shape)
      File "/video/a/script.py", line 7, in helper
        1 / 0
    ZeroDivisionError: division by zero
    """
)


def verdict(
    returncode: int = 0,
    *,
    is_late: bool = False,
    log: str = "",
    times: SectionTimes | None = TIMES,
    has_video: bool = True,
) -> SectionAnswer:
    return judge(
        returncode=returncode,
        is_late=is_late,
        log=log,
        times=times,
        has_video=has_video,
        job=JOB,
        seconds=1.5,
    )


def test_a_good_end_has_its_times_and_log() -> None:
    answer = verdict(log="hello")
    assert answer == SectionAnswer(outcome=Outcome.RENDERED, times=TIMES, log="hello", seconds=1.5)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (verdict(is_late=True), "it did not finish within 30 seconds"),
        (verdict(-signal.SIGKILL, is_late=True), "it did not finish within 30 seconds"),
        (verdict(-signal.SIGKILL), "it was killed, most likely because the machine ran out of memory"),
        (verdict(-signal.SIGXFSZ), "it wrote a file of more than 10 MB"),
        (verdict(-signal.SIGSEGV), "it died of signal SIGSEGV"),
        (verdict(-signal.SIGTERM), "it died of signal SIGTERM"),
        (verdict(times=None), "it ended before its section was rendered"),
        (verdict(has_video=False), "it ended before its section was rendered"),
        (verdict(3), "it ended with an error status before its section was rendered"),
        (verdict(1, log=TRACEBACK), "line 7: ZeroDivisionError: division by zero"),
        (verdict(1, log="MemoryError\n"), "it needs more than 1,024 MB of memory"),
        (verdict(1, log="numpy.exceptions.AxisError: bad axis\n"), "AxisError: bad axis"),
        (verdict(1, log="KeyError\n"), "KeyError"),
    ],
)
def test_a_bad_end_is_told_with_its_reason(answer: SectionAnswer, reason: str) -> None:
    assert (answer.outcome, answer.reason, answer.times) == (Outcome.FAILED, reason, None)


@pytest.mark.parametrize(
    ("starts", "reason"),
    [
        ((), "0 beats were shown, but 2 are narrated"),
        ((0,), "1 beats were shown, but 2 are narrated"),
        ((0, 5, 10), "3 beats were shown, but 2 are narrated"),
    ],
)
def test_a_section_with_other_beats_than_are_narrated_fails(starts: tuple[int, ...], reason: str) -> None:
    assert verdict(times=SectionTimes(frame_count=20, beat_start_frames=starts)).reason == reason


@pytest.mark.parametrize("starts", [[10, 0], [5, 5], [0, 20], [0, 99], [-1, 5]])
def test_times_that_cannot_be_true_are_refused(starts: list[int]) -> None:
    with pytest.raises(ValueError, match="beat"):
        SectionTimes.model_validate({"frame_count": 20, "beat_start_frames": starts})


def test_a_script_that_claims_success_is_not_believed() -> None:
    assert verdict(1, log="everything was rendered\n").outcome is Outcome.FAILED


def test_a_script_that_claims_an_error_but_rendered_is_believed_by_its_files() -> None:
    assert verdict(log=TRACEBACK).outcome is Outcome.RENDERED


def test_a_reason_stays_short_and_on_one_line() -> None:
    reason = verdict(1, log=f"ValueError: {'x' * 5000}\n").reason
    assert len(reason) <= 300
    assert "\n" not in reason


def test_the_last_error_of_a_chain_is_the_one_that_is_told() -> None:
    log = f"{TRACEBACK}\nDuring handling of the above exception, another exception occurred:\n\n"
    log += 'Traceback (most recent call last):\n  File "/video/a/script.py", line 20, in x\nTypeError: no\n'
    assert verdict(1, log=log).reason == "line 20: TypeError: no"


@pytest.mark.parametrize("log", ["a." * 100_000, "x" * 300_000, "Error " * 50_000, "\n" * 300_000])
def test_a_log_of_any_form_is_read(log: str) -> None:
    assert verdict(1, log=log).outcome is Outcome.FAILED
