"""Reads an answer in JSON as an Outline (prompts ask for Markdown, but models may use JSON). Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from runner.authors.models.answers.outline import (
    CORRECTIONS_ID,
    Outline,
    OutlineSection,
    joined_parts,
    section_id,
)

_START = re.compile(r"[{\[]\s{0,99}(?:\{\s{0,99})?\"(?:title|sections|explanation|id|video|corrections)\"")
_ID = re.compile(r"section[\s_-]{0,3}(\d{1,3})", re.IGNORECASE)
_TITLES = ("title", "heading", "name", "section_title")
_SECTIONS = ("sections", "parts", "chapters", "scenes")
_BEATS = ("beats", "sentences", "items", "text", "content", "narration", "script", "body", "lines", "beat")
_WRAPPERS = ("explanation", "video", "data", "result", "output", "answer", "script")
_CORRECTION_IDS = ("section_id", "id", "section")
_CORRECTION_BEATS = ("beats", "beat", "beat_numbers", "beat_number")
_CORRECTION_TEXTS = ("text", "correction", "description", "what", "change")
# LaTeX commands that start like a JSON escape: \frac is not a form feed.
_LATEX = re.compile(
    r"\\(?:frac|beta|bar|begin|binom|text|tau|tan|theta|times|to|rho|right|neq|nabla)(?![a-z])"
)
_BEAT = re.compile(r"\d{1,2}(?!\d)")
_MAX_BEATS_NAMED = 15
_CLOSERS = {"{": "}", "[": "]"}


def looks_like_json(text: str) -> bool:
    return _START.search(text) is not None


def read_json(text: str) -> Outline | None:
    """The outline of the first JSON value in `text`; None if it has no content."""
    start = _START.search(text)
    if start is None:
        return None
    value = _parse(text[start.start() :])
    for _ in range(3):
        value = _unwrapped(value)
    outline = Outline(_first_text(value, _TITLES), joined_parts(_parts(value)))
    return outline if outline.parts else None


def _parse(text: str) -> Any:
    attempts = (_repaired(text),) if _LATEX.search(text) else (text, _repaired(text))
    for attempt in attempts:
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _repaired(text: str) -> str:
    """The first value of `text`, without trailing commas, with LaTeX escaped and brackets closed."""
    kept: list[str] = []
    closers: list[str] = []
    at, is_string = 0, False
    while at < len(text) and (closers or not kept):
        character = text[at]
        if is_string and character == "\\":
            is_escape = text[at + 1 : at + 2] in tuple('"\\/bfnrtu') and _LATEX.match(text, at) is None
            kept.append(text[at : at + 2] if is_escape else "\\\\")
            at += is_escape
        elif character == '"':
            is_string = not is_string
            kept.append(character)
        elif not is_string and character in "{[}]":
            _bracket(character, kept, closers)
        else:
            kept.append(character)
        at += 1
    if is_string:
        kept.append('"')
    _drop_comma(kept)
    return "".join([*kept, *reversed(closers)])


def _bracket(character: str, kept: list[str], closers: list[str]) -> None:
    if character in _CLOSERS:
        closers.append(_CLOSERS[character])
    else:
        _drop_comma(kept)
        closers.pop()
    kept.append(character)


def _drop_comma(kept: list[str]) -> None:
    while kept and (kept[-1].isspace() or kept[-1] == ","):
        kept.pop()


def _unwrapped(value: Any) -> Any:
    if isinstance(value, Mapping) and not any(key in value for key in _SECTIONS):
        return next((value[key] for key in _WRAPPERS if isinstance(value.get(key), dict | list)), value)
    return value


def _parts(value: Any) -> Iterator[OutlineSection]:
    sections = value
    if isinstance(value, Mapping):
        sections = next((value[key] for key in _SECTIONS if key in value), [value])
    if isinstance(sections, Mapping):
        sections = [_with_id(key, section) for key, section in sections.items()]
    for section in sections if isinstance(sections, list) else ():
        yield _part(section)
    corrections = value.get("corrections") if isinstance(value, Mapping) else None
    if isinstance(corrections, Mapping):
        corrections = [f"{name}: {text}" for name, text in corrections.items()]
    if isinstance(corrections, list):
        # An empty list says that nothing was wrong, which no list does not say.
        items = tuple(map(_correction, corrections)) or ("none",)
        yield OutlineSection(CORRECTIONS_ID, CORRECTIONS_ID, items)


def _with_id(key: str, section: Any) -> Any:
    return {"id": key, **section} if isinstance(section, Mapping) else {"id": key, "beats": section}


def _part(section: Any) -> OutlineSection:
    number = _ID.search(_first_text(section, ("id", "section_id")))
    beats = section
    if isinstance(section, Mapping):
        beats = next((section[key] for key in _BEATS if key in section), [])
    items = beats if isinstance(beats, list) else [beats]
    texts = (item if isinstance(item, str) else _first_text(item, _BEATS) for item in items)
    lines = (line for text in texts for line in text.split("\n") if line.strip())
    return OutlineSection(
        section_id(int(number[1])) if number else "", _first_text(section, _TITLES), tuple(lines)
    )


def _correction(correction: Any) -> str:
    if isinstance(correction, str):
        return correction
    found = _first_text(correction, _CORRECTION_IDS)
    text = _first_text(correction, _CORRECTION_TEXTS)
    return f"{found}{_beats_named(correction)}: {text}"


def _beats_named(correction: Any) -> str:
    """The numbers of the beats as in Markdown, such as ` beats 1, 3`; empty if it names none."""
    if not isinstance(correction, Mapping):
        return ""
    named = next((correction[key] for key in _CORRECTION_BEATS if key in correction), None)
    numbers = named if isinstance(named, list) else [named]
    found = (_BEAT.search(str(number)) for number in numbers[:_MAX_BEATS_NAMED])
    listed = ", ".join(number[0] for number in found if number)
    return f" beats {listed}" if listed else ""


def _first_text(value: Any, keys: tuple[str, ...]) -> str:
    if not isinstance(value, Mapping):
        return ""
    return next((value[key] for key in keys if isinstance(value.get(key), str)), "")
