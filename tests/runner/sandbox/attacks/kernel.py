"""Attacks 27, 28 and 31: kernel interfaces that no animation needs, own code, inherited descriptors."""

from tests.runner.sandbox.attacks.attack import Attack, any_of, claims, tells_secret


def _calls(number: str, name: str, goal: str, body: str, already: str = "") -> Attack:
    return Attack(number, name, goal, body, already=already, needs_pod=_POD.get(number, ""))


_POD = {"27a": "the pod's own seccomp profile denies it too", "27b": "the pod has no CAP_SYS_ADMIN"}

_SHELLCODE = """
def machine_code(code):
    "A function made of these bytes, which returns what they leave in the accumulator."
    room = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    room.write(code)
    place = ctypes.addressof(ctypes.c_char.from_buffer(room))
    function = ctypes.CFUNCTYPE(ctypes.c_long)(place)
    function.room = room
    return function


def result(value):
    if -4096 < value < 0:
        raise OSError(-value, "")
    return value
"""

KERNEL = (
    _calls(
        "27a",
        "new namespaces",
        "Makes itself root in namespaces of its own, from where the kernel shows far more of itself.",
        """
flags = {"user": 0x10000000, "mount": 0x20000, "net": 0x40000000}
flags |= {"pid": 0x20000000, "uts": 0x4000000, "ipc": 0x8000000}
for name, flag in flags.items():
    @attempt(f"unshare {name}")
    def _(flag=flag):
        return aside(lambda: check(libc.unshare(flag)) == 0 and "a namespace")

@attempt("clone user")
def _():
    child = call(56, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return "a process in a namespace"

@attempt("clone3 user")
def _():
    form = ctypes.create_string_buffer(struct.pack("QQQQQQQQ", 0x10000000, 0, 0, 0, signal.SIGCHLD, 0, 0, 0))
    child = call(435, form, 64)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return "a process in a namespace"

@attempt("setns")
def _():
    def enter():
        check(libc.setns(os.open("/proc/self/ns/uts", os.O_RDONLY), 0))
        return "entered"
    return aside(enter)
""",
    ),
    _calls(
        "27b",
        "mounts and another root",
        "Changes what lies where in the tree of files, to leave its rules behind.",
        """
def in_own_tree(step):
    def run():
        # Where it is allowed, it must not show outside this process.
        check(libc.unshare(0x20000))
        check(libc.mount(b"none", b"/", None, 0x44000, None))
        return step()
    return run

os.mkdir("m")
here = os.getcwd().encode()
steps = {
    "mount": lambda: check(libc.mount(b"none", here + b"/m", b"tmpfs", 0, None)) == 0 and "mounted",
    "bind": lambda: check(libc.mount(b"/etc", here + b"/m", None, 4096, None)) == 0 and os.listdir("m")[:3],
    "open_tree": lambda: f"descriptor {call(428, -100, b'/', 1)}",
    "fsopen": lambda: f"descriptor {call(430, b'tmpfs', 0)}",
}
for name, step in steps.items():
    attempt(name)(lambda step=step: aside(in_own_tree(step)))
attempt("chroot")(lambda: aside(lambda: os.chroot("m") or "another root"))
""",
    ),
    _calls(
        "27c",
        "io_uring",
        "Lets the kernel open and send on its behalf, past filters of system calls.",
        """
form = ctypes.create_string_buffer(120)
@attempt("io_uring_setup")
def _():
    return f"descriptor {call(425, 4, form)}"
""",
    ),
    _calls(
        "27d",
        "bpf",
        "Loads code into the kernel.",
        """
form = ctypes.create_string_buffer(struct.pack("IIII", 2, 4, 4, 1) + bytes(112))
@attempt("bpf map")
def _():
    return f"descriptor {call(321, 0, form, 72)}"
""",
    ),
    _calls(
        "27e",
        "kernel keys",
        "Keeps and finds keys in the kernel, beyond the life of its section.",
        """
@attempt("add_key")
def _():
    return f"key {call(248, b'user', b'podreel-attack', b'x', 1, -2)}"

@attempt("keyctl")
def _():
    return f"keyring {call(250, 0, -2, 1)}"
""",
    ),
    _calls(
        "27f",
        "perf events",
        "Counts the machine's events, which tells what others compute.",
        """
form = ctypes.create_string_buffer(struct.pack("IIQQQQQ", 1, 112, 0, 0, 0, 0, 0x61) + bytes(64))
@attempt("perf_event_open")
def _():
    return f"descriptor {call(298, form, 0, -1, -1, 0)}"
""",
    ),
    _calls(
        "27g",
        "userfaultfd",
        "Stops the kernel in the middle of its work, which turns its small bugs into large ones.",
        """
@attempt("userfaultfd")
def _():
    return f"descriptor {call(323, 0)}"
""",
    ),
    _calls(
        "27h",
        "fanotify",
        "Watches what others open.",
        """
@attempt("fanotify_init")
def _():
    return f"descriptor {call(300, 0, 0)}"
""",
    ),
    _calls(
        "27i",
        "ptrace of its own child",
        "Traces a process that it started, to change its system calls after the filter has seen them.",
        """
@attempt("PTRACE_TRACEME")
def _():
    return aside(lambda: check(libc.ptrace(0, 0, 0, 0)) == 0 and "traced")

@attempt("process_vm_readv of itself")
def _():
    buffer, other = ctypes.create_string_buffer(b"own memory"), ctypes.create_string_buffer(16)
    spans = [struct.pack("PN", ctypes.addressof(place), 10) for place in (other, buffer)]
    return f"{check(libc.process_vm_readv(os.getpid(), spans[0], 1, spans[1], 1, 0))} bytes"
""",
    ),
    _calls(
        "27j",
        "another user and capabilities",
        "Becomes another user, or root by a program that is allowed to.",
        """
owner = lambda: os.stat("script.py").st_uid
mode = lambda: os.stat("script.py").st_mode
for name, step in {
    "setuid": lambda: os.setuid(12345) or f"user {os.getuid()}",
    "setgroups": lambda: os.setgroups([0, 4, 6]) or f"groups {os.getgroups()}",
    "mknod": lambda: os.mknod("disk", 0o20600, os.makedev(1, 5)) or "a device",
    "chown": lambda: os.chown("script.py", 12345, 12345) or owner() == 12345 and "given away",
    "set-user-id bit": lambda: os.chmod("script.py", 0o4755) or mode() & 0o4000 and "set",
}.items():
    attempt(name)(lambda step=step: aside(step))

@attempt("a set-user-id program keeps its power")
def _():
    status = Path("/proc/self/status").read_text().split("NoNewPrivs:")[1].split()[0]
    return "no_new_privs is off" if status == "0" else ""
""",
    ),
    Attack(
        "28a",
        "program in memory",
        "Runs a program that never was a file, from memfd_create.",
        """
@attempt("memfd_create")
def _():
    memory = os.memfd_create("program", 0)
    os.write(memory, Path("/bin/echo").read_bytes())
    order = [f"/proc/self/fd/{memory}", "it", "ran"]
    return subprocess.run(order, capture_output=True, text=True, pass_fds=(memory,)).stdout
""",
    ),
    Attack(
        "28b",
        "program of its own making",
        "Runs a program that it wrote into its folder.",
        """
@attempt("exec")
def _():
    shutil.copyfile("/bin/echo", "program")
    os.chmod("program", 0o755)
    return subprocess.run(["./program", "it", "ran"], capture_output=True, text=True).stdout
""",
    ),
    Attack(
        "28c",
        "machine code with raw system calls",
        "Asks for a socket by machine code, past every function of the C library and of Python.",
        f"""{_SHELLCODE}
code = b"\\xbf\\x02\\0\\0\\0\\xbe\\x01\\0\\0\\0\\x31\\xd2\\xb8\\x29\\0\\0\\0\\x0f\\x05\\xc3"
attempt("syscall")(lambda: f"socket {{result(machine_code(code)())}}")
""",
    ),
    Attack(
        "28d",
        "machine code of 32 bits",
        "Asks for a socket by int 0x80, whose calls have other numbers than those that a filter may expect.",
        f"""{_SHELLCODE}
# ebx = AF_INET, ecx = SOCK_STREAM, edx = 0, eax = 359: socket of the 32-bit table. rbx is the caller's.
code = b"\\x53\\xbb\\x02\\0\\0\\0\\xb9\\x01\\0\\0\\0\\x31\\xd2"
code += b"\\xb8\\x67\\x01\\0\\0\\xcd\\x80\\x48\\x98\\x5b\\xc3"
attempt("int 0x80")(lambda: aside(lambda: f"socket {{result(machine_code(code)())}}"))
""",
        reason="DENIED|signal",
    ),
    Attack(
        "28e",
        "system calls of x32",
        "Asks for a socket by the third table of numbers, which begins with bit 30.",
        """
@attempt("x32 socket")
def _():
    return f"socket {call(0x40000000 + 41, socket.AF_INET, socket.SOCK_STREAM, 0)}"
did("ask for x32")
""",
        reason="DENIED|signal",
        already="a kernel without CONFIG_X86_X32_ABI has no such calls (ENOSYS); with it, the filter decides",
        needs_pod="a node whose kernel has x32",
    ),
    Attack(
        "31",
        "inherited descriptors",
        "Looks for descriptors that somebody forgot to close, reads them and writes orders to them.",
        """
import stat
order = json.dumps({"folder": given["host_root"] + "/x"}).encode() + b"\\n"
inherited = []
for number in range(3, 1024):
    try:
        kind = os.fstat(number).st_mode
        place = os.readlink(f"/proc/self/fd/{number}") if os.path.exists("/proc/self/fd") else ""
    except OSError:
        continue
    inherited.append((number, oct(kind), place))
    for step in (lambda: os.pread(number, 200, 0), lambda: os.write(number, order)):
        try:
            print("RESULT", number, step())
        except OSError as error:
            print("RESULT", number, why(error))
did("look through the descriptors", inherited)
@attempt("a pipe or socket that is not its own output")
def _():
    own = {os.fstat(number).st_ino for number in range(3)}
    kinds = (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISREG)
    open_ones = [number for number, _, _ in inherited if os.fstat(number).st_ino not in own]
    return [number for number in open_ones if any(kind(os.fstat(number).st_mode) for kind in kinds)]
""",
        reason="DID",
        achieved=any_of(claims, tells_secret),
    ),
)
