"""For any text, frame and voice, a template stays inside its region and its beat."""

# Look-alike characters are intended.

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import Mobject, tempconfig

from scenekit import BeatPlan, NarratedScene, SectionPlan, WordCue, use_plan
from scenekit.layout import Region, layout_for
from scenekit.lettering import Style, fit, typeset
from scenekit.measure import break_lines, width_in_em
from scenekit.pictures import BarChart, Comparison, Flow, Formula, KeyPhrases, SectionTitle, Statement
from scenekit.pictures.pace import moments
from scenekit.text import readable
from scenekit.theme import TYPE_SCALE

pytestmark = [pytest.mark.slow, pytest.mark.spread]

# Pango sets lines no longer than the picture has pixels, so these are the real ones of a draft.
ASPECTS = {"16:9": (854, 480), "9:16": (480, 854), "1:1": (480, 480)}
SLACK = 0.02
TEXTS = {
    "short": "Leaf",
    "english": "The Calvin cycle uses that energy to build sugar from carbon dioxide",
    "capitals": "WHY WOMEN WROTE WWW MEMOS MAINLY WITH M",
    "chinese": "光合作用是绿色植物利用光能把二氧化碳和水转化为有机物并释放氧气的过程",
    "arabic": "العملية التي تحول بها النباتات ضوء الشمس إلى طاقة كيميائية",
    "arabic word": "نعم",
    "hebrew and digits": "המים רותחים ב-100 מעלות",
    "hindi": "प्रकाश संश्लेषण वह प्रक्रिया है जिससे पौधे ऊर्जा बनाते हैं",
    "russian": "Хлорофилл поглощает красный и синий свет",
    "thai": "การสังเคราะห์ด้วยแสงเป็นกระบวนการที่พืชใช้",
    "one long word": "w" * 90,
    "emoji": "🙂👩‍👩‍👧‍👦",
    "combining": "e\u0301\u0302 a\u0308",
    "nothing": "\u200b\x00",
    "quotes": "\"quoted\" \\ 'text' {x} %s <b>&amp;</b>",
}


class Bench(NarratedScene):
    """A scene to build pictures in."""


class Waiting(Bench):
    """Remembers how long nothing moved."""

    waits: list[float]

    def setup(self) -> None:
        super().setup()
        self.waits = []

    def wait(self, duration: float = 1.0, **options: Any) -> None:  # type: ignore[override]
        self.waits.append(duration)
        super().wait(duration, **options)


