"""Attacks 21 and 22: what a script leaves where its result should be."""

import stat
from pathlib import Path

from runner.render.answer import SectionOutcome
from tests.runner.sandbox.attacks.attack import (
    Aftermath,
    Attack,
    any_of,
    harms_host,
    is_believed,
    tells_secret,
)
from tests.runner.sandbox.attacks.neighbours import changes_outside
from tests.runner.sandbox.attacks.outside import Outside

_LOOKS = "client and host accept only a plain file with one name, and follow no links, with or without layers"


def delivers_stranger(outside: Outside, after: Aftermath) -> str:
    """Whoever opens the approved video gets somebody else's file."""
    if after.answer.outcome is not SectionOutcome.RENDERED:
        return ""
    return "the video is the secret file" if _holds_secret(outside, after.video) else ""


def delivers_no_file(outside: Outside, after: Aftermath) -> str:
    if after.answer.outcome is not SectionOutcome.RENDERED:
        return ""
    is_file = stat.S_ISREG(after.video.lstat().st_mode)
    return "" if is_file else "the host approved what is no file"


def _holds_secret(outside: Outside, path: Path) -> bool:
    return (
        path.is_file()
        and path.stat().st_size < 4096
        and outside.secrets["file"].encode() in path.read_bytes()
    )


def _planted(number: str, what: str, order: str, already: str) -> Attack:
    """A thing that is no video under the video's name, and times as if it were one."""
    body = f"""
leave_a_result()
@attempt({what!r})
def _():
    {order}
did({f"plant {what}"!r}, oct(os.lstat("section.mp4").st_mode))
sys.stdout.flush()
os._exit(0)
"""
    goal = f"Leaves {what} where its video should be."
    achieved = any_of(delivers_no_file, delivers_stranger, harms_host)
    reason = r"not rendered|before its section|no video|no plain file|not a (plain|regular) file|DENIED"
    return Attack(
        number, f"{what} as the video", goal, body, reason=reason, achieved=achieved, already=already
    )


RESULTS = (
    _planted("21a", "a link to a secret", 'os.symlink(given["secret_file"], "section.mp4")', _LOOKS),
    Attack(
        "21b",
        "a link as its times",
        "Lets the host read a file of the runner in place of the times, to see it in the error.",
        """
os.symlink(given["secret_file"], "times.json")
did("plant a link", os.readlink("times.json"))
sys.stdout.flush()
os._exit(0)
""",
        reason="before its section|no times|DENIED",
        achieved=any_of(tells_secret, is_believed, harms_host),
        already=_LOOKS,
    ),
    Attack(
        "21c",
        "another folder in place of its own",
        "Moves its folder away and puts a link there, to a folder outside with somebody else's files.",
        """
there = Path(given["open_folder"]) / "elsewhere"
@attempt("a folder outside")
def _():
    there.mkdir()
    os.chmod(there, 0o777)
    os.symlink(given["secret_file"], there / "x")
    shutil.copy(given["secret_file"], there / "section.mp4")
    (there / "times.json").write_text('{"frame_count": 5, "beat_start_frames": [0]}')

@attempt("a link for its folder")
def _():
    here = os.getcwd()
    os.rename(here, here + "-moved")
    os.symlink(there, here)
sys.stdout.flush()
os._exit(0)
""",
        achieved=any_of(delivers_stranger, changes_outside),
    ),
    Attack(
        "21d",
        "a link for its working folder",
        "Puts a link to a folder outside where the host removes working files.",
        """
shutil.rmtree("media", ignore_errors=True)
os.symlink(given["open_folder"], "media")
did("plant a link", os.readlink("media"))
sys.stdout.flush()
os._exit(0)
""",
        reason="before its section|DID|DENIED",
        achieved=any_of(changes_outside, harms_host),
        already="removing a tree stops at links",
    ),
    _planted("22a", "a pipe", 'os.mkfifo("section.mp4")', _LOOKS),
    _planted("22b", "a socket", 'socket.socket(socket.AF_UNIX).bind("section.mp4")', _LOOKS),
    _planted("22c", "a folder", 'os.mkdir("section.mp4")', _LOOKS),
    _planted("22d", "a device", 'os.mknod("section.mp4", 0o20666, os.makedev(1, 5))', _LOOKS),
    Attack(
        "21e",
        "a device by a rename",
        "Renames a file so that the kernel leaves a device in its place (RENAME_WHITEOUT).",
        """
import stat
@attempt("RENAME_WHITEOUT")
def _():
    Path("file").write_text("x")
    call(316, -100, b"file", -100, b"other", 4)
    return "a device" if stat.S_ISCHR(os.stat("file").st_mode) else ""
""",
    ),
    Attack(
        "21f",
        "second names for its files",
        "Gives its own files second names, which other layers must then tell apart.",
        """
Path("file").write_text("x")
attempt("link")(lambda: os.link("file", "other") or f"{os.stat('file').st_nlink} names")

@attempt("linkat of a file without a name")
def _():
    nameless = os.open(".", os.O_TMPFILE | os.O_RDWR)
    call(265, nameless, b"", -100, b"named", 0x1000)
    return "a name"
""",
    ),
    Attack(
        "22e",
        "pipes for all that a host reads",
        "Leaves pipes, which nobody writes to, under every name that the host opens.",
        """
for name in ("times.json", "job.json", "script.py", "section.mp4", "log"):
    @attempt(f"a pipe as {name}")
    def _(name=name):
        if os.path.lexists(name):
            os.unlink(name)
        os.mkfifo(name)
did("plant pipes")
sys.stdout.flush()
os._exit(0)
""",
        reason="before its section|DENIED",
        achieved=any_of(is_believed, harms_host),
        already=_LOOKS,
    ),
)
