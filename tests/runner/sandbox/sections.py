"""Small sections without a sandbox, forked as a zygote forks them, and what they use."""

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.sandbox.limits import RenderLimits
from runner.sandbox.resource_usage import ResourceUsage, measure

MEGABYTE = 2**20
LIMITS = RenderLimits(memory_bytes=100 * MEGABYTE, disk_bytes=10 * MEGABYTE, max_files=20, max_tasks=30)

# Forks a section as a zygote does, and tells the section's process id once it has done what it is to do.
_ZYGOTE = """
import mmap, os, signal, sys, threading, time
sys.path.insert(0, {repository!r})
from runner.sandbox import kernel
kernel.adopt_orphans()
read, write = os.pipe()
def sleeper():
    process_id = os.fork()
    if process_id == 0:
        os.close(read)
        kernel.die_with_parent(signal.SIGKILL)
        time.sleep(60)
        os._exit(0)
    return process_id
section = os.fork()
if section == 0:
    kernel.die_with_parent(signal.SIGKILL)
    os.setsid()
    os.chdir({folder!r})
{body}
    os.write(write, b"x")
    time.sleep(60)
    os._exit(0)
os.close(write)
assert os.read(read, 1), "the section ended before it had done its part"
print(section, flush=True)
sys.stdin.read()
while children := open("/proc/thread-self/children").read().split():
    for process_id in children:
        os.kill(int(process_id), signal.SIGKILL)
    os.wait()
"""


@contextmanager
def section_that(body: str, folder: Path) -> Iterator[tuple[int, int]]:
    """A section that does this and then stays; yields the process ids of its zygote and of itself."""
    repository = str(Path(__file__).resolve().parents[3])
    program = _ZYGOTE.format(
        body=textwrap.indent(textwrap.dedent(body), "    "), folder=str(folder), repository=repository
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as zygote:
        assert zygote.stdout is not None
        yield zygote.pid, int(zygote.stdout.readline())
        zygote.communicate()


def usage_of(body: str, folder: Path, limits: RenderLimits = LIMITS) -> ResourceUsage:
    with section_that(body, folder) as (zygote, section):
        return measure(zygote, section, folder, limits)
