"""A file under the name of a video may be anything; reading it opens no other file and no address."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.media.audio.loudness import measure_loudness
from runner.media.audio.sound import decode_sound
from runner.media.checks.contents import read_contents
from runner.media.checks.passes import Extent, decode_fully
from runner.media.errors import MediaError
from runner.media.files import open_mp4
from runner.media.probe import probe_video, read_presentation_times
from runner.media.reference import decoder_setup
from tests.runner.media.crafted import Change, change_boxes, claim_codec, claim_samples, refer_to
from tests.runner.media.examples import FRAME_RATE, HEIGHT, WIDTH, Example, write_section

SECRET = "a-secret-that-nobody-shows"  # noqa: S105 - a made-up one


class Listener:
    """A server that records requests."""

    def __init__(self) -> None:
        calls: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_error(404)

            def log_message(self, format: str, *arguments: object) -> None:
                return

        self.calls = calls
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.server.shutdown()
    listener.server.server_close()


def _playlist(secret: Path, address: str) -> str:
    return (
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n"
        f"http://{address}/hls.ts\n#EXTINF:1,\nfile://{secret}\n#EXTINF:1,\n"
        f"concat:http://{address}/concat.m3u8|{secret}\n#EXT-X-ENDLIST\n"
    )


def _concatenation(secret: Path, address: str) -> str:
    return f"ffconcat version 1.0\nfile '{secret}'\nfile 'http://{address}/concat.mp4'\n"


def _manifest(secret: Path, address: str) -> str:
    return (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
        f"<BaseURL>http://{address}/</BaseURL><AdaptationSet><Representation id='1' bandwidth='1'>"
        f"<BaseURL>file://{secret}</BaseURL></Representation></AdaptationSet></Period></MPD>"
    )


def _session(secret: Path, address: str) -> str:
    host, _, port = address.partition(":")
    return f"v=0\no=- 0 0 IN IP4 {host}\ns={secret}\nc=IN IP4 {host}\nt=0 0\nm=video {port} RTP/AVP 96\n"


def _redirection(secret: Path, address: str) -> str:
    return f"[playlist]\nFile1=http://{address}/pls\nFile2={secret}\nNumberOfEntries=2\n"


def _drawing(secret: Path, address: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://{address}/svg"/>{secret}</svg>'


def _subtitles(secret: Path, address: str) -> str:
    return f"# VobSub index file, v7\nhttp://{address}/idx {secret}\n"


TEXTS: dict[str, Callable[[Path, str], str]] = {
    "an HLS playlist": _playlist,
    "a concatenation": _concatenation,
    "a DASH manifest": _manifest,
    "a session description": _session,
    "a redirection": _redirection,
    "a drawing": _drawing,
    "subtitles": _subtitles,
    "a pattern of file names": lambda secret, address: f"{secret.parent}/%03d.png",
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "outside" / "secret.txt"
    path.parent.mkdir()
    path.write_text(SECRET)
    return path


async def read_in_every_way(path: Path) -> list[str]:
    """The error of each of Podreel's readers for this file; empty if one accepts it."""

    def say(read: Callable[[Path], object]) -> str:
        try:
            return f"taken: {read(path)}"
        except MediaError as error:
            return str(error)

    told = [say(read) for read in (probe_video, read_contents, read_presentation_times, decode_sound)]
    try:
        told.append(f"taken: {await measure_loudness(path)}")
    except MediaError as error:
        told.append(str(error))
    decoded = await decode_fully(path, Extent(FRAME_RATE, 1.0, has_sound=True))
    return told + [finding.message for finding in decoded.findings]


@pytest.mark.parametrize("kind", TEXTS)
async def test_references_to_other_files_are_refused_and_never_opened(
    kind: str, tmp_path: Path, secret: Path, listener: Listener
) -> None:
    path = tmp_path / "section.mp4"
    path.write_text(TEXTS[kind](secret, listener.address))
    told = await read_in_every_way(path)
    assert not [said for said in told if said.startswith("taken")]
    assert SECRET not in " ".join(told)
    assert told[0].startswith("section.mp4 can't be read: ")
    assert listener.calls == []


async def test_a_libav_without_our_options_does_call_the_listener(tmp_path: Path, listener: Listener) -> None:
    """So that silence above means something: without our options, libav follows what it reads."""
    path = tmp_path / "section.mp4"
    path.write_text(f"ffconcat version 1.0\nfile 'http://{listener.address}/heard.mp4'\n")

    def follow() -> None:
        with pytest.raises(av.FFmpegError):
            av.open(str(path), options={"safe": "0", "protocol_whitelist": "file,http,tcp"})

    await asyncio.to_thread(follow)
    assert "/heard.mp4" in listener.calls
    listener.calls.clear()


