"""Attacks 15 and 32 to 34: signals to other processes, their limits, their files and their sections."""

from tests.runner.sandbox.attacks.attack import Aftermath, Attack, claims, tells_secret
from tests.runner.sandbox.attacks.outside import Outside


def signals_victim(outside: Outside, after: Aftermath) -> str:
    return outside.signals()


def changes_outside(outside: Outside, after: Aftermath) -> str:
    return outside.changes()


def handicaps_victim(outside: Outside, after: Aftermath) -> str:
    return outside.handicaps()


def changes_neighbour(outside: Outside, after: Aftermath) -> str:
    assert outside.neighbour is not None
    left = [path.name for path in outside.neighbour.folder.iterdir() if "poison" in path.name]
    is_changed = (outside.neighbour.folder / "secret").read_text() != outside.secrets["neighbour"]
    return f"the neighbour's folder has {left}, its file changed: {is_changed}" if left or is_changed else ""


NEIGHBOURS = (
    Attack(
        "15a",
        "signals to the runner",
        "Signals the runner by every call that sends a signal.",
        """
victim = given["victim"]
info = ctypes.create_string_buffer(struct.pack("iii", signal.SIGUSR1, 0, -1) + bytes(116))
ways = {
    "kill": lambda: os.kill(victim, signal.SIGUSR1) or "sent",
    "tgkill": lambda: str(call(234, victim, victim, signal.SIGUSR2)),
    "tkill": lambda: str(call(200, victim, signal.SIGUSR1)),
    "rt_sigqueueinfo": lambda: str(call(129, victim, signal.SIGUSR1, info)),
    "pidfd_send_signal": lambda: str(call(424, call(434, victim, 0), signal.SIGUSR1, 0, 0)),
    "SIGHUP": lambda: os.kill(victim, signal.SIGHUP) or "sent",
}
for name, way in ways.items():
    attempt(name)(way)
time.sleep(0.1)
""",
        achieved=signals_victim,
        needs_pod="the runner is in another container; process 1 of its own is the host",
    ),
    Attack(
        "15b",
        "signals through a descriptor",
        "Makes the kernel signal the runner when something happens on a pipe of its own.",
        """
import fcntl
@attempt("F_SETOWN")
def _():
    reader, writer = socket.socketpair()
    fcntl.fcntl(reader, 10, signal.SIGUSR2)
    fcntl.fcntl(reader, fcntl.F_SETOWN, given["victim"])
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    writer.send(b"x")
    time.sleep(0.1)
    return "armed"
""",
        achieved=signals_victim,
    ),
    Attack(
        "15c",
        "the end of the runner",
        "Kills the runner.",
        """
@attempt("SIGKILL")
def _():
    os.kill(given["victim"], signal.SIGKILL)
time.sleep(0.1)
""",
        achieved=signals_victim,
    ),
    Attack(
        "15d",
        "leave to signal the host and process 1",
        "Asks the kernel, by signal 0, whether it may signal the host, its parent and process 1.",
        """
for name, number in (("the host", given["host"]), ("its parent", os.getppid()), ("process 1", 1)):
    @attempt(name)
    def _(number=number):
        os.kill(number, 0)
        return "may"
""",
    ),
    Attack(
        "32",
        "priority, limits and processors of the runner",
        "Slows the runner down or takes its files away from it, without a signal.",
        """
@attempt("prlimit")
def _():
    resource.prlimit(given["victim"], resource.RLIMIT_CPU, (500, 500))

@attempt("setpriority")
def _():
    os.setpriority(os.PRIO_PROCESS, given["victim"], 15)

@attempt("sched_setaffinity")
def _():
    os.sched_setaffinity(given["victim"], {0})

@attempt("sched_setscheduler")
def _():
    os.sched_setscheduler(given["victim"], os.SCHED_BATCH, os.sched_param(0))
""",
        achieved=handicaps_victim,
    ),
    Attack(
        "33",
        "mode, time, attributes and length of a file outside",
        "Changes a file outside without opening it, by the calls that Landlock does not look at.",
        """
path = given["precious_file"]
ways = {
    "chmod": lambda: os.chmod(path, 0o777),
    "utime": lambda: os.utime(path, (1, 1)),
    "utime now": lambda: os.utime(path),
    "setxattr": lambda: os.setxattr(path, "user.poison", b"x"),
    "truncate": lambda: os.truncate(path, 3),
    "chown": lambda: os.chown(path, os.getuid(), os.getgid()),
    "rename": lambda: os.rename(path, path + ".poison"),
    "write": lambda: Path(path).write_text("poison"),
    "new file": lambda: (Path(path).parent / "poison").write_text("poison"),
    "new folder": lambda: (Path(path).parent / "poison-folder").mkdir(),
    "new link": lambda: os.symlink("/", Path(path).parent / "poison-link"),
    "remove": lambda: os.unlink(path),
}
for name, way in ways.items():
    attempt(name)(way)
""",
        achieved=changes_outside,
    ),
    Attack(
        "33b",
        "a lease that delays others",
        "Takes leases of files outside: whoever opens them next waits for 45 seconds.",
        """
import fcntl
for name, path in {"a file outside": given["precious_file"], "its script": "script.py"}.items():
    @attempt(name)
    def _(path=path):
        fcntl.fcntl(os.open(path, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_WRLCK)
        return "a lease"
""",
    ),
    Attack(
        "34a",
        "folder of another section",
        "Reads what another section, which runs now, has written.",
        """
@attempt("read")
def _():
    return (Path(given["neighbour_folder"]) / "secret").read_text()

@attempt("its environment")
def _():
    return len(Path(f"/proc/{given['neighbour']}/environ").read_text()) + 1
""",
        achieved=tells_secret,
        neighbour=True,
    ),
    Attack(
        "34b",
        "another section's files",
        "Changes the files of another section that runs now, so that its video shows something else.",
        """
folder = Path(given["neighbour_folder"])
@attempt("a new file")
def _():
    (folder / "poison").write_text("poison")

@attempt("an old file")
def _():
    (folder / "secret").write_text("poison")

@attempt("a result")
def _():
    os.link("script.py", folder / "poison-link")
""",
        achieved=changes_neighbour,
        neighbour=True,
    ),
    Attack(
        "34c",
        "another section's process",
        "Stops another section that runs now, and takes its memory.",
        """
@attempt("a signal")
def _():
    os.kill(given["neighbour"], 0)
    return "may"

@attempt("its open files")
def _():
    return os.listdir(f"/proc/{given['neighbour']}/fd")

@attempt("its memory")
def _():
    with open(f"/proc/{given['neighbour']}/mem", "rb", 0) as memory:
        return f"opened as descriptor {memory.fileno()}"
""",
        achieved=claims,
        neighbour=True,
    ),
)
