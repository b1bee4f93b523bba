"""Muxes sections, sound, captions and chapters into one MP4. It copies packets and encodes nothing."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from runner.media.captions.cues import Cue
from runner.media.chapters import clean_text, make_chapters
from runner.media.errors import MediaError
from runner.media.files import open_mp4, written_whole
from runner.media.language import find_mp4_language
from runner.media.probe import VideoFacts, probe_video
from runner.media.timeline import VideoTimeline

# Generic only in the stubs, so a string.
AnyPacket: TypeAlias = "Packet[VideoStream] | Packet[AudioStream] | Packet[Stream]"
_MILLISECOND = Fraction(1, 1000)
_MAX_TAG_CHARACTERS = 1_000
# libav describes a text track only if it has a header; the style is ignored, players use their own.
_TEXT_HEADER = b"[Script Info]\nScriptType: v4.00+\nPlayResX: 384\nPlayResY: 288\n"


@dataclass(frozen=True)
class MuxInputs:
    """The contents of the file; `sections` and `sound` are MP4 files, sections in the timeline's order."""

    timeline: VideoTimeline
    sections: Sequence[Path]
    sound: Path
    cues: Sequence[Cue]
    description: str = ""
    comment: str = ""


async def mux_video(parts: MuxInputs, path: Path) -> None:
    """Writes the video: picture `n` is shown at n / frame_rate exactly, the index is at the front.

    Raises MediaError if the sections don't fit each other or the timeline; then nothing is at `path`.
    """
    await asyncio.to_thread(_mux, parts, path)


def check_sections(timeline: VideoTimeline, sections: Sequence[Path]) -> VideoFacts:
    """The facts that all sections share. Raises MediaError naming the first section that can't be joined."""
    if len(sections) != len(timeline.sections):
        raise MediaError(f"There are {len(sections)} section files for {len(timeline.sections)} sections.")
    facts = [probe_video(path) for path in sections]
    for number, (found, section) in enumerate(zip(facts, timeline.sections, strict=True), start=1):
        if found.frame_count != section.frame_count:
            raise MediaError(
                f"Section {number} has {found.frame_count} pictures instead of {section.frame_count}."
            )
        if found.frame_rate != timeline.frame_rate:
            raise MediaError(f"Section {number} has {found.frame_rate} frames a second.")
        # The track has one decoder setup, so a section with another one would not decode.
        if (found.codec, found.decoder_setup) != (facts[0].codec, facts[0].decoder_setup):
            raise MediaError(f"Section {number} is encoded differently from section 1.")
    return facts[0]


def _mux(parts: MuxInputs, path: Path) -> None:
    check_sections(parts.timeline, parts.sections)
    with (
        written_whole(path) as temporary,
        open_mp4(parts.sections[0]) as first,
        open_mp4(parts.sound) as sound,
        av.open(str(temporary), "w", format="mp4", options={"movflags": "+faststart"}) as output,
    ):
        picture = output.add_stream_from_template(first.streams.video[0])
        picture.time_base = Fraction(1, parts.timeline.frame_rate)
        voice = output.add_stream_from_template(sound.streams.audio[0])
        text = _add_text_stream(output) if parts.cues else None
        _describe(output, parts)
        output.start_encoding()
        sources: list[Iterable[AnyPacket]] = [
            _copy_pictures(parts, picture),
            _copy_sound(sound, voice),
        ]
        if text is not None:
            sources.append(_make_text_packets(parts, text))
        for packet in heapq.merge(*sources, key=_find_seconds):
            output.mux(packet)


def _add_text_stream(output: OutputContainer) -> Stream:
    text = output.add_stream("mov_text")
    text.codec_context.subtitle_header = _TEXT_HEADER
    text.codec_context.time_base = _MILLISECOND
    text.time_base = _MILLISECOND
    return text


def _describe(output: OutputContainer, parts: MuxInputs) -> None:
    timeline = parts.timeline
    tags = {"title": timeline.title, "description": parts.description, "comment": parts.comment}
    output.metadata.update({name: _shorten(value) for name, value in tags.items() if _shorten(value)})
    for stream in output.streams:
        # The pictures contain text, so their track has the language of the voice.
        stream.metadata["language"] = find_mp4_language(timeline.language)
    output.set_chapters(
        [
            {
                "id": number,
                "start": chapter.start_frame,
                "end": chapter.end_frame,
                "time_base": Fraction(1, timeline.frame_rate),
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(make_chapters(timeline))
        ]
    )


def _shorten(value: str) -> str:
    return clean_text(value)[:_MAX_TAG_CHARACTERS]


def _copy_pictures(parts: MuxInputs, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    start_frame = 0
    for path, section in zip(parts.sections, parts.timeline.sections, strict=True):
        with open_mp4(path) as container:
            packets = (
                packet for packet in container.demux(container.streams.video[0]) if packet.pts is not None
            )
            for index, packet in enumerate(_check_order(packets, path)):
                packet.stream = stream
                packet.time_base = Fraction(1, parts.timeline.frame_rate)
                packet.pts = packet.dts = start_frame + index
                packet.duration = 1
                yield packet
        start_frame += section.frame_count


def _check_order(packets: Iterable[Packet[VideoStream]], path: Path) -> Iterator[Packet[VideoStream]]:
    """Checks that there are no B-frames: only then a picture's number in decoding order is its time."""
    last = -1
    for packet in packets:
        if packet.pts is None or packet.pts <= last:
            raise MediaError(f"{path.name} has pictures out of order (B-frames).")
        last = packet.pts
        yield packet


def _copy_sound(container: InputContainer, stream: AudioStream) -> Iterator[Packet[AudioStream]]:
    for packet in container.demux(container.streams.audio[0]):
        if packet.dts is not None:
            packet.stream = stream
            yield packet


def _make_text_packets(parts: MuxInputs, stream: Stream) -> Iterator[Packet[Stream]]:
    """The packets of the text track, with empty ones between cues, because its samples may have no gaps."""
    end_ms = 0
    for cue in parts.cues:
        if cue.start_ms > end_ms:
            yield _make_text_packet(stream, "", end_ms, cue.start_ms)
        yield _make_text_packet(stream, "\n".join(cue.lines), cue.start_ms, cue.end_ms)
        end_ms = cue.end_ms
    total_ms = round(parts.timeline.seconds * 1000)
    if total_ms > end_ms:
        yield _make_text_packet(stream, "", end_ms, total_ms)


def _make_text_packet(stream: Stream, text: str, start_ms: int, end_ms: int) -> Packet[Stream]:
    # The text's length is stored in two bytes.
    data = text.encode()[:0xFFFF].decode(errors="ignore").encode()
    packet = Packet(len(data).to_bytes(2, "big") + data)
    packet.stream = stream
    packet.time_base = _MILLISECOND
    packet.pts = packet.dts = start_ms
    packet.duration = end_ms - start_ms
    packet.is_keyframe = True
    return packet


def _find_seconds(packet: AnyPacket) -> float:
    return float((packet.dts or 0) * packet.time_base)
