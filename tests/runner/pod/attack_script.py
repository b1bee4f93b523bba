"""The attacks of docs/sandbox.md that only a pod has, as one script of a video's request.

The script tries each, and ends its section with one sentence of what it achieved, which becomes the message
of the failed video. `is_contained` reads it. In a cluster, order a video with `attack_request(PodPlaces(…))`.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

from tests.runner.sandbox.attacks.prelude import PRELUDE

Address = tuple[str, int]
TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount"  # noqa: S105 - where it would be
METADATA: tuple[Address, ...] = (("169.254.169.254", 80), ("fd00:ec2::254", 80))
_SENTENCE = re.compile(r"AttacksError: tried (\d+), achieved (.*?)\.?$", re.MULTILINE)


@dataclass(frozen=True)
class PodPlaces:
    """What the script is told. `addresses` are Redis, S3, the API server, the kubelet, the internet, by name
    and by number; `ports` are open on the pod's loopback.
    """

    addresses: tuple[Address, ...] = METADATA
    name_servers: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    socket: str = "/work/render/host.sock"
    files: tuple[str, ...] = (
        f"{TOKEN_FOLDER}/token",
        f"{TOKEN_FOLDER}/ca.crt",
        "/podreel/order/order.json",
        "/etc/podreel/keys/keys.jsonl",
        "/proc/1/environ",
        "/etc/passwd",
        "/etc/hosts",
        "/etc/resolv.conf",
    )
    folders: tuple[str, ...] = (
        "/work",
        "/work/data",
        "/work/render",
        "/work/sections",
        "/podreel",
        "/var/run/secrets",
        "/etc/podreel",
        "/tmp",  # noqa: S108 - one that scripts must not reach
        "/dev/shm",  # noqa: S108 - the same
        "/proc",
        "/run",
    )
    writable: tuple[str, ...] = (
        "/dev/termination-log",
        "/work/poison",
        "/work/data/poison",
        "/work/render/poison",
        "/work/sections/poison",
        "/tmp/poison",  # noqa: S108 - the same
        "/dev/shm/poison",  # noqa: S108 - the same
        "/app/poison",
        "/usr/poison",
        "/poison",
    )


_BODY = '''
tried, achieved = 0, []


def steal(what):
    """Runs the step at once; whatever goes through was achieved."""

    def run(step):
        global tried
        tried += 1
        try:
            step()
        except BaseException as error:
            say("DENIED", what, why(error))
        else:
            say("ACHIEVED", what, "it went through")
            achieved.append(what)

    return run


def must(condition):
    if not condition:
        raise LookupError("nothing to show for it")


Path("own").write_text("its own folder is all that it has")

SECRETS = ("KEY", "SECRET", "TOKEN", "PASSWORD", "REDIS", "S3_", "AWS", "KUBERNETES", "PODREEL")

@steal("1 variables of others")
def _():
    must([name for name in os.environ if any(part in name for part in SECRETS)])

for number in ("self", 1, os.getppid()):
    @steal(f"2 environment of process {number}")
    def _(number=number):
        Path(f"/proc/{number}/environ").read_bytes()

for path in given["files"]:
    @steal(f"4 {path}")
    def _(path=path):
        Path(path).read_bytes()

for path in given["folders"]:
    @steal(f"4 names in {path}")
    def _(path=path):
        os.listdir(path)

for path in given["writable"]:
    @steal(f"29 {path}")
    def _(path=path):
        with open(path, "ab") as file:
            file.write(b"poison")

for host, port in given["addresses"]:
    @steal(f"6 {host}:{port}")
    def _(host=host, port=port):
        socket.create_connection((host, port), timeout=2).close()

QUERY = b"\\x12\\x34\\x01\\0\\0\\x01" + bytes(6) + b"\\x0akubernetes\\x07default\\0\\0\\x01\\0\\x01"

for host in given["name_servers"]:
    @steal(f"7 name server {host}")
    def _(host=host):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            line.sendto(QUERY, (host, 53))

for port in given["ports"]:
    @steal(f"10 loopback {port}")
    def _(port=port):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()

@steal("10 listening")
def _():
    socket.create_server(("127.0.0.1", 0)).close()

@steal("11 the host's socket")
def _():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(given["socket"])

@steal("11 an abstract socket")
def _():
    with socket.socket(socket.AF_UNIX) as line:
        line.bind("\\0podreel-attack")

@steal("12 SCTP")
def _():
    socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132).close()

@steal("13 shared memory")
def _():
    segment = check(libc.shmget(0, 4096, 0o1600))
    libc.shmctl(segment, 0, None)

@steal("13 a message queue")
def _():
    check(libc.mq_open(b"/podreel-attack", os.O_RDWR | os.O_CREAT, 0o600, None))
    libc.mq_unlink(b"/podreel-attack")

for number in (1, os.getppid()):
    @steal(f"15 signal to {number}")
    def _(number=number):
        os.kill(number, 0)

@steal("20 a session of its own")
def _():
    must(aside(os.setsid) is not None)

CALLS = {
    "unshare": (272, 97, (0x10000000,)),
    "mount": (165, 40, (0, 0, 0, 0, 0)),
    "bpf": (321, 280, (0, 0, 0)),
    "perf_event_open": (298, 241, (0, 0, -1, -1, 0)),
    "io_uring_setup": (425, 425, (1, 0)),
    "keyctl": (250, 219, (0, -3, 1)),
    "ptrace": (101, 117, (16, 1, 0, 0)),
}
COLUMN = {"x86_64": 0, "aarch64": 1}[os.uname().machine]
REFUSED = {errno.EPERM, errno.ENOSYS}

for name, numbers in CALLS.items():
    @steal(f"27 {name}")
    def _(numbers=numbers):
        try:
            call(numbers[COLUMN], *numbers[2])
        except OSError as error:
            # Any other error is the call itself: it was let through, and only its arguments were refused.
            if error.errno in REFUSED:
                raise

@steal("27 capabilities")
def _():
    os.setuid(0)

print(f"tried {tried}", flush=True)


class AttacksError(Exception):
    pass


def tell():
    raise AttacksError(f"tried {tried}, achieved {', '.join(achieved) or 'nothing'}")
'''
_SCENE = """

