"""Attack 20: processes that outlive their section. Each ends by itself after half a minute at most."""

from tests.runner.sandbox.attacks.attack import Attack, any_of, harms_host, outlives

_OUTLIVED = any_of(outlives, harms_host)
_REASON = "DENIED|DID"

LINGERING = (
    Attack(
        "20a",
        "daemon with a session of its own",
        "Forks twice and leaves its session, so that no signal to a group reaches it.",
        """
attempt("a daemon")(lambda: leave_daemon(lambda: time.sleep(30)))
""",
        reason=_REASON,
        achieved=_OUTLIVED,
        needs_pod="the render container's process 1 must not be what keeps daemons alive",
    ),
    Attack(
        "20b",
        "daemon in a group of its own",
        "Forks twice and leaves its group only.",
        """
attempt("a daemon")(lambda: leave_daemon(lambda: time.sleep(30), lambda: os.setpgid(0, 0)))
""",
        reason=_REASON,
        achieved=_OUTLIVED,
    ),
    Attack(
        "20c",
        "daemon by another program",
        "Lets a shell start a program in a session of its own.",
        """
@attempt("setsid")
def _():
    order = "setsid sleep 30 < /dev/null > /dev/null 2>&1 & sleep 0.3"
    subprocess.run(["/bin/sh", "-c", order], check=True, timeout=4)
""",
        reason=_REASON,
        achieved=_OUTLIVED,
    ),
    Attack(
        "20d",
        "chain of forks",
        "Forks and ends hundreds of times a second in ever new sessions: no list of processes finds it.",
        """
def run_away():
    end = time.monotonic() + 12
    while time.monotonic() < end:
        try:
            os.setsid()
        except OSError:
            pass
        if os.fork():
            os._exit(0)

attempt("a chain")(lambda: leave_daemon(run_away))
""",
        reason=_REASON,
        achieved=_OUTLIVED,
    ),
    Attack(
        "20e",
        "chain of forks in one session",
        "The same without leaving the session, for a host that looks for one process after the other.",
        """
def run_away():
    end = time.monotonic() + 12
    while time.monotonic() < end:
        if os.fork():
            os._exit(0)

attempt("two chains")(lambda: leave_daemon(run_away, os.getpid) or leave_daemon(run_away, os.getpid))
""",
        reason=_REASON,
        achieved=_OUTLIVED,
    ),
    Attack(
        "20f",
        "process that holds the output open",
        "Leaves a process that keeps the log's pipe: whoever waits for the log's end waits for ever.",
        """
log = os.dup(1)
def keep():
    os.dup2(log, 1)
    time.sleep(30)

attempt("a daemon with the log")(lambda: leave_daemon(keep))
""",
        reason=_REASON,
        achieved=_OUTLIVED,
    ),
    Attack(
        "20g",
        "daemon without its first thread",
        "Ends the first thread of a process and lets another go on: the process seems to have ended.",
        """
def go_on():
    threading.Thread(target=time.sleep, args=(30,)).start()
    libc.syscall(60, 0)

attempt("a daemon without its first thread")(lambda: leave_daemon(go_on, os.getpid))
""",
        reason=_REASON,
        achieved=_OUTLIVED,
    ),
)
