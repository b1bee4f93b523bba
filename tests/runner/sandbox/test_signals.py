"""Signals and other means of reaching another process, as the filter alone leaves them: on older kernels."""

from pathlib import Path

import pytest

from tests.runner.sandbox.attempts import DONE, attempt

SETUP = """
from runner.sandbox import kernel
from runner.sandbox.seccomp import build_filter
from runner.sandbox.syscalls import signal_conditions
import fcntl
os.setsid()
waiting = os.fork()
if waiting == 0:
    kernel.die_with_parent(signal.SIGKILL)
    time.sleep(30)
    os._exit(0)
parent, me = os.getppid(), os.getpid()
heard_signals = []
signal.signal(signal.SIGUSR1, lambda number, frame: heard_signals.append(number))
pair = socket.socketpair()
kernel.forbid_new_privileges()
kernel.install_filter(build_filter(kernel.machine(), signal_conditions(me)))
libc = ctypes.CDLL(None, use_errno=True)
def heard_of(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), "")
def call(number, *arguments):
    heard_of(libc.syscall(number, *arguments))
"""
DENIED = {
    "its parent": "os.kill(parent, 0)",
    "the first process": "os.kill(1, 0)",
    "everybody": "os.kill(-1, 0)",
    "the parent's group": "os.killpg(os.getpgid(parent), 0)",
    "a process by a descriptor": "signal.pidfd_send_signal(os.pidfd_open(parent), 0)",
    "a descriptor's signals sent to the parent": "fcntl.fcntl(pair[0], fcntl.F_SETOWN, parent)",
    "a socket's signals sent to the parent": "fcntl.ioctl(pair[0], 0x8901, parent.to_bytes(4, 'little'))",
    "a group of its own": "os.setpgid(0, 0)",
    "a session of its own": "os.setsid()",
    "the limits of the parent": "resource.prlimit(parent, resource.RLIMIT_NOFILE)",
    "the processors of the parent": "os.sched_setaffinity(parent, {0})",
    "the priority of the parent": "os.setpriority(os.PRIO_PROCESS, parent, 5)",
    "the internet": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "a local socket": "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    "a pair of datagram sockets": "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
}
ABSENT = {
    "memory with a descriptor": "os.memfd_create('x')",
    "names of files in a closed folder": "heard_of(libc.inotify_init1(0))",
    "a clone whose flags nobody sees": "call(435, None, 0)",
    "a call of a newer kernel": "call(452, -1, None, 0, 0)",
    "a call by its x32 number": "call(0x40000000 + 39)",
}
USED = {
    "a signal to itself": "os.kill(me, signal.SIGUSR1); assert heard_signals == [signal.SIGUSR1]",
    "a signal to its group": "os.kill(0, signal.SIGCONT)",
    "a signal to its group by its number": "os.killpg(me, signal.SIGCONT)",
    "a signal that it raises": "signal.raise_signal(signal.SIGUSR1); assert len(heard_signals) == 2",
    "a signal to a thread of its own": "signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)",
    "a thread": "other = threading.Thread(target=int); other.start(); other.join()",
    "a program": "subprocess.run(['/usr/bin/true'], check=True)",
    "a pair of sockets": "socket.socketpair()",
    "its own limits": "resource.getrlimit(resource.RLIMIT_NOFILE)",
}


@pytest.fixture(scope="module")
def heard() -> dict[str, str]:
    return attempt(SETUP, {**DENIED, **ABSENT, **USED})


@pytest.mark.parametrize("name", DENIED)
def test_signals_to_processes_outside_are_refused(heard: dict[str, str], name: str) -> None:
    assert heard[name] == "EPERM"


@pytest.mark.parametrize("name", ABSENT)
def test_calls_that_could_hide_resources_are_absent(heard: dict[str, str], name: str) -> None:
    assert heard[name] == "ENOSYS"


@pytest.mark.parametrize("name", USED)
def test_what_concerns_the_process_itself_works(heard: dict[str, str], name: str) -> None:
    assert heard[name] == DONE


def test_a_process_that_aborts_ends_by_that_signal() -> None:
    aborts = """
aborting = os.fork()
if aborting == 0:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kernel.install_filter(build_filter(kernel.machine(), signal_conditions(os.getpid())))
    os.abort()
_, status = os.waitpid(aborting, 0)
assert os.waitstatus_to_exitcode(status) == -signal.SIGABRT
"""
    setup = SETUP.replace("kernel.install_filter", "(lambda program: None)")
    assert attempt(setup, {"abort": aborts}) == {"abort": DONE}


def test_modes_owners_and_times_are_left_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch(mode=0o640)
    before = file.stat()
    ways = ("chmod(path, 0)", "chown(path, 5, 5)", "utime(path, (0, 0))", "lchown(path, 5, 5)")
    by_descriptor = ("fchmod(opened, 0)", "fchown(opened, 5, 5)", "utime(opened, (0, 0))", "utime(opened)")
    pieces = {way: f"os.{way}" for way in (*ways, *by_descriptor)}
    assert attempt(f"opened = os.open(path, os.O_RDONLY)\n{SETUP}", pieces, path=str(file)) == dict.fromkeys(
        pieces, DONE
    )
    assert file.stat() == before


def test_touch_creates_the_file(tmp_path: Path) -> None:
    pieces = {"new": "Path(file).touch()", "old": "Path(file).touch()", "by name": "os.utime(file)"}
    pieces["by a program"] = "subprocess.run(['/usr/bin/touch', file, file + '2'], check=True)"
    heard = attempt(SETUP, pieces, file=str(tmp_path / "file"))
    assert heard == {**dict.fromkeys(pieces, DONE), "by name": "EPERM"}
    assert {path.name for path in tmp_path.iterdir()} == {"file", "file2"}
