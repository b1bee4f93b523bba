"""Attacks 13 and 14: memory, messages and descriptors of other processes."""

from tests.runner.sandbox.attacks.attack import Attack, tells_secret

SHARED = (
    Attack(
        "13a",
        "SysV shared memory",
        "Attaches memory that another program shares with its own.",
        """
@attempt("attach")
def _():
    libc.shmat.restype = ctypes.c_void_p
    address = libc.shmat(check(libc.shmget(given["shm_key"], 0, 0)), None, 0o10000)
    return ctypes.string_at(address).decode()
""",
        achieved=tells_secret,
        needs_pod="containers of one pod share one IPC namespace",
    ),
    Attack(
        "13b",
        "POSIX message queue",
        "Takes a message that was meant for another program.",
        """
@attempt("receive")
def _():
    queue = check(libc.mq_open(given["queue_name"].encode(), os.O_RDWR | os.O_NONBLOCK))
    message = ctypes.create_string_buffer(256)
    check(libc.mq_receive(queue, message, 256, None))
    return message.value.decode()
""",
        achieved=tells_secret,
        needs_pod="containers of one pod share one IPC namespace",
    ),
    Attack(
        "13c",
        "shared memory as a file",
        "Reads and changes another program's file in /dev/shm.",
        """
@attempt("read")
def _():
    return Path(given["shm_file"]).read_text()

@attempt("write")
def _():
    Path(given["shm_file"]).write_text("poison")
""",
        achieved=tells_secret,
        needs_pod="the pod's own shared memory file system",
    ),
    Attack(
        "14a",
        "another process's memory",
        "Reads a key out of the runner's memory, by process_vm_readv and by /proc/PID/mem.",
        """
address, length = given["victim_place"]["address"], given["victim_place"]["length"]

class Span(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

@attempt("process_vm_readv")
def _():
    buffer = ctypes.create_string_buffer(length + 1)
    here, there = Span(ctypes.addressof(buffer), length), Span(address, length)
    check(libc.process_vm_readv(given["victim"], ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
    return buffer.value.decode()

@attempt("/proc/PID/mem")
def _():
    with open(f"/proc/{given['victim']}/mem", "rb", 0) as memory:
        memory.seek(address)
        return memory.read(length).decode()
""",
        achieved=tells_secret,
    ),
    Attack(
        "14b",
        "ptrace of another process",
        "Attaches to the runner as a debugger does and reads its memory word by word.",
        """
address, length = given["victim_place"]["address"], given["victim_place"]["length"]
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)

@attempt("PTRACE_SEIZE")
def _():
    check(libc.ptrace(0x4206, given["victim"], None, None))
    check(libc.ptrace(0x4207, given["victim"], None, None))
    os.waitpid(given["victim"], 0x40000000)
    words = [libc.ptrace(2, given["victim"], address + offset, None) for offset in range(0, length, 8)]
    libc.ptrace(17, given["victim"], None, None)
    return b"".join(word.to_bytes(8, "little", signed=True) for word in words).decode()
""",
        achieved=tells_secret,
    ),
    Attack(
        "14c",
        "another process's descriptors",
        "Takes an open file out of the runner, by pidfd_getfd and by /proc/PID/fd.",
        """
@attempt("pidfd_getfd")
def _():
    taken = call(438, call(434, given["victim"], 0), given["victim_place"]["held"], 0)
    return os.pread(taken, 100, 0).decode()

@attempt("/proc/PID/fd")
def _():
    with open(f"/proc/{given['victim']}/fd/{given['victim_place']['held']}", "rb") as file:
        return file.read().decode()
""",
        achieved=tells_secret,
    ),
)
