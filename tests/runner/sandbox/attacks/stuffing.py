"""Attack 22 continued: a good video with more in it than pictures, for whoever stores it."""

import shutil
from dataclasses import replace

from runner.render.answer import SectionOutcome
from runner.render.video_check import accept_taken
from tests.runner.sandbox.attacks.attack import TINY, Aftermath, Attack, any_of, harms_host
from tests.runner.sandbox.attacks.outside import Outside

JUNK = b"J!U?N&K"
_SIZE = "client and host accept no more bytes than the pictures can need, with or without layers"
_PICTURES = "the runner keeps nothing of a video but its pictures, with or without layers"
_CHECKED = "the runner checks each video that it takes, with or without layers"


def is_stored_with_more(outside: Outside, after: Aftermath) -> str:
    """What is taken, or what the runner then stores of it, is more than its pictures."""
    times = after.answer.times
    if after.answer.outcome is not SectionOutcome.RENDERED or times is None:
        return ""
    most_bytes = TINY.most_bytes(times.frame_count)
    taken_bytes = after.video.stat().st_size
    if taken_bytes > most_bytes:
        return f"{taken_bytes:,} bytes were taken"
    kept = after.video.with_suffix(".kept")
    shutil.copyfile(after.video, kept)
    if accept_taken(kept, TINY, times):
        return ""
    data = kept.read_bytes()
    if len(data) > taken_bytes:
        return f"{taken_bytes:,} bytes have become {len(data):,}"
    return "its junk is stored" if JUNK in data else ""


_HOOK = '''
JUNK = b"J!U?N&K"
moved = shutil.move

def stuffed(source, target):
    """The child moves its finished video with this: now it is stuffed as well."""
    moved(source, target)
    stuff(str(target))
    did("stuff its video", os.path.getsize(target))

shutil.move = stuffed

def box(kind, content):
    return struct.pack(">I4s", 8 + len(content), kind) + content

def change(data, changed):
    """The boxes of a file with the content that `changed` gives each; None leaves it out."""
    new = []
    while len(data) >= 8:
        size, kind = struct.unpack(">I4s", data[:8])
        content = data[8:size]
        inner = change(content, changed) if kind in PARENTS else changed(kind, content)
        new += [] if inner is None else [box(kind, inner)]
        data = data[size:]
    return b"".join(new)

PARENTS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
'''


def _stuffed(number: str, name: str, goal: str, step: str) -> Attack:
    """The step changes the file at `path`, which has `data`."""
    body = f"""{_HOOK}
def stuff(path):
    data = Path(path).read_bytes()
    {step}
"""
    achieved = any_of(is_stored_with_more, harms_host)
    return Attack(number, name, goal, body, reason="DID", achieved=achieved, already=_PICTURES)


STUFFING = (
    replace(
        _stuffed(
            "22f",
            "a box that is a hole",
            "Adds a box of 18 MB to its video that takes no room on the disk, until somebody copies it.",
            """
    with open(path, "ab") as video:
        video.write(struct.pack(">I4s", 18 * 2**20, b"free"))
        video.truncate(video.tell() - 8 + 18 * 2**20)""",
        ),
        reason=r"its section\.mp4 has more than",
        already=_SIZE,
    ),
    _stuffed(
        "22g",
        "junk beside its pictures",
        "Adds boxes and tags with other data, as many as its pictures might need.",
        """
    junk = lambda kind, old: old + JUNK * 2000 if kind == b"mdat" else old
    Path(path).write_bytes(change(data, junk) + box(b"udta", JUNK * 2000) + box(b"uuid", JUNK * 2000))""",
    ),
    _stuffed(
        "22h",
        "junk inside its pictures",
        "Puts messages with other data among the slices of each picture.",
        """
    message = struct.pack(">IB", 1 + len(JUNK) * 90, 6) + JUNK * 90
    import av
    with av.open(path) as given, av.open("new.mp4", "w") as output:
        stream = output.add_stream_from_template(given.streams.video[0])
        for old in given.demux(video=0):
            if old.pts is not None:
                new = av.Packet(message + bytes(old))
                new.pts, new.dts, new.time_base, new.stream = old.pts, old.dts, old.time_base, stream
                new.is_keyframe = old.is_keyframe
                output.mux(new)
    os.replace("new.mp4", path)""",
    ),
    replace(
        _stuffed(
            "22i",
            "the same bytes as many pictures",
            "Its index shows the first picture 20,000 times: copied one by one they would be large.",
            """
    count = 20_000
    def repeat(kind, old):
        if kind == b"stsz":
            return struct.pack(">III", 0, int.from_bytes(old[12:16], "big"), count)
        if kind == b"stts":
            return struct.pack(">IIII", 0, 1, count, int.from_bytes(old[12:16], "big"))
        if kind == b"stsc":
            return struct.pack(">IIIII", 0, 1, 1, 1, 1)
        if kind == b"stco":
            return struct.pack(">II", 0, count) + old[8:12] * count
        return None if kind in (b"stss", b"ctts", b"edts") else old
    Path(path).write_bytes(change(data, repeat))
    leave_a_result(count)""",
        ),
        reason="shows the same bytes in several pictures",
        already=_CHECKED,
    ),
)
