"""Draws what `podreel check` found wrong with a script's pictures, on one page for people."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from contract.picture_fault import FaultBox, PictureFault
from runner.check.layout_faults import MeasuredLayout
from runner.check.page.choice import ChosenPicture, NumberedFault, choose_pictures, moment_at
from runner.check.page.composing import Card, LayoutPage, Lettering, compose_page, encode_page
from runner.check.page.marking import FaultMark, mark_frame
from runner.check.page.plain import draw_plain
from runner.concurrency.gather import gather_all
from runner.layout.finding import FindingKind
from runner.layout.telling import as_fault_box
from runner.media.lettering import Font, find_font
from runner.render.job import Picture
from runner.render.record import DryRunRecord, Moment
from runner.stages.checking import TriedScript
from runner.stages.sheet_frames import frame_of_moment

DrawFrames = Callable[[str, Sequence[int]], Awaitable[Mapping[int, Image.Image]]]
"""Draws frames of a scene: takes its name and the frames in ascending order. Not all can be drawn."""
_CARD_PIXELS = {"wide": (676, 380), "tall": (300, 534), "square": (420, 420)}
_MOST_LINES = 40
_LAST_LATIN = 0x24F
# Dashes, quotes and dots, which every font has.
_PUNCTUATION = range(0x2010, 0x2028)
_PLACES_OUTSIDE = frozenset({FindingKind.OUTSIDE, FindingKind.UNDER_CAPTIONS})


@dataclass(frozen=True)
class _Look:
    """What the scenes' pictures are like, and the font of the numbers."""

    picture: Picture
    font: Font


def _card_size(picture: Picture) -> tuple[int, int]:
    """Width and height in pixels of a frame on the page. Pure."""
    if picture.width == picture.height:
        return _CARD_PIXELS["square"]
    return _CARD_PIXELS["wide" if picture.width > picture.height else "tall"]


async def draw_layout(
    tried: TriedScript, layout: MeasuredLayout, picture: Picture, draw: DrawFrames
) -> bytes:
    """The page as a PNG."""
    chosen = choose_pictures(layout.faults)
    frames = await _frames(tried.records, chosen, draw)
    usual = await find_font("")
    cards = [
        _card(each, tried.records[each.scene], frames.get(each), _Look(picture, usual)) for each in chosen
    ]
    page = LayoutPage(_title(tried, layout, chosen), tuple(cards), tuple(_lines(tried, layout, chosen)))
    lettering = Lettering(usual, await _fonts(page.texts))
    return await asyncio.to_thread(lambda: encode_page(compose_page(page, lettering)))


async def _fonts(texts: Sequence[str]) -> Mapping[str, Font]:
    """Fonts for the texts with letters that the usual one may lack; one search for the same letters."""
    foreign = {text: "".join(sorted(set(filter(_is_foreign, text)))) for text in texts}
    found = {letters: await find_font(letters) for letters in set(foreign.values()) if letters}
    return {text: found[letters] for text, letters in foreign.items() if letters}


def _is_foreign(letter: str) -> bool:
    return ord(letter) > _LAST_LATIN and ord(letter) not in _PUNCTUATION


async def _frames(
    records: Mapping[str, DryRunRecord], chosen: Sequence[ChosenPicture], draw: DrawFrames
) -> Mapping[ChosenPicture, Image.Image]:
    """The true frame of each picture, as far as it can be drawn."""
    wanted = {each: frame_of_moment(records[each.scene], each.frame) for each in chosen}
    scenes = list(dict.fromkeys(each.scene for each in wanted))

    async def of_scene(scene: str) -> Mapping[int, Image.Image]:
        return await draw(scene, sorted({number for each, number in wanted.items() if each.scene == scene}))

    drawn = dict(zip(scenes, await gather_all(map(of_scene, scenes)), strict=True))
    return {each: drawn[each.scene][number] for each, number in wanted.items() if number in drawn[each.scene]}


