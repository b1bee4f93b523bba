"""Files that are granted can be reached, and no others: on this kernel, in processes really confined."""

from itertools import pairwise
from pathlib import Path

import pytest

from runner.sandbox.kernel import landlock_version
from runner.sandbox.landlock import (
    EXECUTE,
    IOCTL_DEV,
    MAKE_DIR,
    OWN,
    READ,
    READ_FILE,
    REFER,
    TRUNCATE,
    USE_DEVICE,
    known_rights,
    watches_signals,
)
from tests.runner.sandbox.attempts import DONE, attempt

DENIED = "EACCES"
SETUP = """
from runner.sandbox.kernel import forbid_new_privileges
from runner.sandbox.landlock import OWN, READ, READ_FILE, USE_DEVICE, Grant, restrict_files
own, outside = Path(own), Path(outside)
forbid_new_privileges()
os.chdir(own)
held = os.open(outside, os.O_RDONLY | os.O_DIRECTORY)
restrict_files([
    Grant(own, OWN), Grant(outside / "seen", READ), Grant(outside / "script", OWN),
    Grant(outside / "absent", READ), Grant(outside / "secret" / "no folder", READ),
    Grant(Path("/usr"), READ), Grant(Path("/lib64"), READ), Grant(Path("/dev/null"), USE_DEVICE),
])
"""


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str | int]:
    """A folder to own, and one outside with a secret and with things that are granted."""
    own, outside = tmp_path / "own", tmp_path / "outside"
    for folder in (own / "a", own / "b", outside / "seen"):
        folder.mkdir(parents=True)
    (own / "a" / "file").write_text("mine")
    for path in (outside / "secret", outside / "seen" / "file", outside / "script"):
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    (own / "program").write_bytes(Path("/bin/true").read_bytes())
    (own / "program").chmod(0o755)
    return {"own": str(own), "outside": str(outside)}


ALLOWED = {
    "write a file": "(own / 'new').write_text('x')",
    "read it again": "(own / 'new').read_text()",
    "cut it": "os.ftruncate(os.open('new', os.O_RDWR), 0)",
    "open it anew": "open('new', 'w')",
    "list the own folder": "os.listdir(own)",
    "make a folder": "(own / 'deep' / 'er').mkdir(parents=True)",
    "move a file to another folder": "(own / 'a' / 'file').rename(own / 'b' / 'file')",
    "move a folder": "(own / 'a').rename(own / 'b' / 'a')",
    "give a second name": "os.link(own / 'b' / 'file', own / 'twice')",
    "copy with times and mode": "shutil.copy2(own / 'b' / 'file', own / 'copy')",
    "remove all that": "shutil.rmtree(own / 'b')",
    "read what is granted": "(outside / 'seen' / 'file').read_text()",
    "list what is granted": "os.listdir(outside / 'seen')",
    "read and write a granted file": "open(outside / 'script', 'r+').close()",
    "throw away": "open('/dev/null', 'w').write('x')",
    "start a program of the system": "subprocess.run(['/usr/bin/true'], check=True)",
}


def test_what_is_granted_can_be_used(folders: dict[str, str | int]) -> None:
    assert known_rights(landlock_version()) & TRUNCATE, "these tests need Linux 6.2 or newer"
    assert attempt(SETUP, ALLOWED, **folders) == dict.fromkeys(ALLOWED, DONE)


def test_scopes_allow_what_stays_inside(folders: dict[str, str | int]) -> None:
    both = f"{SETUP}\nfrom runner.sandbox.landlock import restrict_scopes\nrestrict_scopes()"
    if watches_signals():
        assert attempt(both, ALLOWED, **folders) == dict.fromkeys(ALLOWED, DONE)
        heard = attempt(both, REFUSED, **folders)
        assert {name: error for name, error in heard.items() if error != DENIED} == {}


