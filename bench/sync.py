"""Offset between voice and picture, measured independently: a lesson of markers, found in the finished file.

At each beat the picture flashes and the voice clicks. Both are located in the decoded MP4, without the plan.
`python -m bench.sync` prints the offset of each pair.
"""

import asyncio
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.own_run import run_here
from contract.video import VideoRequest
from runner.media.checks.markers import find_clicks, find_flashes
from runner.speech.chain import VoiceChain
from runner.speech.voice import Speech

SAMPLE_RATE = 32_000
MARKERS = """
from manim import *
from scenekit import NarratedScene

NARRATION = {"title": "Markers", "language": "en", "sections": [
    {"scene": "First", "title": "First", "beats": ["One.", "Two, a little longer.", "Three."]},
    {"scene": "Second", "title": "Second", "beats": ["Four.", "Five, with an animation that overruns."]},
    {"scene": "Third", "title": "Third", "beats": ["Six."]},
]}


class Markers(NarratedScene):
    def flash(self, number, *, run_time):
        with self.beat(number):
            screen = FullScreenRectangle(fill_color=WHITE, fill_opacity=1, stroke_width=0)
            self.add(screen)
            self.wait(0.1)
            self.remove(screen)
            self.play(Create(Square()), run_time=run_time)


class First(Markers):
    def construct(self):
        self.wait(0.77)
        for number in (1, 2, 3):
            self.flash(number, run_time=0.313 * number)


class Second(Markers):
    def construct(self):
        self.flash(1, run_time=0.5)
        self.flash(2, run_time=3.21)


class Third(Markers):
    def construct(self):
        self.wait(1.03)
        self.flash(1, run_time=0.4)
"""


@dataclass(frozen=True)
class Clicks:
    """A Voice that speaks every text as one click, followed by silence of the text's usual length."""

    engine: str = "clicks"

    def can_speak(self, language: str) -> bool:
        return True

    async def speak(self, text: str, language: str) -> Speech:
        seconds = 0.6 + 0.05 * len(text)
        pcm = np.zeros(int(seconds * SAMPLE_RATE), dtype=np.int16)
        click = np.sin(np.arange(640) * 2 * np.pi * 2_000 / SAMPLE_RATE) * np.linspace(1, 0, 640)
        pcm[:640] = (click * 30_000).astype(np.int16)
        return Speech(pcm, SAMPLE_RATE, None, self.engine)


async def measure(quality: str) -> list[float]:
    """Milliseconds from each flash to its click in a video of this quality; positive if the click is late."""
    with tempfile.TemporaryDirectory() as data:
        request = VideoRequest(quality=quality, script=MARKERS)
        video = await run_here(request, Path(data), VoiceChain((Clicks(),)))
        flashes, clicks = await asyncio.gather(find_flashes(video), find_clicks(video))
    if len(flashes) != len(clicks):
        raise SystemExit(f"{len(flashes)} flashes, but {len(clicks)} clicks were found")
    return [(click - flash) * 1000 for flash, click in zip(flashes, clicks, strict=True)]


def main() -> None:
    for quality in ("draft", "standard", "high"):
        offsets = asyncio.run(measure(quality))
        worst = max(abs(offset) for offset in offsets)
        figures = {"quality": quality, "offsets_ms": [round(offset, 2) for offset in offsets]}
        print(json.dumps(figures | {"max_offset_ms": round(worst, 2)}))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