from manim import *
from scenekit import NarratedScene


class A(NarratedScene):
    def construct(self):
        self.add(Dot())
        self.wait(0.3)
        tell()
"""

_GIVEN_MEMORY = """
from manim import *
import os, time


class A(Scene):
    def construct(self):
        for _ in range(24):
            if os.fork() == 0:
                hold = b"x" * (256 * 2**20)
                time.sleep(60)
        time.sleep(60)
"""
_MANY_TASKS = """
from manim import *
import threading, time


class A(Scene):
    def construct(self):
        for _ in range(300):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        time.sleep(60)
"""
_MUCH_DISK = """
from manim import *
import time


class A(Scene):
    def construct(self):
        for number in range(8):
            with open(f"part-{number}", "wb") as file:
                for _ in range(1024):
                    file.write(bytes(2**20))
        time.sleep(60)
"""

# What must be ended by our own limits, so that neither container nor pod is; with how the message tells it.
EXHAUSTING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "16 tasks": (_MANY_TASKS, r"more than 256 processes and threads|can.t start new thread"),
        "17 memory": (_GIVEN_MEMORY, r"more than [\d,]+ MB of memory"),
        "18 disk": (_MUCH_DISK, r"more than [\d,]+ MB to the disk"),
    }
)


def attack_script(places: PodPlaces) -> str:
    """The script alone."""
    return f"given = {asdict(places)!r}\n{PRELUDE}\n{_BODY}\n{_SCENE}"


def attack_request(places: PodPlaces) -> dict[str, object]:
    """A video's request with the script."""
    return {"script": attack_script(places), "quality": "draft"}


def is_contained(message: str) -> bool:
    """Whether the failed video's message says that attacks were tried, and that none got through."""
    found = _SENTENCE.search(message)
    return found is not None and int(found[1]) > 0 and found[2] == "nothing"
