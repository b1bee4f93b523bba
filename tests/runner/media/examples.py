"""Small real inputs for the media tests: speech-like sound, moving sections, and the video made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from runner.media.audio.loudness import master_narration
from runner.media.audio.narration import build_narration
from runner.media.captions.cues import make_captions
from runner.media.checks.validate import Expectation
from runner.media.encoding import X264_OPTIONS
from runner.media.mux import MuxInputs, mux_video
from runner.media.timeline import BeatTime, SectionTime, VideoTimeline
from runner.speech.voice import Speech

WIDTH, HEIGHT, FRAME_RATE = 320, 180, 15
SECTION_FRAMES = 60


@dataclass(frozen=True)
class Example:
    """A finished video and everything it was made from."""

    path: Path
    timeline: VideoTimeline
    speeches: tuple[Speech, ...]
    sections: tuple[Path, ...]
    sound: Path

    @property
    def expectation(self) -> Expectation:
        return Expectation(self.timeline, WIDTH, HEIGHT, len(make_captions(self.timeline).cues))


def make_speech(seed: int, seconds: float, sample_rate: int = 32_000, level: float = 0.05) -> Speech:
    """Noise that swells and fades as syllables do, so that it is found only where it is."""
    random = np.random.default_rng(seed)
    count = round(seconds * sample_rate)
    noise = np.convolve(random.standard_normal(count), np.hanning(12) / 6, mode="same")
    syllables = np.interp(
        np.arange(count) / sample_rate,
        np.arange(0, seconds + 0.15, 0.15),
        random.random(len(np.arange(0, seconds + 0.15, 0.15))),
    )
    samples = np.clip(noise * syllables * level * 4, -1, 1)
    return Speech((samples * 32_767).astype(np.int16), sample_rate, None, "test:noise")


def make_silence(seconds: float) -> Speech:
    return Speech(np.zeros(round(seconds * 22_050), dtype=np.int16), 22_050, None, "test:silence")


def make_timeline(speeches: tuple[Speech, ...], title: str = "Small = example; #1") -> VideoTimeline:
    """One section a speech, 4 seconds each; speech starts 5 pictures after its section."""
    return VideoTimeline(
        title=title,
        language="en",
        frame_rate=FRAME_RATE,
        sections=tuple(
            SectionTime(
                title=f"Part {number}; = # \\ é",
                start_frame=number * SECTION_FRAMES,
                frame_count=SECTION_FRAMES,
                beats=(
                    BeatTime(
                        text=f"A moving <picture> & its voice --> number {number}.",
                        start_frame=number * SECTION_FRAMES + 5,
                        speech_seconds=speech.seconds,
                    ),
                ),
            )
            for number, speech in enumerate(speeches)
        ),
    )


def write_section(
    path: Path, levels: list[int], *, is_moving: bool = True, options: Mapping[str, str] = X264_OPTIONS
) -> None:
    """One picture a level, of that brightness; a bright square moves across unless told otherwise."""
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=FRAME_RATE, options={**X264_OPTIONS, **options})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number, level in enumerate(levels):
            pixels = np.full((HEIGHT, WIDTH, 3), level, dtype=np.uint8)
            if is_moving:
                left = number * 7 % (WIDTH - 40)
                pixels[60:100, left : left + 40] = 255 - level
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, FRAME_RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


async def make_video(folder: Path, speeches: tuple[Speech, ...], sections: tuple[Path, ...]) -> Example:
    """The whole way from speech and sections to the finished file."""
    timeline = make_timeline(speeches)
    wav, sound, path = folder / "narration.wav", folder / "narration.m4a", folder / "video.mp4"
    await build_narration(timeline, speeches, wav)
    await master_narration(wav, sound)
    cues = make_captions(timeline).cues
    await mux_video(MuxInputs(timeline, sections, sound, cues, "What it = is; #", "made by a test"), path)
    return Example(path, timeline, speeches, sections, sound)
