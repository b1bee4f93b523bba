"""Writes a section's video anew with nothing in it but its pictures: no other box, tag, stream or message."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from runner.media.errors import MediaError
from runner.media.files import open_mp4, written_whole
from runner.media.reference import write_reference
from runner.media.size_limit import most_picture_bytes

_LENGTH_BYTES = 4
_KIND_BITS = 0x1F
# ITU-T H.264, table 7-1: slices of a picture that needs others, and of one that does not.
_SLICE, _KEY_SLICE = 1, 5


def keep_pictures(path: Path, width: int, height: int, frame_rate: int) -> None:
    """Rewrites the file with the slices of its pictures, under the header of Podreel's own encoder.

    The file must have the decoder setup of this size and frame rate. Raises MediaError if a picture is not
    one slice, as our encoder writes it, or is larger than any picture can be; the file is then unchanged.
    """
    header = BytesIO(write_reference(width, height, frame_rate))
    with (
        written_whole(path) as temporary,
        open_mp4(path) as given,
        av.open(header, format="mp4") as reference,
        av.open(str(temporary), "w", format="mp4") as output,
    ):
        stream = output.add_stream_from_template(reference.streams.video[0])
        stream.time_base = frame_seconds = Fraction(1, frame_rate)
        packets = given.demux(given.streams.video[0])
        for number, picture in enumerate(_read_pictures(packets, path, most_picture_bytes(width, height))):
            packet = _make_packet(picture, number, stream)
            packet.time_base = frame_seconds
            output.mux(packet)


def find_slice(data: bytes) -> bytes | None:
    """The only slice among the units of an encoded picture, with its length; None if there is not one.

    Each unit has its length in four bytes before it. Pure.
    """
    slices = []
    start = 0
    while start < len(data):
        end = start + _LENGTH_BYTES + int.from_bytes(data[start : start + _LENGTH_BYTES], "big")
        if end > len(data) or end <= start + _LENGTH_BYTES:
            return None
        if data[start + _LENGTH_BYTES] & _KIND_BITS in {_SLICE, _KEY_SLICE}:
            slices.append(data[start:end])
        start = end
    return slices[0] if len(slices) == 1 else None


def _read_pictures(packets: Iterator[Packet[VideoStream]], path: Path, most_bytes: int) -> Iterator[bytes]:
    for packet in packets:
        if packet.pts is None:
            continue
        picture = find_slice(bytes(packet))
        if picture is None:
            raise MediaError(f"{path.name} holds a picture that is not encoded as one slice.")
        if len(picture) > most_bytes:
            raise MediaError(f"{path.name} has a picture of {len(picture)} bytes; {most_bytes} are possible.")
        yield picture


def _make_packet(picture: bytes, number: int, stream: VideoStream) -> Packet[Stream]:
    packet = Packet(picture)
    packet.stream = stream
    packet.pts = packet.dts = number
    packet.duration = 1
    packet.is_keyframe = picture[_LENGTH_BYTES] & _KIND_BITS == _KEY_SLICE
    return packet
