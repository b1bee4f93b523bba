"""Turns the user's own text into an explanation. Pure; adds and loses no word."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.punctuation import FULL_STOPS
from runner.text.characters import printable
from runner.text.explanation import Explanation, Section
from runner.text.markdown import Block, read_blocks
from runner.text.phrases import topic
from runner.text.sentences import group_beats, shorten, weight

MAX_BEATS = 6
TITLE_LENGTH = 48
_VIDEO_TITLE_LENGTH = 80
_FEW_BEATS = 2
_WELL_FILLED = 4
# Every section has a cost, however short it is: more than these are allowed only if they are long enough.
MANY_SECTIONS = 40
SHORT_SECTION = 150
# Replaces a text without any printable character.
_NOTHING = "…"


@dataclass
class _Part:
    """The sentences under one heading, or of paragraphs without a heading."""

    heading: str
    sentences: list[str]

    @property
    def beats(self) -> list[str]:
        return group_beats(self.sentences)

    @property
    def spoken(self) -> list[str]:
        """The sentences and, before them, the heading."""
        is_spoken = not self.heading or self.sentences[:1] == [self.heading]
        return self.sentences if is_spoken else [self.heading, *self.sentences]


def explain_own_text(text: str, language: str, max_beats: int = MAX_BEATS) -> Explanation:
    """`text` as titled sections of at most `max_beats` beats. `language` makes no difference."""
    blocks = read_blocks(text) or [Block(sentences=printable(text).split()[:1])]
    sections = tuple(section for part in _joined(_parts(blocks)) for section in _sections(part, max_beats))
    heading = next((block.heading for block in blocks if block.heading), "")
    first = next((block.sentences[0] for block in blocks if block.sentences), "")
    title = shorten(heading or _statement(first) or _NOTHING, _VIDEO_TITLE_LENGTH)
    return Explanation(title=title, sections=sections or (Section(title=title, beats=()),))


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    parts: list[_Part] = []
    for index, block in enumerate(blocks):
        if block.heading:
            parts.append(_Part(block.heading, _spoken_heading(blocks, index)))
        elif parts and _goes_on(parts[-1], block):
            parts[-1].sentences += block.sentences
        else:
            parts.append(_Part("", list(block.sentences)))
    return [part for part in parts if part.sentences]


def _spoken_heading(blocks: Sequence[Block], index: int) -> list[str]:
    """The heading, if it must be spoken: too long for a title, or no text below it. Else empty."""
    heading = blocks[index].heading
    has_text = index + 1 < len(blocks) and bool(blocks[index + 1].sentences)
    is_video_title = index == 0 and len(blocks) > 1 and weight(heading) <= _VIDEO_TITLE_LENGTH
    if has_text:
        return [heading] if weight(heading) > TITLE_LENGTH else []
    return [] if is_video_title else [heading]


def _goes_on(part: _Part, block: Block) -> bool:
    if not part.sentences or part.heading:
        return True
    if part.sentences[-1].endswith((":", "：")):  # it introduces the block
        return True
    before, after = len(part.beats), len(group_beats(block.sentences))
    return before + after <= _WELL_FILLED and min(before, after) <= _FEW_BEATS


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """The parts; if there are too many short ones, neighbours are joined, and their headings are spoken."""
    weights = [sum(map(weight, part.spoken)) for part in parts]
    whole = sum(weights)
    most = max(MANY_SECTIONS, whole // SHORT_SECTION)
    if len(parts) <= most:
        return list(parts)
    joined: list[_Part] = []
    begin, last_share = 0, -1
    for part, length in zip(parts, weights, strict=True):
        # Parts that begin in the same one of `most` equal shares of the text become one.
        share = begin * most // whole
        if share == last_share:
            joined[-1].sentences += part.spoken
        else:
            joined.append(_Part(part.heading, list(part.sentences)))
        begin, last_share = begin + length, share
    return joined


def _sections(part: _Part, max_beats: int) -> Iterator[Section]:
    beats = part.beats
    count = -(-len(beats) // max_beats)
    for number in range(count):
        chosen = beats[len(beats) * number // count : len(beats) * (number + 1) // count]
        heading = part.heading if number == 0 else ""
        yield Section(title=shorten(heading or _title(chosen), TITLE_LENGTH), beats=tuple(chosen))


def _title(beats: Sequence[str]) -> str:
    statement = _statement(beats[0])
    if len(beats) == 1 and weight(statement) <= TITLE_LENGTH:
        return statement
    return topic(beats, TITLE_LENGTH * 3 // 4) or statement


def _statement(sentence: str) -> str:
    """A sentence as a title: without its full stop, but with a question mark."""
    return sentence.rstrip(f"{FULL_STOPS} ") or sentence
