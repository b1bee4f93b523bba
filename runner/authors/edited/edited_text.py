"""Reads an edited text beside its origin: what did not change keeps its beats, and what they show. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract.sentences import split_sentences
from runner.authors.edited.chunks import Chunk, spaced, take_apart
from runner.authors.edited.pairing import body_of, pair_sections
from runner.authors.models.answers.shaping import MAX_SECTION_BEATS
from runner.authors.offline.own_text import explain_own_text
from runner.authors.offline.titles import TITLE_LENGTH, short_title
from runner.text.exhibits import Exhibit, renumbered, unread_markdown
from runner.text.explanation import Explanation, Section
from runner.text.sentences import MAX_WEIGHT, group_beats, weight

_VIDEO_TITLE_LENGTH = 80
_UNDIVIDED = 1_000


@dataclass(frozen=True)
class EditedText:
    """An edit's explanation, and by section the place of what it was in the origin; None if it is new."""

    explanation: Explanation
    places: tuple[int | None, ...]


def read_edit(markdown: str, origin: Explanation, language: str) -> EditedText:
    """The edited text, in the beats of its origin as far as it goes."""
    title, chunks = take_apart(markdown)
    parts = [
        (section, place)
        for chunk, place in zip(chunks, pair_sections(chunks, origin.sections), strict=True)
        for section, place in _sections(chunk, place, origin, language)
    ]
    if not parts:
        explanation = explain_own_text(markdown, language, MAX_SECTION_BEATS)
        return EditedText(explanation, (None,) * len(explanation.sections))
    is_same = title in {"", origin.title}
    whole = Explanation(
        title=origin.title if is_same else short_title(title, _VIDEO_TITLE_LENGTH),
        sections=tuple(section for section, _ in parts),
    )
    return EditedText(whole, tuple(place for _, place in parts))


def _sections(
    chunk: Chunk, place: int | None, origin: Explanation, language: str
) -> Iterator[tuple[Section, int | None]]:
    if place is None or not chunk.texts:
        yield from ((section, None) for section in _written(chunk, language, MAX_SECTION_BEATS))
        return
    before = origin.sections[place]
    title = before.title if chunk.heading == before.title else short_title(chunk.heading, TITLE_LENGTH)
    titled = before.model_copy(update={"title": title or before.title})
    if spaced(chunk.body) == body_of(before):
        yield titled, place
        return
    first, *others = _written(chunk, language, _UNDIVIDED)
    # A list, a table or a quotation that is read aloud divides the text in its own way.
    if all(map(unread_markdown, first.exhibits)) and not others:
        first = _mended(chunk, titled, first, language)
    yield first.model_copy(update={"title": titled.title}), place
    yield from ((section, None) for section in others)


def _written(chunk: Chunk, language: str, most_beats: int) -> tuple[Section, ...]:
    heading = f"## {chunk.heading}\n\n" if chunk.heading else ""
    return explain_own_text(heading + chunk.body, language, most_beats).sections


def _mended(chunk: Chunk, before: Section, written: Section, language: str) -> Section:
    """The section as it was, with the beats that changed."""
    beats = _beats(chunk.texts, before.beats, language)
    kept = {old: new for new, beat in enumerate(beats, 1) for old in _places(beat, before.beats)}
    return before.model_copy(
        update={"beats": beats, "exhibits": tuple(_exhibits(chunk, before, written, kept, len(beats)))}
    )


def _places(beat: str, beats: Sequence[str]) -> list[int]:
    return [number for number, other in enumerate(beats, 1) if other == beat]


def _exhibits(
    chunk: Chunk, before: Section, written: Section, kept: Mapping[int, int], count: int
) -> Iterator[Exhibit]:
    """What the text still has of what was shown, and what it has besides."""
    anywhere = {number: min(number, count) for number in range(1, max(count, len(before.beats)) + 1)}
    known = {spaced(unread_markdown(exhibit)) for exhibit in before.exhibits}
    for exhibit in before.exhibits:
        is_unread = bool(unread_markdown(exhibit))
        if is_unread and spaced(unread_markdown(exhibit)) not in chunk.unread:
            continue
        # What is read aloud is only shown with the very words that it was made of.
        if shown := renumbered(exhibit, anywhere if is_unread else kept):
            yield shown
    for exhibit in written.exhibits:
        if spaced(unread_markdown(exhibit)) not in known and (shown := renumbered(exhibit, anywhere)):
            yield shown


def _beats(texts: Sequence[str], before: Sequence[str], language: str) -> tuple[str, ...]:
    """Of paragraphs that are beats, these; else what it begins and ends with as before, and the rest anew."""
    if len(texts) == len(before):
        paired = [
            (old,) if spaced(text) == spaced(old) else _said(text, language)
            for text, old in zip(texts, before, strict=True)
        ]
        return tuple(beat for beats in paired for beat in beats)
    known = {spaced(beat): beat for beat in before}
    if len(texts) > 1 and any(spaced(text) in known for text in texts):
        told = ([known[spaced(text)]] if spaced(text) in known else _said(text, language) for text in texts)
        return tuple(beat for beats in told for beat in beats)
    text, middle = spaced(" ".join(texts)), list(before)
    head: list[str] = []
    while middle and (text + " ").startswith(spaced(middle[0]) + " "):
        text = text[len(spaced(middle[0])) :].strip()
        head.append(middle.pop(0))
    tail: list[str] = []
    while middle and (" " + text).endswith(" " + spaced(middle[-1])):
        text = text[: len(text) - len(spaced(middle[-1]))].strip()
        tail.insert(0, middle.pop())
    return (*head, *_divided(text, middle, language), *tail)


def _said(text: str, language: str) -> tuple[str, ...]:
    """A paragraph as one beat, unless it is too long to be one."""
    beats = explain_own_text(text, language, _UNDIVIDED).beats
    whole = " ".join(beats)
    return (whole,) if weight(whole) <= 2 * MAX_WEIGHT else beats


def _divided(text: str, before: Sequence[str], language: str) -> Sequence[str]:
    """The text in the place of these beats: of as many sentences as they, it has as many in each beat."""
    if not text:
        return ()
    sentences = [
        sentence
        for beat in explain_own_text(text, language, _UNDIVIDED).beats
        for sentence in split_sentences(beat)
    ]
    counts = [len(split_sentences(beat)) for beat in before]
    if len(before) == 1 and len(sentences) <= counts[0] + 1:
        return _said(text, language)
    if sum(counts) != len(sentences):
        return group_beats(sentences)
    rest = iter(sentences)
    return [" ".join(next(rest) for _ in range(count)) for count in counts]