def _card(chosen: ChosenPicture, record: DryRunRecord, frame: Image.Image | None, look: _Look) -> Card:
    moment = moment_at(record, chosen.frame)
    size, font = _card_size(look.picture), look.font
    if frame is not None:
        picture = frame.resize(size, Image.Resampling.LANCZOS)
    elif moment is not None:
        picture = draw_plain(record, moment, size, font)
    else:
        picture = Image.new("RGB", size)
    limits = _limits(record, chosen.faults)
    if record.regions is not None:
        marks = [FaultMark(each.number, each.fault.boxes) for each in chosen.faults]
        picture = mark_frame(picture, as_fault_box(record.regions.frame), marks, list(limits.values()), font)
    sketched = () if frame is not None else ("a sketch: the frame can't be drawn",)
    dashed = (f"dashed: {name}" for name in limits)
    heading = " · ".join([*_heading(chosen, moment, look), *sketched, *dashed])
    return Card(picture, heading, tuple((each.number, _told(each.fault)) for each in chosen.faults))


def _limits(record: DryRunRecord, faults: Sequence[NumberedFault]) -> Mapping[str, FaultBox]:
    """The regions that these faults don't keep to, by what they are for."""
    regions, kinds = record.regions, {each.fault.kind for each in faults}
    limits = {}
    if regions is not None and kinds & _PLACES_OUTSIDE:
        limits["`safe`, the room for texts"] = as_fault_box(regions.safe)
    if regions is not None and regions.title is not None and FindingKind.IN_TITLE in kinds:
        limits["the title's band"] = as_fault_box(regions.title)
    return limits


def _heading(chosen: ChosenPicture, moment: Moment | None, look: _Look) -> Sequence[str]:
    beat = (f"beat {moment.beat}",) if moment and moment.beat else ()
    return (chosen.scene, *beat, f"{chosen.frame / look.picture.frame_rate:.1f} s")


def _told(fault: PictureFault) -> str:
    return f"{fault.sentence}." if fault.line is None else f"{fault.sentence} (line {fault.line})."


def _title(tried: TriedScript, layout: MeasuredLayout, chosen: Sequence[ChosenPicture]) -> str:
    count = len(layout.faults) + layout.left_out
    if not tried.records:
        return "No scene runs, so no layout was measured."
    if not count:
        return "The layout has no findings."
    told = "1 finding" if count == 1 else f"{count:,} findings"
    shown = sum(len(each.faults) for each in chosen)
    with_places = sum(bool(each.fault.boxes) for each in layout.faults)
    rest = f" The worst {shown} of {with_places} that have a place are shown." if shown < with_places else ""
    return f"The layout has {told}.{rest}"


def _lines(tried: TriedScript, layout: MeasuredLayout, chosen: Sequence[ChosenPicture]) -> Sequence[str]:
    """What has no picture: faults without a place, scenes without faults, scenes that don't run."""
    without_place = [
        f"{each.number}. {each.fault.scene}, {each.fault.when}: {_told(each.fault)}"
        for each in layout.faults
        if not each.fault.boxes
    ]
    lines = without_place[:_MOST_LINES]
    if len(without_place) > len(lines):
        lines.append(f"And {len(without_place) - len(lines)} more without a place in the picture.")
    faulty = {each.fault.scene for each in layout.faults}
    clean = [scene for scene in tried.records if scene not in faulty]
    failing = [scene.name for scene in tried.checked.scenes if not scene.runs]
    return [*lines, *_named("Without findings", clean), *_named("Not measured, because of errors", failing)]


def _named(told: str, scenes: Sequence[str]) -> Sequence[str]:
    if not scenes:
        return ()
    more = f" and {len(scenes) - _MOST_LINES} more" if len(scenes) > _MOST_LINES else ""
    return (f"{told}: {', '.join(scenes[:_MOST_LINES])}{more}.",)
