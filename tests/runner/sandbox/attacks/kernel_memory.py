"""Attack 17, continued: memory that the kernel holds and that no process seems to have.

Where nothing stops them, those that are weighed take 2 GB, of which a section may have 1.5.
"""

from tests.runner.sandbox.attacks.attack import SHORT, Attack, any_of, claims, fills_memory, harms_host

_HUGE = """
HUGE = 2**21
libc.mmap.restype = ctypes.c_void_p

def huge_page():
    "The address of a page of 2 MB that has been used, or an error if there are none."
    if libc.prctl(42, 0, 0, 0, 0):
        raise RuntimeError("huge pages are turned off")
    start = libc.mmap(None, ctypes.c_size_t(2 * HUGE), 3, 0x22, -1, 0)
    page = (start + HUGE - 1) // HUGE * HUGE
    if libc.madvise(ctypes.c_void_p(page), ctypes.c_size_t(HUGE), 14):
        raise OSError(ctypes.get_errno(), "")
    ctypes.memset(page, 1, 1)
    return start, page
"""
# A busy machine takes several seconds for it.
PATIENT = SHORT.model_copy(update={"seconds": 20.0})
_WEIGHED = any_of(fills_memory, harms_host)
_CLAIMED = any_of(claims, harms_host)


def _system_call(number: str, name: str, goal: str, body: str) -> Attack:
    return Attack(number, name, goal, body, achieved=_CLAIMED)


