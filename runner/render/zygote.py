"""The zygote: keeps Manim in memory and forks a confined child for each task. It runs no script itself.

`python -I -m runner.render.zygote`, with a socket to the render host as its stdin. A fork takes milliseconds;
starting Python with Manim takes two CPU seconds.
"""

import fcntl
import gc
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
import traceback

from runner.render.zygote_protocol import ChildReport, ForkRequest, ForkStatus, RenderTask
from runner.sandbox import kernel
from runner.sandbox.confine import KEPT_DESCRIPTORS, SandboxError, confine, prepare

MAX_MESSAGE_BYTES = 64 * 1024
_REPORT = KEPT_DESCRIPTORS - 1


class ZygoteServer:
    """Forks a child for each request, and reports its end to the host."""

    def __init__(self, host: socket.socket) -> None:
        self._host = host
        self._orders: dict[int, int] = {}
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)

    def serve_first(self) -> None:
        """Serves one request, until its child ends."""
        if self._take_order():
            self._reap(0)

    def serve(self) -> None:
        """Serves until the host closes its end of the socket."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake_write)
        with selectors.DefaultSelector() as selector:
            selector.register(self._host, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self._wake_read in ready:
                    self._drain()
                    self._reap(os.WNOHANG)
                if self._host in ready and not self._take_order():
                    return

    def _drain(self) -> None:
        while True:
            try:
                os.read(self._wake_read, 4096)
            except BlockingIOError:
                return

    def _reap(self, options: int) -> None:
        """Collects all ended processes, orphans of scripts too, and reports the requested children."""
        while True:
            try:
                process_id, status = os.waitpid(-1, options)
            except ChildProcessError:
                return
            if process_id == 0:
                return
            number = self._orders.pop(process_id, None)
            if number is not None:
                exit_status = os.waitstatus_to_exitcode(status)
                self._tell(ForkStatus(number=number, process_id=process_id, exit_status=exit_status))

    def _take_order(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._host, MAX_MESSAGE_BYTES, 2)
        if not message:
            return False
        order = ForkRequest.model_validate_json(message)
        output, report = descriptors
        process_id = os.fork()
        if process_id == 0:
            _be_child(order, output, report)
        os.close(output)
        os.close(report)
        self._orders[process_id] = order.number
        self._tell(ForkStatus(number=order.number, process_id=process_id))
        return True

    def _tell(self, news: ForkStatus) -> None:
        self._host.send(news.model_dump_json().encode())


def _be_child(order: ForkRequest, output: int, report: int) -> None:
    """Runs the task and exits; never returns, so that no zygote code continues in this process."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _arrange_descriptors(output, report)
        if _confine(order):
            status = _run(order)
    finally:
        os._exit(status)


def _arrange_descriptors(output: int, report: int) -> None:
    """Makes 0 empty, 1 and 2 the output, and 3 the report, which started programs do not inherit."""
    # First to high numbers: one of them may have a number that the other is to get.
    output, report = (fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 64) for number in (output, report))
    empty = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((empty, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.dup2(report, _REPORT, inheritable=False)
    for number in (output, report):
        os.close(number)


def _confine(order: ForkRequest) -> bool:
    started_at = time.perf_counter_ns()
    try:
        missing = confine(order.policy, order.folder)
    except SandboxError as error:
        _report(ChildReport(refused=str(error)).model_dump_json())
        return False
    microseconds = (time.perf_counter_ns() - started_at) // 1000
    _report(ChildReport(missing=dict(missing), microseconds=microseconds).model_dump_json())
    # A script that could still write here could forge reports.
    if isinstance(order.task, RenderTask):
        os.close(_REPORT)
    return True


def _run(order: ForkRequest) -> int:
    os.chdir(order.folder)
    tempfile.tempdir = None  # the folder chosen before confinement is out of reach now
    try:
        answer = _carry_out(order)
        if answer:
            _report(answer)
        status = 0
    except SystemExit as leaving:
        status = _exit_status(leaving.code)
    except BaseException:  # scripts may also raise what is not an Exception
        traceback.print_exc()
        status = 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    return status


def _carry_out(order: ForkRequest) -> str:
    # The first child reports whether confinement works long before Manim is loaded.
    from runner.render.tasks import carry_out  # noqa: PLC0415 - loads Manim, which takes seconds

    return carry_out(order)


def _exit_status(code: object) -> int:
    if code is None or isinstance(code, int):
        return (code or 0) & 0xFF
    print(code, file=sys.stderr)
    return 1


def _report(text: str) -> None:
    os.write(_REPORT, text.encode() + b"\n")


def main() -> None:
    """Serves the host whose socket is this process's stdin."""
    host = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    kernel.adopt_orphans()
    prepare()
    zygote = ZygoteServer(host)
    zygote.serve_first()
    import runner.render.tasks  # noqa: F401, PLC0415 - loads Manim for all children

    # Objects loaded by now live forever; a garbage collection in a child would only copy their pages.
    gc.collect()
    gc.freeze()
    zygote.serve()


if __name__ == "__main__":
    main()
