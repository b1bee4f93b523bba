"""Finds comparisons of two things: "X vs Y", or lists such as "Pros:" and "Cons:". Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.characters import width_of
from runner.text.sentences import split_statements

_MAX_POINTS = 3
_MOST_LISTED = 5
_MAX_POINT_WIDTH = 80
_MAX_NAME_WIDTH = 28
_VERSUS = re.compile(
    r"(?:the )?(?P<left>[^\s,:：][^,:：?]*?)\s+(?:vs\.?|versus)\s+(?:the )?(?P<right>[^,:：?]+)", re.I
)
_HEADERS = (
    ("pros", "cons"),
    ("advantages", "disadvantages"),
    ("strengths", "weaknesses"),
    ("benefits", "drawbacks"),
    ("vorteile", "nachteile"),
    ("avantages", "inconvénients"),
    ("ventajas", "desventajas"),
    ("vantaggi", "svantaggi"),
    ("vantagens", "desvantagens"),
    ("плюсы", "минусы"),
    ("преимущества", "недостатки"),
    ("优点", "缺点"),
    ("優點", "缺點"),
    ("المزايا", "العيوب"),
    ("फायदे", "नुकसान"),
)


def find_comparisons(title: str, beats: Sequence[str]) -> Iterator[Visual]:
    """The comparisons of a section; its title may name the two sides."""
    yield from _lists(beats)
    for number, sentence in [(1, title), *_sentences(beats)] if beats else ():
        names = _names(sentence)
        if names:
            yield _sides(VisualPart(names[0], number), VisualPart(names[1], number), beats)
            return


def _names(sentence: str) -> tuple[str, str] | None:
    found = _VERSUS.fullmatch(re.split(r"[:：?](?=\s|$)|：|\s[–—-]\s", sentence)[0].strip(" .。"))
    if found is None:
        return None
    left, right = found["left"].strip(), found["right"].strip(" .")
    are_names = all(
        width_of(name) <= _MAX_NAME_WIDTH and len(name.split()) <= 4 and not re.search(r"\bvs\b", name, re.I)
        for name in (left, right)
    )
    return (left, right) if are_names and left.lower() != right.lower() else None


def _sides(left: VisualPart, right: VisualPart, beats: Sequence[str]) -> Visual:
    points: dict[str, list[VisualPart]] = {left.text: [], right.text: []}
    for number, sentence in _sentences(beats):
        for name, other in ((left.text, right.text), (right.text, left.text)):
            point = _point(sentence, name)
            if point and number >= left.beat and other.lower() not in sentence.lower():
                points[name].append(VisualPart(point, number))
    return comparison(left, points[left.text][:_MAX_POINTS], right, points[right.text][:_MAX_POINTS])


def _point(sentence: str, name: str) -> str:
    """The rest of a sentence that begins with `name`."""
    found = re.match(rf"(?:the )?{re.escape(name)}(?:\s+|[:：]\s*)(?P<point>\S.*)", sentence, re.I)
    if found is None:
        return ""
    point = found["point"].rstrip(f" {FULL_STOPS};；!！")
    return point if width_of(point) <= _MAX_POINT_WIDTH else ""


def comparison(
    left: VisualPart, left_points: Sequence[VisualPart], right: VisualPart, right_points: Sequence[VisualPart]
) -> Visual:
    """Two headings, each with its points."""
    sides = tuple(
        [head.text, *(point.text for point in points)]
        for head, points in ((left, left_points), (right, right_points))
    )
    return Visual("Comparison", sides, (left, right, *left_points, *right_points))


def _lists(beats: Sequence[str]) -> Iterator[Visual]:
    for left_word, right_word in _HEADERS:
        header = re.compile(rf"(?<!\w)(?P<name>{left_word}|{right_word})\s*[:：]", re.I)
        sides: dict[str, list[VisualPart]] = {}
        names: list[VisualPart] = []
        for number, beat in enumerate(beats, 1):
            _read_items(beat, number, header, names, sides)
        is_both = [name.text.lower() for name in names] == [left_word, right_word] and all(sides.values())
        if is_both and all(map(_is_short, sides.values())):
            left, right = names
            yield comparison(left, sides[left.text], right, sides[right.text])


def _read_items(
    beat: str,
    number: int,
    header: re.Pattern[str],
    names: list[VisualPart],
    sides: dict[str, list[VisualPart]],
) -> None:
    pieces = header.split(beat)
    for index, piece in enumerate(pieces):
        if index % 2:
            names.append(VisualPart(piece, number))
            sides.setdefault(piece, [])
        elif names:
            items = (
                item.strip(" .;,。；，") for item in re.split(r"[;.](?=\s|$)|[；。]|,(?=\s)|[，、]", piece)
            )
            sides[names[-1].text] += [VisualPart(item, number) for item in items if item]


def _is_short(points: Sequence[VisualPart]) -> bool:
    return len(points) <= _MOST_LISTED and all(width_of(point.text) <= _MAX_POINT_WIDTH for point in points)


def _sentences(beats: Sequence[str]) -> list[tuple[int, str]]:
    return [
        (number, sentence.strip())
        for number, beat in enumerate(beats, 1)
        for sentence in split_statements(beat)
        if sentence.strip()
    ]
