"""Pictures are found only if the text describes them explicitly."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.script.storyboard.charts import find_charts
from runner.script.storyboard.comparisons import find_comparisons
from runner.script.storyboard.equations import find_equations, to_tex
from runner.script.storyboard.flows import find_flows
from runner.script.storyboard.section_plan import find_visuals
from runner.script.storyboard.visuals import beats_of
from runner.text.characters import width_of
from runner.text.explanation import Section
from runner.text.phrases import MAX_PHRASE_WIDTH, key_phrases, topic


@pytest.mark.parametrize(
    ("sentence", "equation"),
    [
        ("Einstein showed that E = mc^2, where m is mass.", "E = mc^2"),
        ("a² + b² = c² holds.", "a² + b² = c²"),
        ("We know F = m * a.", "F = m * a"),
        ("PV = nRT is the law", "PV = nRT"),
        ("so ΔG = ΔH - T ΔS here", "ΔG = ΔH - T ΔS"),
        ("the speed is c = 299,792,458 m/s.", "c = 299,792,458 m/s"),
        ("Then e^(iπ) + 1 = 0", "e^(iπ) + 1 = 0"),
        ("A = π r²", "A = π r²"),
        ("E=mc² 是著名的公式", "E=mc²"),
        ("d = √(x² + y²)", "d = √(x² + y²)"),
        ("Force = mass × acceleration.", "Force = mass × acceleration"),
        (r"Use $\frac{a}{b} = c$ now", r"\frac{a}{b} = c"),
        ("GDP = C + I + G", "GDP = C + I + G"),
    ],
)
def test_an_equation_is_found_in_full(sentence: str, equation: str) -> None:
    assert [found.plain for found in find_equations([sentence])] == [equation]


@pytest.mark.parametrize(
    "sentence",
    [
        "color=red size=3",
        "https://x.org/?a=b",
        "if a == b then",
        "$5 and $10 = x",
        r"$\input{/etc/passwd} = 1$",
        r"$\write18{ls} = 1$",
        "rate = 5",
        "1 + 1 = 2",
        "F = m a",
        "S = k log W",
        "The result = good, he said.",
        "a <= b and b >= c",
    ],
)
def test_text_without_a_complete_equation_gives_none(sentence: str) -> None:
    assert list(find_equations([sentence])) == []


@pytest.mark.parametrize(
    ("plain", "tex"),
    [
        ("E = mc^2", "E = mc^{2}"),
        ("x₁ = v_0", "x_{1} = v_{0}"),
        ("A = πr²", r"A = \pi r^{2}"),
        ("c = 299,792,458 m/s", r"c = 299{,}792{,}458\,\mathrm{m/s}"),
        ("sin(x) = 1", r"\sin(x) = 1"),
    ],
)
def test_plain_equations_become_latex(plain: str, tex: str) -> None:
    assert to_tex(plain) == tex


@pytest.mark.parametrize(
    ("beat", "bars"),
    [
        (
            "Mars 3,390 km, Earth 6,371 km and Jupiter 69,911 km.",
            [("Mars", 3390, "3,390 km"), ("Earth", 6371, "6,371 km"), ("Jupiter", 69911, "69,911 km")],
        ),
        ("Solar: 12 %; Wind: 24 %", [("Solar", 12, "12 %"), ("Wind", 24, "24 %")]),
        ("Shares: Solar 12.5 %, Wind 24 %.", [("Solar", 12.5, "12.5 %"), ("Wind", 24, "24 %")]),
        ("甘蔗：8%，玉米：4%。", [("甘蔗", 8, "8%"), ("玉米", 4, "4%")]),
        ("القمح ٤٪، الأرز ٢٪", [("القمح", 4, "٤٪"), ("الأرز", 2, "٢٪")]),
        ("Alpha (5 m), Beta (6 m)", [("Alpha", 5, "5 m"), ("Beta", 6, "6 m")]),
    ],
)
def test_labelled_numbers_of_one_unit_become_bars(beat: str, bars: list[tuple[str, float, str]]) -> None:
    (chart,) = find_charts([beat])
    assert [(bar.label, bar.value, bar.shown) for bar in chart.bars] == bars


@pytest.mark.parametrize(
    "beat",
    [
        "It rose by 5 km, fell by 3 km.",
        "Start: 1961, end: 2001",
        "Oslo -5 °C, Rome 12 °C",
        "Mars 3,390 km, Earth 5 kg",
        "On May 5, June 3",
        "He ran 5 km in 3 hours.",
        "A: 1.234 km, B: 12 km",
        "Same 5 m, same 6 m",
    ],
)
def test_other_numbers_are_not_charted(beat: str) -> None:
    assert list(find_charts([beat])) == []


@pytest.mark.parametrize(
    ("beats", "steps"),
    [
        (["The path is: Sunlight → Chlorophyll → Sugar. More"], ["Sunlight", "Chlorophyll", "Sugar"]),
        (["Sea -> cloud -> rain, again."], ["Sea", "cloud", "rain"]),
        (
            ["First, light hits the leaf. Then, water splits.", "Finally, sugar forms."],
            ["light hits the leaf", "water splits", "sugar forms"],
        ),
        (["1. Mix it. 2. Knead it.", "3. Bake it at 230 °C."], ["Mix it", "Knead it", "Bake it at 230 °C"]),
        (["首先磨豆，然后加水，最后过滤。"], ["磨豆", "加水", "过滤"]),
        (["الشمس ← الماء ← الحياة"], ["الشمس", "الماء", "الحياة"]),
    ],
)
def test_steps_that_lead_to_each_other_become_a_flow(beats: list[str], steps: list[str]) -> None:
    assert [part.text for part in next(find_flows(beats)).parts] == steps


@pytest.mark.parametrize(
    "beat",
    ["x → ∞", "def f(x) -> int:", "First I went. Then no.", "The first man then finally left.", "a <-> b"],
)
def test_other_arrows_and_sequence_words_give_no_flow(beat: str) -> None:
    assert list(find_flows([beat])) == []


def test_two_sides_are_compared_by_the_sentences_about_each() -> None:
    (found,) = find_comparisons("Protocols", ["TCP vs UDP: two ways.", "TCP is safe. UDP is fast."])
    assert (found.left.text, found.right.text) == ("TCP", "UDP")
    assert [point.text for point in found.left_points] == ["is safe"]
    assert [point.text for point in found.right_points] == ["is fast"]


def test_pros_and_cons_are_compared() -> None:
    (found,) = find_comparisons("Bikes", ["Pros: cheap; quick; Cons: wet in the rain"])
    assert [part.text for part in found.left_points] == ["cheap", "quick"]
    assert [part.text for part in found.right_points] == ["wet in the rain"]


@pytest.mark.parametrize(
    "beat", ["In the case of Roe vs Wade the court ruled.", "Pros: cheap.", "Unlike A, B is."]
)
def test_other_sentences_are_no_comparison(beat: str) -> None:
    assert list(find_comparisons("Title", [beat])) == []


@given(st.lists(st.text(min_size=1, max_size=220), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_pictures_never_share_a_beat(beats: list[str]) -> None:
    taken = [
        number
        for visual in find_visuals(Section(title="T", beats=tuple(beats)))
        for number in beats_of(visual)
    ]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(range(1, len(beats) + 1))


@given(st.text(min_size=1, max_size=300), st.text(max_size=300), st.integers(0, 12))
@settings(max_examples=200, deadline=None)
def test_phrases_are_few_and_short_and_in_the_words_of_the_beat(
    beat: str, section: str, most_words: int
) -> None:
    phrases = key_phrases(beat, section, most_words)
    assert 1 <= len(phrases) <= 3
    assert len(phrases) == 1 or len(" ".join(phrases).split()) <= most_words
    for phrase in phrases:
        assert width_of(phrase) <= MAX_PHRASE_WIDTH + 2
        assert phrase.rstrip("…") in " ".join(beat.split()) or phrase in beat


@pytest.mark.parametrize(
    ("beats", "title"),
    [
        (["Photosynthesis is the process by which plants grow."], "Photosynthesis"),
        (["The path of energy is: sun to sugar.", "More."], "The path of energy"),
        (["光合作用是绿色植物利用光能的过程。"], "光合作用"),
    ],
)
def test_the_topic_is_the_subject_of_a_definition(beats: list[str], title: str) -> None:
    assert topic(beats, 36) == title