@pytest.fixture(params=ASPECTS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    width, height = ASPECTS[request.param]
    unit = min(width, height) / 8
    frame = {
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": width / unit,
        "frame_height": height / unit,
        "frame_rate": 15,
        "media_dir": str(tmp_path),
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempconfig(frame):
        use_plan(SectionPlan())
        scene = Bench()
        scene.setup()
        yield scene


def _keeps_inside(mobject: Mobject, region: Region) -> bool:
    if mobject.width == 0 and mobject.height == 0:
        return True
    return bool(
        mobject.get_left()[0] >= region.left - SLACK
        and mobject.get_right()[0] <= region.right + SLACK
        and mobject.get_bottom()[1] >= region.bottom - SLACK
        and mobject.get_top()[1] <= region.top + SLACK
    )


def _overlap(first: Mobject, second: Mobject) -> bool:
    if min(first.width, second.width) == 0:
        return False
    across = min(first.get_right()[0], second.get_right()[0]) - max(first.get_left()[0], second.get_left()[0])
    down = min(first.get_top()[1], second.get_top()[1]) - max(first.get_bottom()[1], second.get_bottom()[1])
    return bool(across > SLACK and down > SLACK)


def _apart(mobjects: list[Mobject]) -> bool:
    return not any(_overlap(first, second) for first, second in combinations(mobjects, 2))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_titles_keep_to_their_band_and_off_the_body(bench: Bench, text: str) -> None:
    title = SectionTitle(bench, text)
    assert _keeps_inside(title.text, bench.layout.title)
    assert _keeps_inside(title.mobject, bench.layout.safe)
    assert title.mobject.get_bottom()[1] > bench.layout.body.top


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_statements_keep_to_the_safe_area(bench: Bench, text: str) -> None:
    assert _keeps_inside(Statement(bench, text).mobject, bench.layout.safe)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_phrases_keep_to_the_body_and_apart_on_every_page(bench: Bench, text: str) -> None:
    for region, groups in (
        (None, ([text, "Leaf"], [text])),
        (bench.layout.body.rows(7, 3)[1], ([text], [text, text])),
    ):
        phrases = KeyPhrases(bench, *groups, region=region)
        assert sum(len(group) for group in phrases.groups) == 3
        for page in phrases.pages:
            assert _keeps_inside(page, region or bench.layout.body)
            assert _apart([row[1] for row in page])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_bar_charts_keep_to_their_room_and_rows_apart(bench: Bench, text: str) -> None:
    room = bench.layout.body.rows(7, 3)[0]
    labels = [text[:26], "Leaf", text[:12], "a", "b", "c", "d", "e"]
    chart = BarChart(
        bench, *((label, 10.0 * i, f"{i}0,000 km/h") for i, label in enumerate(labels)), region=room
    )
    assert _keeps_inside(chart.mobject, room)
    for label, bar, value in chart.rows:
        assert _apart([label, bar, value])


def test_bars_are_as_long_as_their_values(bench: Bench) -> None:
    chart = BarChart(bench, ("Mars", 3390, "3,390 km"), ("Jupiter", 69911, "69,911 km"))
    assert chart.rows[0][1].width / chart.rows[1][1].width == pytest.approx(3390 / 69911, abs=0.02)


@pytest.mark.parametrize(
    ("tex", "plain"), [("E = mc^{2}", "E = mc^2"), (r"\broken{", "no LaTeX at all"), ("x" * 90, "x" * 90)]
)
def test_equations_keep_to_their_room(bench: Bench, tex: str, plain: str) -> None:
    assert _keeps_inside(Formula(bench, tex, plain).mobject, bench.layout.body)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_measured_lines_are_at_least_as_wide_as_drawn_ones(text: str) -> None:
    drawn = typeset(text, Region(0, 0, 99, 9), Style("#FFFFFF"))
    assert drawn.width <= fit(text, 99, 9, Style("#FFFFFF")).width * 1.02


@given(st.text(min_size=1, max_size=300), st.floats(2, 60))
@settings(max_examples=200)
def test_broken_lines_fit_and_keep_every_letter(text: str, limit: float) -> None:
    clean = readable(text)
    lines = break_lines(clean, limit)
    assert "".join("".join(lines).split()) == "".join(clean.split())
    assert all(width_in_em(line) <= limit for line in lines)


@given(
    text=st.text(min_size=1, max_size=100),
    width=st.floats(1.5, 13),
    height=st.floats(0.6, 6),
    largest=st.sampled_from([TYPE_SCALE.small, TYPE_SCALE.body, TYPE_SCALE.title]),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_keeps_to_any_region(text: str, width: float, height: float, largest: float) -> None:
    region = Region(0, 0, width, height)
    style = Style("#FFFFFF", largest)
    assert fit(text, width, height, style).size >= TYPE_SCALE.small
    # Stacked marks and the deepest descenders may leave the line's own height.
    assert _keeps_inside(typeset(text, region, style), region.inset(-0.3))


@pytest.mark.parametrize("bench", ["16:9"], indirect=True)
@pytest.mark.parametrize(("seconds", "theme"), [(0.4, "dark"), (1.0, "light"), (3.0, "high-contrast")])
def test_a_whole_section_keeps_time_with_its_beats(bench: Bench, seconds: float, theme: str) -> None:
    scene = _perform(SectionPlan((BeatPlan(seconds),) * 6, theme=theme))
    frames = list(scene.narration.start_frames.values())
    longest = max(later - earlier for earlier, later in pairwise(frames))
    # Eight things shown in 0.4 s take a frame each, and more than the beat.
    assert longest <= (seconds + 0.35) * 15 + (8 if seconds < 1 else 1)
    assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)


@pytest.mark.parametrize("bench", ["16:9"], indirect=True)
def test_parts_wait_for_their_words(bench: Bench) -> None:
    words = tuple(
        WordCue(word, float(index)) for index, word in enumerate("the sun, feeds each leaf.".split())
    )
    use_plan(SectionPlan((BeatPlan(6.0, words),)))
    scene = Bench()
    scene.setup()
    with scene.beat(1) as beat:
        assert moments(beat, ["Sun", "leaf"]) == pytest.approx([0.85, 3.85])
        assert moments(beat, ["not said", "neither"]) == pytest.approx([0.0, 3.0])


@pytest.mark.parametrize("bench", ["16:9"], indirect=True)
def test_a_phrase_is_dim_until_it_is_spoken_and_nothing_stands_still_between_two(bench: Bench) -> None:
    words = tuple(WordCue(word, 2.0 * index) for index, word in enumerate("sun rain wind".split()))
    use_plan(SectionPlan((BeatPlan(6.0, words),)))
    scene = Waiting()
    scene.setup()
    phrases = KeyPhrases(scene, ["sun", "wind"], ["snow"])
    with scene.beat(1) as beat:
        phrases.speak(beat)
        assert scene.waits == []
        sun, wind = (row.text.family_members_with_points()[0].get_fill_color() for row in phrases.entered)
        assert (sun.to_hex(), wind.to_hex()) == (scene.theme.muted.upper(), scene.theme.text.upper())
        phrases.leave(beat)


class Everything(NarratedScene):
    """Each template once."""

    def construct(self) -> None:
        title = SectionTitle(self, "Everything")
        upper, lower = self.layout.body.rows(7, 3)
        phrases = KeyPhrases(self, ["one", "two", "three"], region=lower)
        flow = Flow(self, "A", "B", "C", region=upper)
        comparison = Comparison(self, ("Left", "a"), ("Right", "b"))
        chart = BarChart(self, ("A", 1, "1 m"), ("B", 2, "2 m"))
        with self.beat(1) as beat:
            title.show(beat)
            phrases.speak(beat)
        with self.beat(2) as beat:
            flow.draw(beat)
        with self.beat(3) as beat:
            phrases.leave(beat)
            flow.leave(beat)
            comparison.draw(beat, "Left", "Right")
        with self.beat(4) as beat:
            comparison.draw(beat)
        with self.beat(5) as beat:
            comparison.leave(beat)
            chart.draw(beat, "A")
            chart.draw(beat)
        with self.beat(6) as beat:
            chart.leave(beat)
            Statement(self, "The end").speak(beat)
        self.leave()


def _perform(plan: SectionPlan) -> Everything:
    use_plan(plan)
    scene = Everything()
    scene.render()
    return scene


def test_the_layouts_of_all_aspects_are_the_ones_that_are_rendered() -> None:
    for width, height in ASPECTS.values():
        unit = min(width, height) / 8
        layout = layout_for(width / unit, height / unit)
        assert layout.title.bottom > layout.body.top
