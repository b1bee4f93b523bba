"""Folders as a hostile script might leave them, built for real."""

import os
import socket
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from runner.render.results import VIDEO_NAME

SECRET = b"the secret of another folder"
TERABYTE = 2**40
EXPECTED_NAMES = (VIDEO_NAME.encode(), b"times.json", b"job.json", b"script.py", b"media")
LINK_TARGETS = (
    b"../../outside/secret",
    b"../../outside",
    b"/dev/zero",
    b"/etc/passwd",
    b"/proc/self/mem",
    b"..",
    b".",
    b"section.mp4",
    b"nothing there",
    b"x" * 4_000,
)


@dataclass(frozen=True)
class Entry:
    """One thing in a folder; `content` is a file's bytes, a link's target, or the entries of a folder."""

    kind: str
    content: bytes | Mapping[bytes, "Entry"] = b""
    mode: int = 0o600


def _plain_entries() -> st.SearchStrategy[Entry]:
    modes = st.sampled_from((0o600, 0o000, 0o777, 0o200))
    return st.one_of(
        st.builds(Entry, st.just("file"), st.binary(max_size=200), modes),
        st.builds(Entry, st.just("link"), st.sampled_from(LINK_TARGETS)),
        st.builds(Entry, st.sampled_from(("fifo", "socket", "sparse", "twice", "secret"))),
    )


NAMES = st.one_of(
    st.sampled_from((*EXPECTED_NAMES, b"a\nb", b"\xff\xfe", b"\x1b[2J", b"-rf", b" ", b"...", b"n" * 255)),
    st.binary(min_size=1, max_size=30).filter(
        lambda name: not {0, 0x2F} & set(name) and name not in (b".", b"..")
    ),
)


def _folders(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[Entry]:
    modes = st.sampled_from((0o700, 0o000, 0o500, 0o300))
    return st.builds(Entry, st.just("folder"), st.dictionaries(NAMES, entries, max_size=5), modes)


ENTRIES = st.recursive(_plain_entries(), _folders, max_leaves=12)
# The names that are looked at come first, so that each example has something under them.
TREES = st.builds(
    lambda video, times, others: {**others, VIDEO_NAME.encode(): video, b"times.json": times},
    ENTRIES,
    ENTRIES,
    st.dictionaries(NAMES, ENTRIES, max_size=6),
)


def build(tree: Mapping[bytes, Entry], folder: Path, secret: Path) -> None:
    """Makes the folder and all that is in it."""
    folder.mkdir()
    for name, entry in tree.items():
        path = folder / os.fsdecode(name)
        if isinstance(entry.content, bytes):
            _make(entry.kind, entry.content, path, secret)
        else:
            build(entry.content, path, secret)
        if entry.kind in ("file", "folder"):
            path.chmod(entry.mode)


def _make(kind: str, content: bytes, path: Path, secret: Path) -> None:
    match kind:
        case "link":
            path.symlink_to(os.fsdecode(content))
        case "fifo":
            os.mkfifo(path)
        case "socket":
            os.mknod(path, stat.S_IFSOCK | 0o600)
        case "secret":
            path.hardlink_to(secret)
        case _:
            path.write_bytes(content)
            if kind == "sparse":
                os.truncate(path, TERABYTE)
            if kind == "twice":
                path.with_name(f"{path.name[:100]}-second").hardlink_to(path)


def listening_socket(path: Path) -> socket.socket:
    """A socket that lies in the file system and answers."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen()
    return listening