REFUSED = {
    "read outside": "(outside / 'secret').read_text()",
    "read outside by a folder held open": "os.open('secret', os.O_RDONLY, dir_fd=held)",
    "read outside by the way up": "open('../outside/secret')",
    "list outside": "os.listdir(outside)",
    "write outside": "open(outside / 'secret', 'a')",
    "cut outside": "os.truncate(outside / 'secret', 0)",
    "make a file outside": "open(outside / 'new', 'w')",
    "make a folder outside": "(outside / 'new').mkdir()",
    "remove outside": "(outside / 'secret').unlink()",
    "remove a granted file": "(outside / 'script').unlink()",
    "write what may be read": "open(outside / 'seen' / 'file', 'a')",
    "make a file where one may read": "open(outside / 'seen' / 'new', 'w')",
    "start a program of the own folder": "subprocess.run([own / 'program'])",
    "start a script that may be written": "subprocess.run([outside / 'script'])",
    "make a symbolic link": "os.symlink('/etc/passwd', own / 'link')",
    "make a FIFO": "os.mkfifo(own / 'fifo')",
    "make a socket": "os.mknod(own / 'socket', stat.S_IFSOCK | 0o600)",
    "bind a socket": "socket.socket(socket.AF_UNIX).bind('bound')",
    "read the parent's environment": "open(f'/proc/{os.getppid()}/environ').read()",
    "read the own environment": "open('/proc/self/environ').read()",
    "list the processes": "os.listdir('/proc')",
    "read the memory of the kernel's log": "open('/dev/kmsg')",
    "use shared memory": "open('/dev/shm/x', 'w')",
    "use the folder of all users": "open('/tmp/x', 'w')",
    "list the folder of all users": "os.listdir('/tmp')",
    "see what runs": "os.listdir('/run')",
    "read the users": "open('/etc/passwd')",
    "change the kernel": "open('/proc/sys/kernel/core_pattern', 'w')",
    "see the devices": "os.listdir('/dev')",
    "open the terminal": "open('/dev/tty')",
}
# A link or a move to where other rights hold looks like one to another disk.
CROSSING = {
    "move a file out": "(own / 'a' / 'file').rename(outside / 'got out')",
    "link a file in": "os.link(outside / 'secret', own / 'secret')",
    "link what may be read": "os.link(outside / 'seen' / 'file', own / 'seen')",
}


def test_everything_outside_the_folder_is_denied(folders: dict[str, str | int]) -> None:
    heard = attempt(SETUP, REFUSED, **folders)
    assert {name: error for name, error in heard.items() if error != DENIED} == {}


def test_files_cannot_be_moved_across_the_border_of_the_folder(folders: dict[str, str | int]) -> None:
    heard = attempt(SETUP, CROSSING, **folders)
    assert {name: error for name, error in heard.items() if error not in (DENIED, "EXDEV")} == {}
    assert (Path(str(folders["outside"])) / "secret").exists()


def test_a_started_program_may_not_read_more(folders: dict[str, str | int]) -> None:
    cat = "subprocess.run(['/usr/bin/cat', outside / 'secret'], check=True, env={}, capture_output=True)"
    heard = attempt(f"{SETUP}\nfailed = OSError(1, '')", {"by a program": _raising(cat)}, **folders)
    assert heard == {"by a program": "EPERM"}


def _raising(run: str) -> str:
    """The same, with a program's failure as an error of the system."""
    return f"try:\n    {run}\nexcept subprocess.CalledProcessError:\n    raise failed"


@pytest.mark.parametrize(
    ("version", "newest"),
    [
        (0, 0),
        (1, 1 << 12),
        (2, REFER),
        (3, TRUNCATE),
        (4, TRUNCATE),
        (5, IOCTL_DEV),
        (6, IOCTL_DEV),
        (9, IOCTL_DEV),
    ],
)
def test_rights_unknown_to_a_landlock_version_are_not_requested(version: int, newest: int) -> None:
    known = known_rights(version)
    assert known == max(0, 2 * newest - 1)


def test_rights_grow_with_the_versions() -> None:
    rights = [known_rights(version) for version in range(12)]
    assert all(older & newer == older for older, newer in pairwise(rights))


def test_nothing_can_be_started_from_a_folder_that_can_be_written() -> None:
    assert not OWN & EXECUTE
    assert not USE_DEVICE & (EXECUTE | MAKE_DIR)
    assert READ & READ_FILE
    # Symbolic links, FIFOs, sockets and devices.
    assert not OWN & (1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12)
