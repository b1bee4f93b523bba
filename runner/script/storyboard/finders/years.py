"""Finds events with their years, for a timeline. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.finders.verbs import begins_with_verb
from runner.script.storyboard.statements import Sentence, is_complete, is_short, is_stated, sentences_of
from runner.script.storyboard.visuals import Visual, VisualPart

_MAX_EVENT_WIDTH = 72
_LEAST_EVENT_WORDS = 2
_MOST_EVENTS = 6
# More beats without a year between two events, and they are two stories.
_WIDEST_GAP = 3
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
    """A timeline of events that follow each other in the text, each with a date of its own."""
    run: list[_Event] = []
    for event in (event for sentence in sentences_of(beats) for event in _events(sentence)):
        if run and event.beat - run[-1].beat > _WIDEST_GAP:
            yield from _timeline(run)
            run = []
        run.append(event)
    yield from _timeline(run)


def _events(sentence: Sentence) -> Iterator[_Event]:
    listed = _LISTED.fullmatch(sentence.text.rstrip(f" {FULL_STOPS}"))
    if listed and is_short(listed["event"], _MAX_EVENT_WIDTH):
        yield _Event(listed["date"], _begun(listed["event"]), sentence.beat)
    elif is_stated(sentence) and len(_ANY_YEAR.findall(sentence.text)) <= 1:
        found = _DATED.search(sentence.text)
        text = _event_text(sentence.text, found) if found else ""
        if found and text:
            yield _Event(found["date"], text, sentence.beat)


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


def _timeline(run: Sequence[_Event]) -> Iterator[Visual]:
    unique = list({event.text.lower(): event for event in run}.values())
    if len({event.date for event in unique}) < 2 or len(unique) > _MOST_EVENTS:
        return
    # A year that stands elsewhere in these beats would be missing on the line; that is no fault.
    parts = tuple(VisualPart(event.text, event.beat, event.date) for event in unique)
    yield Visual("Timeline", tuple((event.date, event.text) for event in unique), parts)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
