# ruff: noqa: RUF001 (texts in other scripts)
"""Strategies for texts and timelines, the more awkward the better."""

from hypothesis import strategies as st

from runner.media.timeline import BeatTime, SectionTime, VideoTimeline
from runner.speech.voice import WordTime

AWKWARD = (
    "-->",
    "<b>bold</b>",
    "a < b && c > d",
    "{\\an8}",
    "\\N",
    "1",
    "NOTE",
    "WEBVTT",
    "00:00:01.000 --> 00:00:02.000",
    "勾股定理說明直角三角形的三邊關係，其中斜邊最長。",
    "ピタゴラスの定理は、直角三角形の三辺の長さの関係を表します。",
    "مرحبا بالعالم، هذا اختبار.",
    "त्रिभुज की भुजाएँ",
    "x" * 130,
    "e\u0301" * 60,
    "\u202eright to left\u202c",
    "👩‍👩‍👧‍👦 family",
    "\x00\x1b\u2028\x85",
    "&amp;&lt;",
    "Well, this is a sentence; it has clauses: three of them, in fact.",
)

texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)), max_size=8).map(" ".join)
titles = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=300))


@st.composite
def words_for(draw: st.DrawFn, text: str, seconds: float) -> tuple[WordTime, ...] | None:
    """No word times, exact ones, or ones for other words than the text has."""
    tokens = text.split()
    if not tokens or draw(st.booleans()):
        return None
    if draw(st.booleans()):
        tokens = [*tokens[:-1], "other", "words"]
    step = seconds / len(tokens)
    return tuple(
        WordTime(text=token, start_seconds=index * step, end_seconds=(index + 0.8) * step)
        for index, token in enumerate(tokens)
    )


@st.composite
def timelines(draw: st.DrawFn, min_beat_frames: int = 30) -> VideoTimeline:
    """Legal timelines: beats one after the other, speech that ends before the next."""
    frame_rate = draw(st.sampled_from([1, 15, 24, 30, 60]))
    start_frame = 0
    sections = []
    for _ in range(draw(st.integers(1, 4))):
        beats = []
        frame = start_frame + draw(st.integers(0, 20))
        for _ in range(draw(st.integers(0, 3))):
            length = draw(st.integers(min_beat_frames, 600))
            text = draw(texts)
            seconds = draw(st.sampled_from([0.0, 0.5, 0.9, 1.0])) * length / frame_rate
            words = draw(words_for(text, seconds))
            beats.append(BeatTime(text=text, start_frame=frame, speech_seconds=seconds, words=words))
            frame += length
        end_frame = max(frame, start_frame + 1) + draw(st.integers(0, 30))
        sections.append(
            SectionTime(
                title=draw(titles),
                start_frame=start_frame,
                frame_count=end_frame - start_frame,
                beats=tuple(beats),
            )
        )
        start_frame = end_frame
    return VideoTimeline(title=draw(titles), language="en", frame_rate=frame_rate, sections=tuple(sections))
