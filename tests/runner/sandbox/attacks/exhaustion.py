"""Attacks 16 to 19: processes, threads, memory, disk and time. Each ends by itself where nothing stops it."""

from tests.runner.sandbox.attacks.attack import SHORT, Aftermath, Attack, any_of, claims, harms_host
from tests.runner.sandbox.attacks.outside import Outside

LATE_SECONDS = 5
TIMELY = SHORT.model_copy(update={"seconds": 3.0})
# On a busy machine its own limit must come before the deadline.
PATIENT = SHORT.model_copy(update={"seconds": 20.0})


def overstays(outside: Outside, after: Aftermath) -> str:
    late = after.answer.seconds - TIMELY.seconds
    return f"the section ended {late:.0f} s after its time" if late > LATE_SECONDS else ""


_EXHAUSTED = any_of(claims, harms_host)

EXHAUSTION = (
    Attack(
        "16a",
        "fork bomb",
        "Doubles its processes until there are 512, which all wait.",
        """
@attempt("512 processes at once")
def _():
    reader, writer = os.pipe()
    first = os.getpid()
    for _ in range(9):
        os.fork()
    os.write(writer, b"x")
    if os.getpid() != first:
        time.sleep(20)
        os._exit(0)
    count = count_bytes(reader, 512, 15)
    return f"{count} processes" if count == 512 else ""
""",
        reason=r"process|thread|task|DENIED",
        achieved=_EXHAUSTED,
        needs_pod="the pids limit of the pod, if the node sets one",
        limits=PATIENT,
    ),
    Attack(
        "16b",
        "thread bomb",
        "Starts 400 threads, which all wait.",
        """
@attempt("400 threads at once")
def _():
    threading.stack_size(2**16)
    over = threading.Event()
    try:
        for _ in range(400):
            threading.Thread(target=over.wait, daemon=True).start()
        time.sleep(2)
        return f"{threading.active_count()} threads"
    finally:
        over.set()
""",
        reason=r"process|thread|task|DENIED",
        achieved=_EXHAUSTED,
    ),
    Attack(
        "16c",
        "program bomb",
        "Starts 300 other programs, which all wait.",
        """
@attempt("300 programs at once")
def _():
    started = [subprocess.Popen(["/bin/sleep", "6"]) for _ in range(300)]
    time.sleep(1.5)
    alive = sum(program.poll() is None for program in started)
    for program in started:
        program.kill()
    return f"{alive} programs" if alive == 300 else ""
""",
        reason=r"process|thread|task|DENIED",
        achieved=_EXHAUSTED,
    ),
    Attack(
        "17a",
        "memory bomb of bytes",
        "Takes more memory than its section has.",
        """
@attempt("2.5 GB of bytes")
def _():
    held = []
    while len(held) < 40:
        held.append(bytearray(os.urandom(4096)) * 2**14)
    return f"{len(held) * 64} MB"
""",
        reason=r"memory|DENIED",
        achieved=_EXHAUSTED,
        needs_pod="the container's limit: its OOM killer ends every process of the container",
    ),
    Attack(
        "17b",
        "memory bomb of numpy",
        "Takes one array that is larger than its section's memory.",
        """
import numpy
@attempt("an array of 2.5 GB")
def _():
    return f"{numpy.ones(5 * 2**26, dtype=numpy.float64).nbytes >> 20} MB"
""",
        reason=r"memory|DENIED",
        achieved=_EXHAUSTED,
    ),
    Attack(
        "17c",
        "decompression bomb",
        "Unpacks a little data into more than its section's memory.",
        """
import zlib
@attempt("1.3 GB out of 1 MB")
def _():
    # A block that ends on a byte and refers to nothing before it may follow itself as often as one likes.
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * 80 + packer.flush()
    return f"{len(zlib.decompress(packed, -15)) >> 20} MB out of {len(packed) >> 10} KB"
""",
        reason=r"memory|DENIED",
        achieved=_EXHAUSTED,
        limits=PATIENT.model_copy(update={"memory_bytes": 2**30}),
    ),
    Attack(
        "17d",
        "memory bomb of many processes",
        "Takes in 20 processes, each of which stays below the limit, more than the section has.",
        """
@attempt("20 processes of 150 MB")
def _():
    reader, writer = os.pipe()
    for _ in range(20):
        if os.fork() == 0:
            held = bytearray(os.urandom(4096)) * (150 * 256)
            os.write(writer, b"x")
            time.sleep(6)
            os._exit(len(held) and 0)
    count = count_bytes(reader, 20, 5)
    time.sleep(1)
    return f"{count * 150} MB" if count == 20 else ""
""",
        reason=r"memory|DENIED",
        achieved=_EXHAUSTED,
        needs_pod="the container's limit: its OOM killer ends every process of the container",
    ),
    Attack(
        "17e",
        "memory in files without a name",
        "Fills files that live in memory and are mapped nowhere, so that no process seems large.",
        """
@attempt("2 GB in memfd_create")
def _():
    held = [os.memfd_create(f"m{number}") for number in range(128)]
    for file in held:
        os.write(file, bytes(2**24))
    time.sleep(2)
    for file in held:
        os.close(file)
    return f"{len(held) * 16} MB"

@attempt("2 GB in /dev/shm")
def _():
    files = []
    try:
        for number in range(128):
            files.append(open(f"/dev/shm/podreel-bomb-{os.getpid()}", "wb"))
            os.unlink(files[-1].name)
            files[-1].write(bytes(2**24))
        return "2048 MB"
    finally:
        for file in files:
            file.close()
""",
        reason=r"memory|DENIED",
        achieved=_EXHAUSTED,
        needs_pod="the container's limit counts this memory; /dev/shm has its own size",
    ),
    Attack(
        "17f",
        "memory in the kernel's buffers",
        "Fills socket pairs that nobody reads, in 24 small programs: memory of no process at all.",
        """
PROGRAM = '''
import socket, sys, time
filled, held = 0, []
try:
    while len(held) < 200:
        held.append(socket.socketpair())
        for half in held[-1]:
            half.setblocking(False)
            try:
                while True:
                    filled += half.send(bytes(2**17))
            except BlockingIOError:
                pass
except OSError:
    pass
sys.stdout.write("x" * (filled >> 20))
sys.stdout.flush()
time.sleep(20)
'''
@attempt("1.2 GB in socket buffers")
def _():
    reader, writer = os.pipe()
    order = [sys.executable, "-I", "-S", "-c", PROGRAM]
    started = [subprocess.Popen(order, stdout=writer) for _ in range(24)]
    count = count_bytes(reader, 1200, 15)
    for program in started:
        program.kill()
    return f"{count} MB" if count >= 1200 else ""
""",
        reason=r"memory|DENIED",
        achieved=_EXHAUSTED,
        limits=SHORT.model_copy(update={"seconds": 20.0, "memory_bytes": 2**30}),
        needs_pod="the container's limit counts kernel memory",
    ),
    Attack(
        "19a",
        "busy loop that ignores every signal",
        "Computes for ever and ignores SIGTERM and all else that can be ignored.",
        """
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, 32, 33}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
resource.setrlimit(resource.RLIMIT_CPU, (resource.getrlimit(resource.RLIMIT_CPU)[1],) * 2)
end = time.monotonic() + given["seconds"] * 2.5
while time.monotonic() < end:
    try:
        sum(range(10000))
    except BaseException:
        pass
print("ACHIEVED more than its time -", given["seconds"] * 2.5, "seconds", flush=True)
""",
        reason=r"did not finish within|seconds",
        achieved=any_of(claims, overstays, harms_host),
        limits=TIMELY,
    ),
    Attack(
        "19b",
        "sleep in a stopped process",
        "Stops itself, so that no signal but one reaches it, while a fork waits to wake it much later.",
        """
parent = os.getpid()
if os.fork() == 0:
    time.sleep(given["seconds"] * 2.5)
    os.kill(parent, signal.SIGCONT)
    os._exit(0)
os.kill(parent, signal.SIGSTOP)
print("ACHIEVED more than its time -", given["seconds"] * 2.5, "seconds", flush=True)
""",
        reason=r"did not finish within|seconds",
        achieved=any_of(claims, overstays, harms_host),
        limits=TIMELY,
    ),
)
