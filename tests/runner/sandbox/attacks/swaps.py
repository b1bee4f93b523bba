"""Attacks 23 and 24: results that change while one looks at them, and words that are more than words."""

from pathlib import Path

from runner.render.answer import SectionOutcome
from tests.runner.sandbox.attacks.attack import SHORT, Aftermath, Attack, any_of, harms_host
from tests.runner.sandbox.attacks.outside import Outside
from tests.runner.sandbox.attacks.results import delivers_stranger

PATIENT = SHORT.model_copy(update={"seconds": 12.0})
_CONTROL = frozenset(map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))))
_HIDING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2028\u2029")
_PLAIN = "host and client each turn the output of scripts into plain text, with or without layers"


def passes_control(outside: Outside, after: Aftermath) -> str:
    """Characters in the answer that move a terminal's cursor, clear it or turn the text around."""
    found = sorted({character for character in after.words if character in _CONTROL | _HIDING})
    return f"the answer has {', '.join(map(ascii, found[:6]))}" if found else ""


def delivers_poison(outside: Outside, after: Aftermath) -> str:
    """The video that was taken is not the one that the scene drew."""
    if after.answer.outcome is not SectionOutcome.RENDERED or not after.video.is_file():
        return ""
    return "the video is what a daemon put in its place" if b"POISON" in after.video.read_bytes() else ""


def _lies_above(outside: Outside, after: Aftermath) -> str:
    poison: Path = after.folder.parent / "poison"
    return "a file lies beside its folder" if poison.exists() else ""


def _racing(number: str, name: str, goal: str, step: str, already: str = "") -> Attack:
    """A daemon that does this step as fast as it can once the video is there."""
    body = f"""
Path("poison").write_bytes(b"POISON" * 1000)
attempt("a link")(lambda: os.symlink(given["secret_file"], "link"))
def race():
    end = time.monotonic() + 20
    while not os.path.lexists("section.mp4"):
        if time.monotonic() > end:
            return
    {step}

attempt("a daemon that races")(lambda: leave_daemon(race))
"""
    achieved = any_of(delivers_poison, delivers_stranger, harms_host)
    return Attack(number, name, goal, body, "DENIED|DID", achieved, PATIENT, already=already)


SWAPS = (
    _racing(
        "23a",
        "a swap for a link",
        "Swaps its video for a link to a secret and back, thousands of times while others look at it.",
        'while time.monotonic() < end: libc.renameat2(-100, b"link", -100, b"section.mp4", 2)',
        "client and host open a file once, without following links, and check what they have opened",
    ),
    _racing(
        "23b",
        "a swap for another file",
        "Swaps its video for another file now and then: what was looked at is not what is taken.",
        """while time.monotonic() < end:
        libc.renameat2(-100, b"poison", -100, b"section.mp4", 2)
        time.sleep(0.2)""",
    ),
    Attack(
        "23c",
        "a hard link to a secret",
        "Gives a file of the runner the video's name, which no look at links can see.",
        """
leave_a_result()
@attempt("a hard link")
def _():
    os.link(given["secret_file"], "section.mp4")
sys.stdout.flush()
os._exit(0)
""",
        achieved=delivers_stranger,
        already="client and host reject a file that has a second name, with or without layers",
    ),
    _racing(
        "23d",
        "a writer of what was approved",
        "Writes into its video while others look at it, by a descriptor that it keeps.",
        """with open("section.mp4", "r+b") as video:
        size = os.fstat(video.fileno()).st_size
        while time.monotonic() < end:
            os.pwrite(video.fileno(), (b"POISON" * size)[:size], 0)""",
    ),
    Attack(
        "24a",
        "control characters in the log",
        "Clears the operator's terminal, retitles it, and turns text around, by what it prints.",
        """
print("\\x1b[2J\\x1b]0;owned\\x07\\x9b31mall went well\\x08\\x08\\x7f \\u202etxt.exe\\u2066")
sys.stdout.buffer.write(b"\\xff\\xfe\\x00\\x1b[1A\\rDONE\\n")
sys.stdout.flush()
did("print control characters")
""",
        reason="DID",
        achieved=passes_control,
        already=_PLAIN,
    ),
    Attack(
        "24b",
        "control characters in the reason",
        "Puts the same into the sentence that tells the user why the section failed.",
        """
did("raise an error")
raise ValueError("\\x1b[2J\\x1b]0;owned\\x07 all went well \\u202etxt.exe \\x9b31m\\x00 \\u2028 second line")
""",
        reason="ValueError",
        achieved=passes_control,
        already=_PLAIN,
    ),
    Attack(
        "24c",
        "names that lead elsewhere",
        "Leaves files whose names have .., line ends and control characters, for those who use the names.",
        """
made = []
names = [b"..\\\\..\\\\x", b"a\\nsection.mp4", b"\\x1b[2J"]
names += [b"-rf", b"$(touch poison)", b"\\xff\\xfe", b" ", b"..."]
for name in names:
    os.makedirs(b"media", exist_ok=True)
    for path in (name, b"media/" + name):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        made.append(path)
did("make odd names", len(made))
@attempt("a name above its folder")
def _():
    Path("../poison").write_text("poison")
    return "written" if Path("../poison").exists() else ""
""",
        reason="DENIED",
        achieved=any_of(
            passes_control,
            harms_host,
            _lies_above,
        ),
    ),
)
