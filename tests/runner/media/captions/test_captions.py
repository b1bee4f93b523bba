# ruff: noqa: RUF001 (texts in other scripts)
"""Any text gives legal captions, and nothing of it is lost."""

import html
import re
import time
import unicodedata
from itertools import pairwise

import pysubs2
import pytest
import webvtt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runner.media.captions.cues import Cue, make_captions
from runner.media.captions.grouping import MAX_CUE_MS, MIN_CUE_MS
from runner.media.captions.subtitles import format_srt, format_webvtt
from runner.media.captions.units import split_beat
from runner.media.chapters import clean_text
from runner.media.timeline import BeatTime, SectionTime, VideoTimeline
from runner.speech.voice import WordTime
from tests.runner.media.captions.texts import texts, timelines

SRT_BLOCK = re.compile(
    r"(\d+)\n(\d\d):(\d\d):(\d\d),(\d\d\d) --> (\d\d):(\d\d):(\d\d),(\d\d\d)\n((?:.+\n){1,2})(?:\n|\Z)"
)
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def squeeze(text: str) -> str:
    return "".join(clean_text(text).split())


def read_ms(shown: str) -> int:
    hours, minutes, seconds = shown.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def join(cues: tuple[Cue, ...]) -> str:
    return squeeze("".join(line for cue in cues for line in cue.lines))


def one_beat(text: str, seconds: float, words: tuple[WordTime, ...] | None = None) -> VideoTimeline:
    beat = BeatTime(text=text, start_frame=0, speech_seconds=seconds, words=words)
    section = SectionTime(title="T", start_frame=0, frame_count=max(round(seconds * 30), 1), beats=(beat,))
    return VideoTimeline(title="T", language="en", frame_rate=30, sections=(section,))


@given(timelines())
@many
def test_every_word_is_shown_once_and_in_order(timeline: VideoTimeline) -> None:
    assert join(make_captions(timeline).cues) == squeeze("".join(beat.text for beat in timeline.beats))


@given(timelines())
@many
def test_cues_follow_each_other_within_the_video(timeline: VideoTimeline) -> None:
    end_ms = 0
    for cue in make_captions(timeline).cues:
        assert end_ms <= cue.start_ms < cue.end_ms
        assert cue.end_ms - cue.start_ms <= MAX_CUE_MS
        end_ms = cue.end_ms
    assert end_ms <= round(timeline.seconds * 1000)


@given(timelines())
@many
def test_lines_are_short_enough_to_read(timeline: VideoTimeline) -> None:
    for cue in make_captions(timeline).cues:
        assert 1 <= len(cue.lines) <= 2
        for line in cue.lines:
            wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
            assert line.strip() == line != ""
            assert len(line) <= 42
            assert wide <= 20


@given(timelines())
@many
def test_a_webvtt_parser_reads_back_what_was_written(timeline: VideoTimeline) -> None:
    captions = make_captions(timeline)
    parsed = webvtt.WebVTT.from_string(format_webvtt(captions, "en"))
    assert [
        (read_ms(caption.start), read_ms(caption.end), [html.unescape(line) for line in caption.lines])
        for caption in parsed.captions
    ] == [(cue.start_ms, cue.end_ms, list(cue.lines)) for cue in captions.cues]


@given(timelines())
@many
def test_a_strict_srt_reader_reads_back_what_was_written(timeline: VideoTimeline) -> None:
    cues = make_captions(timeline).cues
    written = format_srt(make_captions(timeline))
    blocks = list(SRT_BLOCK.finditer(written))
    assert "".join(block.group() for block in blocks) == written
    assert [int(block[1]) for block in blocks] == list(range(1, len(cues) + 1))
    texts_read = [block[10].replace("\u2060", "").split("\n")[:-1] for block in blocks]
    assert texts_read == [[line.replace("\u2060", "") for line in cue.lines] for cue in cues]
    assert written.count("-->") == len(cues)


