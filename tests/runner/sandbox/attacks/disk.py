"""Attack 18: the disk, filled in every shape. At most 3 GB and 120,000 files where nothing stops them."""

from tests.runner.sandbox.attacks.attack import SHORT, Attack, any_of, claims, harms_host

_FILLED = any_of(claims, harms_host)
PATIENT = SHORT.model_copy(update={"seconds": 10.0})
_REASON = r"files|MB|GB|disk|space|DENIED"

_FILL = """
def fill(folder):
    for number in range(120):
        with open(f"{folder}/big-{number}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 18 * 2**20)
    time.sleep(2)
    return f"{120 * 18} MB"
"""

DISK = (
    Attack(
        "18a",
        "one huge file",
        "Writes a file of 300 MB, where 20 are allowed.",
        """
@attempt("300 MB in a file")
def _():
    with open("huge", "wb") as file:
        for _ in range(300):
            file.write(bytes(2**20))
    return f"{os.path.getsize('huge') >> 20} MB"
""",
        reason=_REASON,
        achieved=_FILLED,
        needs_pod="the emptyDir's sizeLimit",
    ),
    Attack(
        "18b",
        "many big files",
        "Writes 160 files of 18 MB, each of which is allowed.",
        """
@attempt("2.8 GB in 160 files")
def _():
    for number in range(160):
        with open(f"big-{number}", "wb") as file:
            for _ in range(18):
                file.write(bytes(2**20))
    time.sleep(1)
    return "2880 MB"
""",
        reason=_REASON,
        achieved=_FILLED,
        limits=PATIENT,
        needs_pod="the emptyDir's sizeLimit evicts the whole pod",
    ),
    Attack(
        "18c",
        "many big files at once",
        "Reserves 160 files of 18 MB without writing them, in a moment, and keeps them.",
        """
@attempt("2.8 GB reserved")
def _():
    for number in range(160):
        with open(f"big-{number}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 18 * 2**20)
    time.sleep(2)
    return "2880 MB"
""",
        reason=_REASON,
        achieved=_FILLED,
        needs_pod="the emptyDir's sizeLimit evicts the whole pod",
    ),
    Attack(
        "18d",
        "tiny files",
        "Makes 120,000 empty files and folders, so that the disk runs out of entries and not of space.",
        """
@attempt("120,000 files")
def _():
    for folder in range(60):
        os.mkdir(f"many-{folder}")
        here = os.open(f"many-{folder}", os.O_RDONLY)
        for number in range(2000):
            os.close(os.open(f"{number}", os.O_CREAT | os.O_WRONLY, 0o600, dir_fd=here))
        os.close(here)
    return "120,000 files"
""",
        reason=_REASON,
        achieved=_FILLED,
        limits=PATIENT.model_copy(update={"max_files": 5_000}),
    ),
    Attack(
        "18e",
        "deleted files that are still open",
        "Fills 120 files of 18 MB that no folder lists any more.",
        """
@attempt("2.1 GB in deleted files")
def _():
    held = []
    for number in range(120):
        held.append(open("passing", "wb"))
        os.unlink("passing")
        os.posix_fallocate(held[-1].fileno(), 0, 18 * 2**20)
    time.sleep(3)
    return f"{len(held) * 18} MB"
""",
        reason=_REASON,
        achieved=_FILLED,
    ),
    Attack(
        "18f",
        "deleted files kept by a socket",
        "Sends deleted files through a socket pair and closes them: now no process has them open.",
        """
@attempt("2.1 GB in files under way")
def _():
    half, other = socket.socketpair()
    for number in range(120):
        with open("passing", "wb") as file:
            os.unlink("passing")
            os.posix_fallocate(file.fileno(), 0, 18 * 2**20)
            socket.send_fds(half, [b"x"], [file.fileno()])
    time.sleep(3)
    return f"{120 * 18} MB"
""",
        reason=_REASON,
        achieved=_FILLED,
    ),
    Attack(
        "18i",
        "deleted files kept by a map",
        "Maps one page of each deleted file and closes it: now no process has them open.",
        """
@attempt("2.1 GB in mapped files")
def _():
    held = []
    for number in range(120):
        with open("passing", "w+b") as file:
            os.unlink("passing")
            os.posix_fallocate(file.fileno(), 0, 18 * 2**20)
            held.append(ctypes.c_void_p(libc.mmap(None, 4096, 1, 1, file.fileno(), 0)))
    time.sleep(3)
    return f"{120 * 18} MB"
""",
        reason=_REASON,
        achieved=_FILLED,
    ),
    Attack(
        "18j",
        "files deeper than any path",
        "Fills folders whose paths are longer than the kernel takes, so that no path leads to the files.",
        f"""{_FILL}
@attempt("2.1 GB in deep folders")
def _():
    for _ in range(25):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    return fill(".")
""",
        reason=_REASON,
        achieved=_FILLED,
    ),
    Attack(
        "18k",
        "files in a folder that nobody may list",
        "Makes a folder that may be entered and not read, and fills it.",
        f"""{_FILL}
@attempt("2.1 GB in a closed folder")
def _():
    os.mkdir("closed", 0o300)
    return fill("closed")
""",
        reason=_REASON,
        achieved=_FILLED,
        needs_pod="a host that is not root must open the folder to count",
    ),
    Attack(
        "18l",
        "deleted files that one thread has open",
        "Gives a thread a table of descriptors of its own, which those who look at the process do not see.",
        """
def fill():
    @attempt("2.1 GB in files of one thread")
    def _():
        call(436, 2**20, 2**20, 2)
        held = []
        for number in range(120):
            held.append(os.open("passing", os.O_CREAT | os.O_WRONLY))
            os.unlink("passing")
            os.posix_fallocate(held[-1], 0, 18 * 2**20)
        time.sleep(3)
        return f"{len(held) * 18} MB"

worker = threading.Thread(target=fill)
worker.start()
worker.join()
""",
        reason=_REASON,
        achieved=_FILLED,
    ),
    Attack(
        "18g",
        "folder deeper than any stack",
        "Makes folders in folders, 1,500 deep, for those who clean up after it.",
        """
top = os.getcwd()
os.makedirs("media", exist_ok=True)
os.chdir("media")
for _ in range(1500):
    os.mkdir("d")
    os.chdir("d")
os.chdir(top)
did("dig 1,500 folders")
""",
        reason=r"DID|folders|files|deep",
        achieved=harms_host,
        already="the host and its client clear a folder without recursion, with or without layers",
    ),
    Attack(
        "18h",
        "names that are too long to report",
        "Makes 3,000 names of 255 bytes that are no text, for those who list its folder.",
        """
os.makedirs(b"media", exist_ok=True)
for number in range(3000):
    os.close(os.open(b"media/" + str(number).encode() + b"\\xff\\n\\x1b" * 80, os.O_CREAT | os.O_WRONLY))
did("make odd names")
""",
        reason=r"DID|files",
        achieved=harms_host,
        already="the host never reports names of files that scripts made",
    ),
)