@pytest.fixture
def section(tmp_path: Path) -> Path:
    path = tmp_path / "plain.mp4"
    write_section(path, [50] * 5)
    return path


def craft(section: Path, change: Change) -> Path:
    """The section with changed boxes, beside it."""
    path = section.with_name("section.mp4")
    path.write_bytes(change_boxes(section.read_bytes(), change))
    return path


async def test_pictures_in_another_file_are_not_loaded(section: Path) -> None:
    path = craft(section, refer_to(str(section)))
    with av.open(str(path), options={"enable_drefs": "1", "use_absolute_path": "1"}) as followed:
        assert sum(packet.size > 0 for packet in followed.demux(video=0)) == 5
    with pytest.raises(MediaError, match=r"section\.mp4 holds no picture"):
        probe_video(path)
    decoded = await decode_fully(path, Extent(FRAME_RATE, 1.0, has_sound=False))
    assert not decoded.frame_count


@pytest.mark.parametrize("codec", [b"cvid", b"mjpg", b"png ", b"vp09", b"av01", b"m8y3", b"xxxx"])
async def test_pictures_that_need_another_decoder_are_refused_before_it_is_used(
    section: Path, codec: bytes
) -> None:
    path = craft(section, claim_codec(codec))
    with pytest.raises(MediaError, match=r"section\.mp4 is encoded as .*, not as one of aac, h264, mov_text"):
        probe_video(path)
    decoded = await decode_fully(path, Extent(FRAME_RATE, 1.0, has_sound=False))
    assert [finding.code for finding in decoded.findings] == ["does_not_decode"]


def test_an_index_that_is_larger_than_its_file_is_refused(section: Path) -> None:
    with pytest.raises(MediaError, match=r"section\.mp4 "):
        probe_video(craft(section, claim_samples()))


def test_a_link_and_an_empty_file_are_no_video(tmp_path: Path, section: Path) -> None:
    (tmp_path / "link.mp4").symlink_to(section)
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(MediaError, match=r"^link\.mp4 is a link\.$"):
        probe_video(tmp_path / "link.mp4")
    with pytest.raises(MediaError, match=r"^empty\.mp4 is empty\.$"):
        probe_video(tmp_path / "empty.mp4")


@pytest.mark.parametrize(
    "name", ["%03d.mp4", "a:b.mp4", "-i.mp4", "concat:x|y.mp4", "é\n'.mp4", "[1-9]*.mp4"]
)
async def test_a_file_name_never_becomes_an_option_or_protocol(section: Path, name: str) -> None:
    path = await asyncio.to_thread(section.rename, section.with_name(name))
    assert probe_video(path).frame_count == 5
    decoded = await decode_fully(path, Extent(FRAME_RATE, 1.0, has_sound=False))
    assert decoded.frame_count == 5


def test_our_own_pictures_are_described_as_expected(section: Path) -> None:
    assert probe_video(section).decoder_setup == decoder_setup(WIDTH, HEIGHT, FRAME_RATE)
    assert decoder_setup(WIDTH, HEIGHT, 30) != decoder_setup(WIDTH + 2, HEIGHT, 30)


@st.composite
def damages(draw: st.DrawFn) -> list[tuple[float, bytes, bool]]:
    """Places as parts of the file's index, what is written there, and whether it pushes the rest away."""
    odd = st.sampled_from((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\xe9"))
    return draw(
        st.lists(
            st.tuples(st.floats(0, 1), odd | st.binary(max_size=8), st.booleans()), min_size=1, max_size=6
        )
    )


@given(damages())
def test_a_damaged_file_is_read_or_refused_without_a_crash(
    example: Example, damages: list[tuple[float, bytes, bool]]
) -> None:
    data = bytearray(example.path.read_bytes())
    index_bytes = data.index(b"mdat")
    for place, written, pushes in damages:
        start = int(place * index_bytes)
        data[start : start if pushes else start + len(written)] = written
    path = example.path.with_name("damaged.mp4")
    path.write_bytes(data)
    for read in (probe_video, read_contents, read_presentation_times):
        try:
            read(path)
        except MediaError as error:
            assert str(error).startswith("damaged.mp4 ")  # noqa: PT017 - a good file is fine as well


def test_an_error_inside_the_block_names_the_file(section: Path) -> None:
    with pytest.raises(MediaError, match=r"^plain\.mp4 can't be read: "), open_mp4(section):
        raise av.InvalidDataError(1, "no good")
