"""Finds sequences of steps: arrows, a numbered list, or "first, then, finally". Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.characters import width_of
from runner.text.phrases import clauses
from runner.text.sentences import split_statements

_MAX_STEPS = 8
_MAX_STEP_WIDTH = 64
_ARROW = re.compile(r"\s*(?:→|⇒|➔|➜|(?<![-<=])-{1,2}>|(?<![<=])={1,2}>)\s*")
_RTL_ARROW = re.compile(r"\s*(?:←|⟵|⇐)\s*")
_RTL_LETTER = re.compile(r"[\u0590-\u08ff]")
_CODE = re.compile(r"\bdef |\bfn |\bfunc |::|==|!=|[{}`]|\blambda\b|\blim\b|\);|<-")
# Arrows of vectors, limits and reactions are no steps.
_MATHS = re.compile(r"[=+^_⇌]|\d[A-Z]|(?<![^\W\d_])[^\W\d_]$|^\s*$|∞")
_NUMBERED = re.compile(r"\(?(?P<number>\d{1,2})[.)、]\s+(?P<step>.+)")
_LIST_NUMBER = re.compile(r"(?:(?<=[.!?;:])\s+|(?<=[。！？；：])|^)(?=\(?\d{1,2}[.)]\s)")
_FIRST = frozenset(
    "first|firstly|first of all|zuerst|zunächst|d'abord|tout d'abord|primero|en primer lugar|prima|primeiro|"
    "сначала|сперва|首先|أولا|أولاً|पहले|najpierw".split("|")
)
_NEXT = frozenset(
    "second|secondly|third|thirdly|then|next|after that|dann|danach|anschließend|ensuite|puis|luego|después|"
    "poi|depois|затем|потом|далее|然后|接着|其次|再|ثم|بعد ذلك|फिर|potem|następnie".split("|")
)
_LAST = frozenset(
    "finally|lastly|at last|schließlich|zuletzt|zum schluss|enfin|finalmente|por último|infine|por fim|"
    "наконец|в конце|最后|أخيرا|أخيراً|अंत में|na koniec".split("|")
)
_MARKERS = re.compile(
    rf"(?:and |und |et |y |и )?(?P<marker>{'|'.join(sorted(_FIRST | _NEXT | _LAST, key=len, reverse=True))})"
    r"(?![A-Za-zÀ-ÿа-я])[,，]?\s*(?P<step>.*)",
    re.IGNORECASE,
)


def find_flows(beats: Sequence[str]) -> Iterator[Visual]:
    """All flows of a section: those with arrows, then numbered lists, then sequences in words."""
    for number, beat in enumerate(beats, 1):
        for sentence in split_statements(beat):
            flow = _arrows(sentence, number)
            if flow:
                yield flow
    yield from _numbered(beats)
    yield from _told(beats)


def _arrows(sentence: str, beat: int) -> Visual | None:
    pattern = _RTL_ARROW if _RTL_ARROW.search(sentence) and _RTL_LETTER.search(sentence) else _ARROW
    pieces = pattern.split(sentence)
    if len(pieces) < 2 or _CODE.search(sentence) or any(map(_MATHS.search, pieces)):
        return None
    first = re.split(r"[:：]\s*|[,;](?=\s)|[，；]", pieces[0])[-1]
    last = re.split(r"[.!?,;:](?=\s|$)|[。！？，；：]", pieces[-1])[0]
    steps = [step.strip(" \"'“”*") for step in (first, *pieces[1:-1], last)]
    return _flow([VisualPart(step, beat) for step in steps], least=2)


def _numbered(beats: Sequence[str]) -> Iterator[Visual]:
    steps: list[VisualPart] = []
    for number, beat in enumerate(beats, 1):
        for item in _LIST_NUMBER.split(beat):
            found = _NUMBERED.fullmatch(item.strip())
            if found and int(found["number"]) == len(steps) + 1:
                steps.append(VisualPart(_short(found["step"]), number))
            elif found:
                yield from _whole(steps)
                steps = [VisualPart(_short(found["step"]), number)] if found["number"] == "1" else []
    yield from _whole(steps)


def _told(beats: Sequence[str]) -> Iterator[Visual]:
    steps: list[VisualPart] = []
    is_waiting = False
    for number, clause in (
        (number, clause) for number, beat in enumerate(beats, 1) for clause in clauses(beat)
    ):
        found = _MARKERS.fullmatch(clause)
        marker = found["marker"].lower() if found else ""
        if marker in _FIRST:
            steps = []
        elif not steps and not is_waiting:
            continue
        step = found["step"] if found else clause if is_waiting else ""
        if step:
            steps.append(VisualPart(step, number))
        is_waiting = bool(found) and not step
        if marker in _LAST and steps and not is_waiting:
            yield from _whole(steps)
            steps = []
    yield from _whole(steps)


def _whole(steps: list[VisualPart]) -> Iterator[Visual]:
    flow = _flow(steps, least=3)
    if flow:
        yield flow


def _short(step: str) -> str:
    """The step without its full stop, or its first clause where that alone is short enough."""
    text = step.rstrip(f" {FULL_STOPS};；!！")
    return text if width_of(text) <= _MAX_STEP_WIDTH else next(iter(clauses(step)), text)


def _flow(steps: Sequence[VisualPart], least: int) -> Visual | None:
    is_flow = least <= len(steps) <= _MAX_STEPS and all(
        any(character.isalpha() for character in step.text) and width_of(step.text) <= _MAX_STEP_WIDTH
        for step in steps
    )
    return Visual("Flow", tuple(step.text for step in steps), tuple(steps)) if is_flow else None
