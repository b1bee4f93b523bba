"""A scene in the frame of each aspect, and what is wrong with a picture in it by the layout's own measure."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from manim import Mobject, Text, tempconfig

from runner.layout.finding import FindingKind
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.render.child.observing import ScreenObserver
from runner.render.child.pace import regions_of
from runner.render.job import SectionFrames
from runner.render.record import DryRunRecord
from scenekit import NarratedScene, SectionPlan, use_plan
from scenekit.baseline import texts_in
from scenekit.layout import Region
from scenekit.lettering import EM
from scenekit.measure import width_in_em
from scenekit.pictures.spoken_picture import SpokenPicture
from scenekit.theme import TYPE_SCALE

# Pango sets lines no longer than the picture has pixels, so these are the real ones of a draft.
ASPECTS = {"16:9": (854, 480), "9:16": (480, 854), "1:1": (480, 480)}
SLACK = 0.02
RATE = 15
_OF_PACE = {FindingKind.STILL, FindingKind.EMPTY, FindingKind.MANY_WORDS, FindingKind.LEFT_BEHIND}
# Building texts is slow, and what is slow here is not what is tested.
# The same data in every run: whoever changes a picture sees what that change did, and nobody else is stopped.
ANY_DATA = settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LABELS = tuple(
    "Mars|Heating and cooling|CO₂|x|The causes of the war|Wasserkraft|Énergie|水の循環|光合作用|الماء|"
    "Хлорофилл|प्रकाश|1.5 kWh|MMMMWWWW|🙂|a_b {c} \\d|Democratic Party".split("|")
)
"""Labels as people write them: short, long, of several scripts, with signs. A short list, so that Manim's
cache of typeset texts serves most examples."""


class Bench(NarratedScene):
    """A scene to build pictures in."""


class Skipping(NarratedScene):
    """A scene whose animations jump to their ends, which costs no time."""

    def __init__(self) -> None:
        super().__init__(skip_animations=True)


@contextmanager
def scene_in(
    aspect: str, plan: SectionPlan | None = None, kind: type[NarratedScene] = Bench
) -> Iterator[NarratedScene]:
    """A scene that is set up in the frame of this aspect, and draws nothing."""
    width, height = ASPECTS[aspect]
    unit = min(width, height) / 8
    frame = {
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": width / unit,
        "frame_height": height / unit,
        "frame_rate": RATE,
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempconfig(frame):
        use_plan(plan or SectionPlan())
        scene = kind()
        scene.setup()
        yield scene


def faults_of(picture: SpokenPicture) -> list[str]:
    """What is wrong with the picture once all of it is drawn: texts or shapes that overlap or leave its
    region, that are too small or too faint.
    """
    beyond = [] if keeps_inside(picture.mobject, picture.region) else [f"leaves its region: {picture.region}"]
    return [*beyond, *torn_words(picture), *layout_faults(picture.scene, picture.mobject)]


def torn_words(picture: SpokenPicture) -> list[str]:
    """The words that go on in another line, and labels cut short, though a smaller size was left."""
    known = {word for text in (*LABELS, *(part.text for part in picture.parts)) for word in text.split()}
    drawn = [text for text in texts_in(picture.mobject) if isinstance(text, Text)]
    texts = [text.original_text.strip("\u200e\u202b\u202c") for text in drawn]
    faults = [
        f"is cut: {shown}"
        for text, shown in zip(drawn, texts, strict=True)
        if shown.endswith("…") and len(shown) > 1 and shown not in known and _can_shrink(text)
    ]
    for text, shown, following in zip(drawn, texts, texts[1:], strict=False):
        beginning, word = shown.split()[-1], shown.split()[-1] + following.split()[0]
        whole = next((each for each in known if each.startswith(word)), "")
        is_torn = bool(whole) and beginning not in known and not _is_ideographic(whole)
        if is_torn and _can_be_whole(text, whole):
            faults.append(f"tears a word: {shown} | {following}")
    return faults


def _is_ideographic(word: str) -> bool:
    return any(unicodedata.east_asian_width(letter) in {"W", "F"} for letter in word)


def _can_shrink(text: Text) -> bool:
    return float(text.font_size) > TYPE_SCALE.small + 0.1


def _can_be_whole(text: Text, word: str) -> bool:
    # Its first part shows how much room there is at least.
    return _can_shrink(text) and width_in_em(word) * TYPE_SCALE.small * EM <= text.width


def layout_faults(scene: NarratedScene, *mobjects: Mobject) -> list[str]:
    """The sentences of all faults when these are on screen."""
    scene.clear()
    scene.add(*mobjects)
    observer = ScreenObserver(scene)
    observer.observe(1)
    record = DryRunRecord(
        times=SectionFrames(beat_start_frames=(0,), frame_count=RATE),
        pictures_end_frames=(RATE,),
        background=scene.theme.background,
        plays=1,
        drawn_objects=1,
        regions=regions_of(is_kit=True),
        moments=tuple(observer.moments),
        outlines=observer.outlines,
    )
    found = find_layout_faults(JudgedSection(record, RATE))
    return [each.sentence for each in found if each.kind not in _OF_PACE]


def keeps_inside(mobject: Mobject, region: Region) -> bool:
    """Whether it lies in the region; one without extent does."""
    if mobject.width == 0 and mobject.height == 0:
        return True
    return bool(
        mobject.get_left()[0] >= region.left - SLACK
        and mobject.get_right()[0] <= region.right + SLACK
        and mobject.get_bottom()[1] >= region.bottom - SLACK
        and mobject.get_top()[1] <= region.top + SLACK
    )