@given(st.lists(texts, min_size=1, max_size=5), st.integers(1, 3))
@many
def test_beats_without_room_still_lose_no_text(beat_texts: list[str], frame_count: int) -> None:
    beats = tuple(
        BeatTime(text=text, start_frame=index, speech_seconds=1) for index, text in enumerate(beat_texts)
    )
    section = SectionTime(title="T", start_frame=0, frame_count=frame_count, beats=beats)
    timeline = VideoTimeline(title="T", language="en", frame_rate=60, sections=(section,))
    cues = make_captions(timeline).cues
    assert join(cues) == squeeze("".join(beat_texts))
    assert all(cue.start_ms < cue.end_ms for cue in cues)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(cues))


def test_an_srt_reader_finds_plain_text_and_times() -> None:
    captions = make_captions(one_beat("In a right triangle, the longest side faces the right angle.", 4))
    events = pysubs2.SSAFile.from_string(format_srt(captions), format_="srt").events
    assert [(event.start, event.plaintext) for event in events] == [
        (cue.start_ms, "\n".join(cue.lines)) for cue in captions.cues
    ]


def test_known_words_decide_when_a_cue_starts() -> None:
    text = "First comes this sentence. Then comes the other one."
    starts = (0.0, 0.3, 0.6, 0.9, 5.0, 5.3, 5.6, 5.9, 6.2)
    words = tuple(
        WordTime(text=word, start_seconds=start, end_seconds=start + 0.3)
        for word, start in zip(text.split(), starts, strict=True)
    )
    captions = make_captions(one_beat(text, 7, words))
    assert [cue.start_ms for cue in captions.cues] == [0, 5000]
    assert not captions.words_are_estimated


def test_estimated_word_times_are_marked_as_estimated() -> None:
    captions = make_captions(one_beat("Nobody told when these words are said.", 3))
    assert captions.words_are_estimated
    assert "estimated" in format_webvtt(captions, "en")


def test_sentences_and_clauses_are_where_cues_end() -> None:
    text = (
        "The square on the longest side, which faces the right angle, has a certain area. "
        "That area equals the sum of the two smaller squares, and this holds for every right triangle."
    )
    shown = [" ".join(cue.lines) for cue in make_captions(one_beat(text, 12)).cues]
    assert all(cue[-1] in ".,;" for cue in shown)


def test_short_cues_stay_for_a_second_where_there_is_room() -> None:
    timeline = one_beat("Yes.", 4)
    beat = timeline.beats[0].model_copy(update={"speech_seconds": 0.3})
    section = timeline.sections[0].model_copy(update={"beats": (beat,)})
    cue = make_captions(timeline.model_copy(update={"sections": (section,)})).cues[0]
    assert cue.end_ms - cue.start_ms == MIN_CUE_MS


@pytest.mark.parametrize("text", ["", " \n\t", "\x00"])
def test_a_beat_without_words_has_no_caption(text: str) -> None:
    assert make_captions(one_beat(text, 3)).cues == ()


def test_a_long_lesson_is_captioned_quickly() -> None:
    text = "勾股定理說明直角三角形的三邊關係，其中斜邊最長。" * 200 + " a b c" * 800
    assert join(make_captions(one_beat(text, 1800)).cues) == squeeze(text)


def test_an_address_longer_than_a_line_costs_the_other_words_none_of_their_times() -> None:
    tokens = [*("so " * 20).split(), f"https://example.org/{'part/' * 12}", *("too " * 20).split()]
    words = tuple(WordTime(token, number, number + 0.9) for number, token in enumerate(tokens))
    beat = BeatTime(text=" ".join(tokens), start_frame=0, speech_seconds=len(tokens), words=words)
    timed = split_beat(beat, len(tokens))
    assert [unit.start_seconds for unit in timed.units if unit.text == "too"] == list(range(21, 41))
    assert not timed.is_estimated


@pytest.mark.parametrize("unit", ["so ", "字（。", "a b "])
def test_a_beat_that_repeats_itself_for_ever_is_captioned_in_seconds(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    words = tuple(WordTime(word, number, number + 1) for number, word in enumerate(text.split()[1:] or text))
    started_at = time.process_time()
    assert join(make_captions(one_beat(text, len(words), words)).cues) == squeeze(text)
    assert time.process_time() - started_at < 10
