"""Finds events with their years, for a timeline. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.finders.verbs import begins_with_verb, subject_and_rest
from runner.script.storyboard.statements import Sentence, is_complete, is_short, is_stated, sentences_of
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.characters import width_of

_MAX_EVENT_WIDTH = 88
# Many events have small cards: one line each, or fewer lines the more there are.
_WIDTH_OF_A_LINE = 48
_MAX_WIDTH_OF_CARDS = 260
_LEAST_EVENT_WORDS = 2
_MOST_EVENTS = 9
# More beats without a year between two events, and they are two stories.
_WIDEST_GAP = 2
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_YEAR = (
    r"(?:1[0-9]|20)\d\d(?![\d,.]\d|\w|[-–—/]\d)|"
    r"\d{1,4} (?:BCE?|CE|AD|v\. Chr\.|n\. Chr\.|av\. J\.-C\.|a\. ?C\.|d\. ?C\.)"
)
_DAY = r"(?:(?:\d{1,2}(?:st|nd|rd|th|er|\.)?|el \d{1,2}) (?:de )?)?"
_DATE = rf"(?:{_DAY}(?:{_MONTHS}) (?:\d{{1,2}}, |de |of )?)?(?:{_YEAR})"
_LEAD = (
    r"(?:as early as |only )?(?:in(?: the year)?|on|by|since|until|around|about|im(?: jahre?)?|am|um|"
    r"seit|bis|"
    r"en(?: l[’']an)?|le|vers|depuis|dès|el|hacia|desde|hasta|en el año|en)"
)
_DATED = re.compile(rf"(?P<lead>(?<!\w){_LEAD} )(?P<date>{_DATE})", re.IGNORECASE)
_LISTED = re.compile(rf"(?P<date>{_DATE})\s*(?::|–|—|-)\s+(?P<event>.+)", re.IGNORECASE)
_NEXT_DATED = re.compile(
    rf"(?:[,;] (?:(?:and|but|while|und|aber|et|mais|y|pero) )?| (?:and|und|et|y) )(?={_LEAD} (?:{_DATE}))",
    re.IGNORECASE,
)
_SAME_SUBJECT = re.compile(r"(?P<first>.+?),? (?:and|und|et|y) (?P<second>[^,;]+)", re.IGNORECASE)
_NOT_UNTIL = re.compile(r"\b(?:did|was|were|had) not\b.{1,40}? until (?P<clause>[^,;]+)[.!]?")
_ANY_YEAR = re.compile(r"(?<![\w,.])(?:1[0-9]|20)\d\d(?![\d,.]\d|\w)")
_CLAUSE_END = re.compile(r"[,;:—](?=\s|$)|—")
_TIE = re.compile(r"^(?:and|but|however|when|und|aber|et|mais|y|pero|cuando),? ", re.IGNORECASE)
_POINTER = re.compile(r"(?:which|who|that|where|und|die|der|das|qui|que|quien)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Event:
    date: str
    text: str
    beat: int


def find_timelines(beats: Sequence[str]) -> Iterator[Visual]:
    """Timelines of events that follow each other in the text, each with a date of its own."""
    run: list[_Event] = []
    last_dated = 0
    for sentence in sentences_of(beats):
        events = list(_events(sentence))
        if events and sentence.beat - last_dated > _WIDEST_GAP:
            yield from _timelines(run)
            run = []
        run += events
        if events or _ANY_YEAR.search(sentence.text):
            last_dated = sentence.beat
    yield from _timelines(run)


def _events(sentence: Sentence) -> Iterator[_Event]:
    listed = _LISTED.fullmatch(sentence.text.rstrip(f" {FULL_STOPS}"))
    if listed and is_short(listed["event"], _MAX_EVENT_WIDTH):
        yield _Event(listed["date"], _begun(listed["event"]), sentence.beat)
        return
    for clause in _clauses(sentence.text):
        found = _DATED.search(clause)
        is_one = len(_ANY_YEAR.findall(clause)) <= 1 and is_stated(replace(sentence, text=clause))
        text = _event_text(clause, found) if found and is_one else ""
        if found and text:
            yield _Event(found["date"], text, sentence.beat)


def _clauses(sentence: str) -> list[str]:
    """The statement itself, or each of those with a date of its own that it joins."""
    if late := _NOT_UNTIL.search(sentence):
        return [late["clause"]] if subject_and_rest(late["clause"]) else []
    if len(_ANY_YEAR.findall(sentence)) == 1:
        return [sentence]
    clauses = _NEXT_DATED.split(sentence)
    if len(clauses) > 1 and all(_ANY_YEAR.search(clause) for clause in clauses):
        return clauses
    joined = _SAME_SUBJECT.fullmatch(sentence)
    told = subject_and_rest(joined["first"]) if joined else None
    if joined and told and begins_with_verb(joined["second"]) and "," not in joined["first"]:
        return [joined["first"], f"{told[0]} {joined['second']}"]
    return [sentence]


def _event_text(sentence: str, found: re.Match[str]) -> str:
    """The clause that the date belongs to, without the date."""
    before, after = sentence[: found.start()], sentence[found.end() :]
    if not before.strip():
        clauses = [clause.strip() for clause in _CLAUSE_END.split(after.lstrip(" ,")) if clause.strip()]
        text = clauses[0] if clauses else ""
        if len(clauses) > 2 and len(f"{clauses[0]}, {clauses[1]}, {clauses[2]}") <= _MAX_EVENT_WIDTH:
            text = after.lstrip(" ,")
        # German puts the verb behind the date, which then belongs to the sentence.
        text = f"{found[0]} {text}" if text and _IN_GERMAN.match(found[0]) else text
    else:
        lead = _CLAUSE_END.split(before)[-1].strip()
        tail = _CLAUSE_END.split(after)[0].strip(" ")
        text = " ".join(f"{lead} {tail}".split())
        text = "" if begins_with_verb(text) else text
    text = _TIE.sub("", text.rstrip(f" {FULL_STOPS};,!"))
    is_event = len(text.split()) >= _LEAST_EVENT_WORDS and is_complete(text) and not _POINTER.match(text)
    return _begun(text) if is_event and is_short(text, _MAX_EVENT_WIDTH) else ""


_IN_GERMAN = re.compile(r"(?:im|am|um|seit|bis|vom?)\b", re.IGNORECASE)


def _timelines(run: Sequence[_Event]) -> Iterator[Visual]:
    """The run as one timeline, or as several where it is long."""
    unique = list({event.text.lower(): event for event in run}.values())
    while unique:
        size = _size_of_first(unique)
        yield from _timeline(unique[:size])
        unique = unique[size:]


def _size_of_first(events: Sequence[_Event]) -> int:
    """How many of the events have room on one line; those of one beat stay together."""
    widths = [width_of(event.text) for event in events[:_MOST_EVENTS]]
    most = next((n for n in range(len(widths), 1, -1) if _have_room(widths[:n])), 1)
    if most == len(events):
        return most
    whole = (n for n in range(most, 0, -1) if events[n].beat != events[n - 1].beat)
    return next(whole, most)


def _have_room(widths: Sequence[int]) -> bool:
    return max(widths) <= _WIDTH_OF_A_LINE or max(widths) * len(widths) <= _MAX_WIDTH_OF_CARDS


def _timeline(events: Sequence[_Event]) -> Iterator[Visual]:
    if len({event.date for event in events}) >= 2:
        # A year that stands elsewhere in these beats would be missing on the line; that is no fault.
        parts = tuple(VisualPart(event.text, event.beat, event.date) for event in events)
        yield Visual("Timeline", tuple((event.date, event.text) for event in events), parts)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
