"""Turns the user's own text into an explanation. Pure; loses no word."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from runner.authors.offline.spoken_blocks import BEFORE, name_of, speak_block
from runner.authors.offline.titles import TITLE_LENGTH, section_title, short_title, statement_of
from runner.text.blocks import CodeBlock, HeadingBlock, ParagraphBlock, TextBlock, read_blocks
from runner.text.characters import printable
from runner.text.exhibits import Exhibit, QuotationExhibit, beats_of, renumbered
from runner.text.explanation import Explanation, Section
from runner.text.sentences import group_beats, grouped, weight

MAX_BEATS = 6
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
    """What is under one heading, or in paragraphs without one. Beats of `exhibits` are sentences, from 1."""

    heading: str
    sentences: list[str] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)

    @property
    def beats(self) -> list[str]:
        return group_beats(self.sentences)

    @property
    def spoken(self) -> list[str]:
        """The sentences and, before them, the heading."""
        is_spoken = not self.heading or self.sentences[:1] == [self.heading]
        return self.sentences if is_spoken else [self.heading, *self.sentences]

    @property
    def shows_its_end(self) -> bool:
        """Whether something is shown while its last sentence is spoken."""
        return any(beats_of(exhibit)[1] == len(self.sentences) for exhibit in self.exhibits[-1:])

    def add(self, sentences: Sequence[str], exhibits: Sequence[Exhibit]) -> None:
        """Appends these; what belongs to the sentence before them belongs to the last one so far."""
        offset = len(self.sentences)
        numbers = {number: number + offset for number in range(1, len(sentences) + 1)} | {
            BEFORE: max(1, offset)
        }
        self.exhibits += filter(None, (renumbered(exhibit, numbers) for exhibit in exhibits))
        self.sentences += sentences

    def say_something(self) -> None:
        """Lets the heading, or else what is shown, be spoken where there is no sentence."""
        named = self.heading or next(filter(None, map(name_of, self.exhibits)), "")
        if self.exhibits and not self.sentences and named:
            self.sentences.append(named)


def explain_own_text(text: str, language: str, max_beats: int = MAX_BEATS) -> Explanation:
    """`text` as titled sections of at most `max_beats` beats, with what they show."""
    blocks = read_blocks(text) or [ParagraphBlock(tuple(printable(text).split()[:1]))]
    parts = _parts(blocks, language)
    heading = next((block.text for block in blocks if isinstance(block, HeadingBlock)), "")
    first = next((part.sentences[0] for part in parts), "")
    title = short_title(heading or statement_of(first) or _NOTHING, _VIDEO_TITLE_LENGTH)
    sections = tuple(section for part in _joined(parts) for section in _sections(part, title, max_beats))
    return Explanation(title=title, sections=sections or (Section(title=title, beats=()),))


def _parts(blocks: Sequence[TextBlock], language: str) -> list[_Part]:
    parts: list[_Part] = []
    for index, block in enumerate(blocks):
        if isinstance(block, HeadingBlock):
            parts.append(_Part(block.text, _spoken_heading(blocks, index)))
            continue
        is_introduced = bool(parts) and _introduces(parts[-1])
        spoken = speak_block(block, language, is_introduced)
        needs_room = isinstance(block, CodeBlock) and bool(parts) and parts[-1].shows_its_end
        if not parts or needs_room or not _goes_on(parts[-1], spoken.sentences):
            parts.append(_Part(""))
        parts[-1].add(spoken.sentences, spoken.exhibits)
    for part in parts:
        part.say_something()
    return [part for part in parts if part.sentences]


def _spoken_heading(blocks: Sequence[TextBlock], index: int) -> list[str]:
    """The heading, if it must be spoken: too long for a title, or nothing below it. Else empty."""
    block = blocks[index]
    heading = block.text if isinstance(block, HeadingBlock) else ""
    has_text = index + 1 < len(blocks) and not isinstance(blocks[index + 1], HeadingBlock)
    is_video_title = index == 0 and len(blocks) > 1 and weight(heading) <= _VIDEO_TITLE_LENGTH
    if has_text:
        return [heading] if weight(heading) > TITLE_LENGTH else []
    return [] if is_video_title else [heading]


def _introduces(part: _Part) -> bool:
    return bool(part.sentences) and part.sentences[-1].endswith((":", "："))


def _goes_on(part: _Part, sentences: Sequence[str]) -> bool:
    """Whether these sentences belong to the part before them."""
    if not part.sentences or part.heading or not sentences or _introduces(part):
        return True
    before, after = len(part.beats), len(group_beats(sentences))
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
            joined[-1].sentences += part.spoken[: len(part.spoken) - len(part.sentences)]
            joined[-1].add(part.sentences, part.exhibits)
        else:
            joined.append(_Part(part.heading, list(part.sentences), list(part.exhibits)))
        begin, last_share = begin + length, share
    return joined


def _sections(part: _Part, video_title: str, max_beats: int) -> Iterator[Section]:
    # What stands beside a quotation in its beat would not be seen.
    quoted = {exhibit.beat for exhibit in part.exhibits if isinstance(exhibit, QuotationExhibit)}
    beats, starts = grouped(part.sentences, alone=quoted)
    beat_of = {sentence: beat for sentence, beat in enumerate(starts, 1)}
    exhibits = [numbered for exhibit in part.exhibits if (numbered := renumbered(exhibit, beat_of))]
    reach = [(beats_of(exhibit), exhibit) for exhibit in exhibits]
    count = -(-len(beats) // max_beats)
    for number in range(count):
        first, last = len(beats) * number // count, len(beats) * (number + 1) // count
        numbers = {beat: beat - first for beat in range(first + 1, last + 1)}
        near = [exhibit for (start, end), exhibit in reach if start <= last and end > first]
        shown = tuple(kept for exhibit in near if (kept := renumbered(exhibit, numbers)))
        chosen = beats[first:last]
        title = section_title(part.heading if number == 0 else "", chosen, part.heading or video_title)
        yield Section(title=title, beats=tuple(chosen), exhibits=shown)