KERNEL_MEMORY = (
    Attack(
        "17g",
        "huge pages in pipes",
        "Puts 4 KB of each of 1,000 huge pages into pipes by vmsplice and gives back the rest.",
        f"""{_HUGE}
class Span(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

@attempt("2 GB in pipes")
def _():
    for _ in range(67):
        reader, writer = os.pipe()
        for _ in range(15):
            start, page = huge_page()
            check(libc.vmsplice(writer, ctypes.byref(Span(page, 4096)), ctypes.c_ulong(1), 0))
            libc.munmap(ctypes.c_void_p(start), ctypes.c_size_t(2 * HUGE))
    time.sleep(1)
""",
        achieved=_WEIGHED,
        limits=PATIENT,
        needs_pod="the container's limit counts this memory",
    ),
    Attack(
        "17h",
        "huge pages of which little is left",
        "Gives back all but 4 KB of each of 1,000 huge pages; the kernel keeps them whole.",
        f"""{_HUGE}
@attempt("2 GB in pages that seem small")
def _():
    for _ in range(1000):
        start, page = huge_page()
        libc.munmap(ctypes.c_void_p(page + 4096), ctypes.c_size_t(start + 2 * HUGE - page - 4096))
    time.sleep(1)
""",
        achieved=_WEIGHED,
        limits=PATIENT,
    ),
    Attack(
        "17i",
        "pages of files in pipes",
        "Puts pages of files into pipes by sendfile, splice and tee, and empties the files.",
        """
def send(file, writer, place):
    return os.sendfile(writer, file, place, 4096)

def splice(file, writer, place):
    return os.splice(file, writer, 4096, place)

for step in (send, splice):
    @attempt(f"a file in a pipe by {step.__name__}")
    def _(step=step):
        reader, writer = os.pipe()
        with open("passing", "w+b", 0) as file:
            file.write(bytes(2**21))
            sent = sum(step(file.fileno(), writer, 2**17 * part) for part in range(16))
            file.truncate(0)
        return f"{sent} bytes of 16 pieces"

@attempt("tee")
def _():
    (reader, writer), (_, copy) = os.pipe(), os.pipe()
    os.write(writer, b"x")
    return f"{call(276, reader, copy, 1, 0)} byte"
""",
        achieved=_CLAIMED,
    ),
    _system_call(
        "17j",
        "larger pipes",
        "Asks for pipes of a megabyte, sixteen times what others have.",
        """
import fcntl
@attempt("F_SETPIPE_SZ")
def _():
    return f"a pipe of {fcntl.fcntl(os.pipe()[1], 1031, 2**20)} bytes"
""",
    ),
    _system_call(
        "17k",
        "contexts of asynchronous I/O",
        "Takes contexts of which the machine has few, so that no other program gets one.",
        """
@attempt("io_setup")
def _():
    return f"a context for {call(206, 1, ctypes.byref(ctypes.c_ulong())) or 1} event"
""",
    ),
    _system_call(
        "17l",
        "rules in the kernel",
        "Makes a set of 20,000 Landlock rules, of which the kernel limits neither sets nor rules.",
        """
@attempt("20,000 rules")
def _():
    rules = call(444, struct.pack("QQ", 0, 3), 16, 0)
    for port in range(20_000):
        call(445, rules, 2, struct.pack("QQ", 1, port), 0)
    return "20,000 rules"
""",
    ),
    _system_call(
        "17m",
        "filters in the kernel",
        "Installs filters of system calls, compiled into memory that all programs of a machine share.",
        """
code = struct.pack("HBBI", 0x20, 0, 0, 0) * 4000 + struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)
room = ctypes.create_string_buffer(code, len(code))
form = struct.pack("@HP", 4001, ctypes.addressof(room))

@attempt("prctl")
def _():
    return aside(lambda: check(libc.prctl(22, 2, form, 0, 0)) == 0 and "a filter")

@attempt("seccomp")
def _():
    return aside(lambda: call(317, 1, 0, form) == 0 and "a filter")
""",
    ),
    Attack(
        "17n",
        "locks on parts of files",
        "Locks every other byte of its files, which takes memory that the kernel charges to nobody.",
        """
import fcntl
@attempt("30,000 locks")
def _():
    files = [open(f"locked-{number}", "wb") for number in range(300)]
    for place in range(100):
        for file in files:
            fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * place)
    time.sleep(2.5)
    return "30,000 locks"

@attempt("a lock of an open file")
def _():
    with open("locked", "wb") as file:
        fcntl.fcntl(file, 37, struct.pack("hhqqi", 1, 0, 0, 1, 0))
    return "a lock whose owner the kernel does not tell"
""",
        reason="locks",
        achieved=_CLAIMED,
    ),
    _system_call(
        "17o",
        "signals and timers",
        "Queues signals that are never taken, and makes timers, up to the limit of the user.",
        """
number = signal.SIGRTMIN
signal.pthread_sigmask(signal.SIG_BLOCK, [number])
form = ctypes.create_string_buffer(struct.pack("iii", number, 0, -1), 128)
timer = ctypes.c_int()

def count(step, most):
    done = 0
    while done < most and step() == 0:
        done += 1
    return f"{done} of them" if done > 5000 else ""

attempt("queued signals")(lambda: count(lambda: libc.syscall(129, os.getpid(), number, form), 6000))
attempt("timers")(lambda: count(lambda: libc.syscall(222, 1, None, ctypes.byref(timer)), 6000))
""",
    ),
    _system_call(
        "17p",
        "another control group",
        "Leaves its control group for the one above it, and makes one that has no limits.",
        """
for number, folder in enumerate(map(Path, given["cgroups"])):
    @attempt(f"entering {number}")
    def _(folder=folder):
        (folder / "cgroup.procs").write_text("0")
        return "out of its own group"

    @attempt(f"making {number}")
    def _(folder=folder):
        (folder / "made-by-a-script").mkdir()
        return "a new group"

    @attempt(f"groups of the host {number}")
    def _(folder=folder):
        found = [path for path in folder.glob("podreel-host-*/*/cgroup.procs")]
        for path in found:
            path.write_text("0")
        return f"{len(found)} groups" if found else ""
""",
    ),
    Attack(
        "17q",
        "a table of locks in the kernel",
        "Asks for a table of 64 MB for its futexes, by prctl.",
        """
did("ask")
@attempt("PR_FUTEX_HASH")
def _():
    check(libc.prctl(78, 1, ctypes.c_ulong(2**20), 0, 0))
    return "a million places"
""",
        achieved=_CLAIMED,
        already="kernels before Linux 6.16 have no such table",
    ),
    _system_call(
        "17r",
        "sockets that hold more",
        "Raises the limit of its sockets to what the machine allows, here 8 MB; the watch counts 0.4.",
        """
@attempt("SO_SNDBUF")
def _():
    half, _ = socket.socketpair()
    before = half.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
    half.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**30)
    return f"{before} and now {half.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)} bytes"
""",
    ),
    _system_call(
        "17s",
        "files hidden from the watch",
        "Becomes a process whose open files only root can see, and the watch of another host can't.",
        """
@attempt("PR_SET_DUMPABLE")
def _():
    def hide():
        check(libc.prctl(4, 0, 0, 0, 0))
        return "" if libc.prctl(3, 0, 0, 0, 0) else "hidden"
    return aside(hide)
""",
    ),
)
