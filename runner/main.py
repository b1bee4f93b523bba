"""Settings -> pipeline -> exit status and termination line. Sub-commands `make`, `say`, `check`, `doctor`."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import TextIO, cast

import structlog

from contract.catalogue import ASPECTS
from contract.failure import FailureCode, PodreelError
from contract.logs import bind_video, configure_logs
from contract.run_events import event_line
from contract.script_check import Checked, CheckEnded, CheckProgress
from contract.settings import read_settings
from contract.video import DEFAULTS
from runner.attempt import Attempt, Launch
from runner.check.command import CheckOrder, check_file
from runner.doctor.report import print_report
from runner.progress.output import LossyOutput
from runner.progress.reporter import Reporter
from runner.progress.run_log import LogCopy, LogKeeper, RunLog
from runner.render.client import HostPlace
from runner.say import SayRequest, say
from runner.settings import RunnerSettings, RunSettings
from runner.speech.registry import engines_for
from stores.local_disk import FULL, local_failure

log = structlog.get_logger()
# SIGTERM must end the run within 10 s, also when a thread is busy encoding.
STOP_BUDGET_SECONDS = 8.0
_STDOUT, _STDERR = 1, 2


def main() -> int:
    """`python -m runner make …`, `say`, `check` or `doctor`; returns an exit status of the failure table."""
    options = _parse()
    if options.command == "make":
        return _make(options)
    configure_logs()
    if options.command == "doctor":
        return _doctor(is_online=options.online)
    if options.command == "check":
        order = CheckOrder(options.file, options.scene, options.aspect, options.layout, options.mend_layout)
        return _check(order)
    return _say(SayRequest(options.voice, options.language, options.out))


def _make(options: argparse.Namespace) -> int:
    run_log = RunLog()
    host = None
    if options.render_socket is not None:
        host = HostPlace(options.render_socket, options.render_root)
    # Other users of the machine, and in a pod the render host's user, must see only what they are given.
    os.umask(0o077)
    launch = Launch(options.video_id, options.generation, options.data, options.order, host)
    with contextlib.redirect_stderr(cast(TextIO, LogCopy(LossyOutput(_STDERR), run_log))):
        configure_logs()
        bind_video(options.video_id)
        stream = cast(TextIO, LogCopy(LossyOutput(_STDOUT), run_log))
        reporter = Reporter(options.video_id, stream, options.termination_file)
        return asyncio.run(_carry_out(launch, reporter, LogKeeper(run_log)))


async def _carry_out(launch: Launch, reporter: Reporter, keeper: LogKeeper) -> int:
    try:
        notes = await _run(launch, reporter, keeper)
    except PodreelError as error:
        status = _fail(reporter, error)
    except BaseExceptionGroup as group:
        status = _fail(reporter, _failure_in(group, launch.data))
    # The outermost loop: any other error is a bug in Podreel, and still ends with a termination line.
    except Exception as error:
        status = _fail(reporter, _failure_of(error, launch.data))
    else:
        reporter.completed(notes)
        status = 0
    if not await keeper.finish():
        # A thread that still waits for the store would keep this process alive.
        os._exit(status)
    return status


def _doctor(*, is_online: bool) -> int:
    try:
        return asyncio.run(print_report(RunnerSettings(), is_online=is_online))
    except PodreelError as error:
        return _tell(error)


def _check(order: CheckOrder) -> int:
    """Prints events, the last one with the `Checked`."""

    def tell(progress: CheckProgress) -> None:
        print(event_line(progress), flush=True)

    try:
        checked = check_file(order, read_settings(RunSettings), tell)
    except PodreelError as error:
        checked = Checked().refused(error)
    # The outermost loop of this command.
    except Exception as error:
        log.error("check_failed", exc_info=error)
        checked = Checked().refused(_failure_of(error))
    print(event_line(CheckEnded(checked=checked)))
    return checked.exit_status


def _say(request: SayRequest) -> int:
    try:
        print(json.dumps(asyncio.run(say(request, engines_for(RunnerSettings().shared)))))
    except PodreelError as error:
        return _tell(error)
    # The outermost loop of this command.
    except Exception as error:
        log.error("say_failed", exc_info=error)
        return _tell(_failure_of(error))
    return 0


def _tell(error: PodreelError) -> int:
    print(json.dumps({"code": error.code, "message": error.detail, "next_step": error.next_step}))
    return error.exit_status


async def _run(launch: Launch, reporter: Reporter, keeper: LogKeeper) -> tuple[str, ...]:
    settings = RunnerSettings()
    task = asyncio.current_task()
    is_stopped = False

    def stop() -> None:
        nonlocal is_stopped
        # After the termination line only the log is still being stored, which has its own time limit.
        if is_stopped or reporter.has_ended:
            return
        is_stopped = True
        watchdog = threading.Timer(STOP_BUDGET_SECONDS, _give_up, (reporter,))
        watchdog.daemon = True
        watchdog.start()
        if task is not None:
            task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        async with asyncio.timeout(settings.run.deadline_seconds):
            return (await Attempt(launch, settings, reporter, keeper).run()).notes
    except asyncio.CancelledError as error:
        if is_stopped:
            raise PodreelError(FailureCode.STOPPED) from error
        raise
    except TimeoutError as error:
        raise PodreelError(
            FailureCode.TIME_USED_UP,
            f"The video was not finished within {settings.run.deadline_seconds:g} seconds.",
        ) from error


def _give_up(reporter: Reporter) -> None:
    """Exits although a busy thread blocks the normal end; writes the termination line first."""
    stopped = PodreelError(FailureCode.STOPPED)
    if not reporter.has_ended:
        reporter.failed(stopped)
    os._exit(stopped.exit_status)


def _fail(reporter: Reporter, error: PodreelError) -> int:
    if error.code is FailureCode.INTERNAL:
        log.error("run_failed", code=error.code, exc_info=error)
    reporter.failed(error)
    return error.exit_status


def _failure_in(group: BaseExceptionGroup[BaseException], data: Path) -> PodreelError:
    """The first PodreelError of a group of concurrent failures, else the first of any kind."""
    leaves = list(_leaves(group))
    known = [leaf for leaf in leaves if isinstance(leaf, PodreelError)]
    return known[0] if known else _failure_of(leaves[0], data)


def _leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    return [
        leaf
        for part in group.exceptions
        for leaf in (_leaves(part) if isinstance(part, BaseExceptionGroup) else [part])
    ]


def _failure_of(error: BaseException, data: Path | None = None) -> PodreelError:
    """The error for users; `data` is the folder of the run, whose disk may be full."""
    if isinstance(error, OSError) and error.errno in FULL:
        failure = local_failure(error, data or Path(tempfile.gettempdir()))
    else:
        failure = PodreelError(FailureCode.INTERNAL, f"{type(error).__name__}: {error}")
    failure.__cause__ = error
    return failure


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="runner", description="Makes one video, then exits.")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="make the video of an order")
    _add_options_of_make(make)
    voice = commands.add_parser("say", help="speak a sample sentence with a voice")
    voice.add_argument("--voice", required=True)
    voice.add_argument("--language", default="en")
    voice.add_argument("--out", type=Path, required=True, help="the M4A file to write")
    doctor = commands.add_parser("doctor", help="report what works on this machine, as JSON")
    doctor.add_argument("--online", action="store_true", help="also check the models with their vendors")
    check = commands.add_parser("check", help="try a script's scenes without drawing, and mend it by rule")
    check.add_argument("file", type=Path, help="a file with a script; - reads stdin")
    check.add_argument("--scene", help="try only this scene")
    check.add_argument(
        "--aspect", choices=list(ASPECTS), default=DEFAULTS.aspect, help="the pictures' width and height"
    )
    check.add_argument("--layout", type=Path, help="draw the findings of layout to this PNG file")
    check.add_argument("--mend-layout", action="store_true", help="mend the layout by rule, too")
    options = parser.parse_args()
    if options.command == "make" and (options.render_socket is None) != (options.render_root is None):
        parser.error("--render-socket and --render-root go together")
    return options


def _add_options_of_make(make: argparse.ArgumentParser) -> None:
    make.add_argument("--video-id", required=True)
    make.add_argument("--generation", type=int, default=1)
    make.add_argument("--data", type=Path, required=True)
    make.add_argument(
        "--order",
        "--request",  # the name that Jobs of version 0.1 use
        type=Path,
        dest="order",
        help="the order, or only its request, as JSON; - reads it from stdin (default: the stored order)",
    )
    make.add_argument("--render-socket", type=Path, help="the socket of a pod's render host")
    make.add_argument("--render-root", type=Path, help="the folder that the render host shares")
    make.add_argument(
        "--termination-file", type=Path, help="where Kubernetes reads a container's termination message"
    )


if __name__ == "__main__":
    sys.exit(main())
