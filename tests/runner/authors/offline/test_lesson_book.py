"""Which requests get a built-in lesson, and that each lesson's scenes match its narration."""

import ast
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.authors.offline.lesson_book import Lesson, all_lessons, find_lesson, lesson_of_text
from runner.script.source import read_script
from runner.text.explanation import Explanation, Section

LESSONS = {lesson.name: lesson for lesson in all_lessons()}


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("Explain the Pythagorean theorem", "pythagoras"),
        ("Pythagorean theorem", "pythagoras"),
        ("pythagoras", "pythagoras"),
        ("What is Pythagoras' theorem, and why is it true?", "pythagoras"),
        ("Prove the Pythagorean theorem with a visual proof, please!", "pythagoras"),
        ("Show me a proof of the PYTHAGOREAN THEOREM by rearrangement", "pythagoras"),
        ("Explain binary search", "binary_search"),
        ("How does binary search work?", "binary_search"),
        ("What's the binary search algorithm?", "binary_search"),
        ("Why is binary search so fast in a sorted list?", "binary_search"),
        ("Explain the Fourier series of a square wave", "fourier_square_wave"),
        ("How do sine waves make a square wave? Fourier!", "fourier_square_wave"),
        ("How do supply and demand make prices?", "supply_and_demand"),
        ("Where do English words come from?", "english_words"),
        ("How does natural selection change a species?", "natural_selection"),
        ("Why did the French Revolution happen?", "french_revolution"),
        ("What does a pH value mean?", "ph_scale"),
        ("How do seismologists find where an earthquake began?", "earthquake"),
        ("How does a lithium-ion battery work?", "lithium_battery"),
    ],
)
def test_a_request_that_names_a_lesson_gets_it(prompt: str, name: str) -> None:
    lesson = find_lesson(prompt, "en")
    assert lesson is not None
    assert lesson.name == name


@pytest.mark.parametrize(
    "prompt",
    [
        "Explain binary search trees",
        "Explain linear search",
        "Explain binary numbers",
        "Explain binary search and quicksort",
        "Compare binary search with hashing",
        "Explain the Fourier transform",
        "Explain the Fourier series of a triangle wave",
        "What is a square wave good for?",
        "Who was Pythagoras, and how did he live on Samos?",
        "Explain the theorem of Thales",
        "Explain the Pythagorean theorem in hyperbolic geometry",
        "Explain the demand for lithium",
        "Explain the natural selection of antibiotics",
        "Explain the French Revolution of 1848",
        "Explain the pH of blood",
        "Explain the earthquake of Lisbon",
        "Explain photosynthesis",
        "Please explain how this works",
        "...........",
        "",
    ],
)
def test_a_request_for_something_else_gets_no_lesson(prompt: str) -> None:
    assert find_lesson(prompt, "en") is None


@pytest.mark.parametrize(
    "prompt",
    [
        "Explique le théorème de Pythagore",
        "Erkläre den Satz des Pythagoras",
        "Was ist binary search?",
        "Объясни binary search подробно",
        "毕达哥拉斯定理 (Pythagoras) 是什么?",
        "什么是 binary search?",
        "مبرهنة فيثاغورس Pythagoras theorem",
        "Εξήγησε το Fourier square wave",
    ],
)
def test_a_request_in_another_language_gets_no_lesson_even_if_it_is_called_english(prompt: str) -> None:
    assert find_lesson(prompt, "en") is None


@pytest.mark.parametrize("language", ["de", "fr", "zh", "es-419"])
def test_lessons_are_spoken_in_english_only(language: str) -> None:
    assert find_lesson("Explain binary search", language) is None


def test_british_english_is_english() -> None:
    assert find_lesson("Explain binary search", "en-GB") is not None


def test_a_long_pasted_text_about_a_lessons_subject_is_the_users_own() -> None:
    text = (
        "Binary search finds an item in a sorted list. It looks at the middle item, and throws away the half "
        "that cannot hold the answer. Each step halves the list, so a million items take about twenty steps. "
    )
    assert find_lesson(text, "en") is None
    assert find_lesson(text * 20, "en") is None


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: any(map(str.isalpha, text))))
def test_a_request_with_other_words_gets_no_lesson(text: str) -> None:
    assert find_lesson(f"Explain binary search and xyzzy{text}", "en") is None


@given(st.permutations("please explain to me how binary search works in a sorted list".split()))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert find_lesson(" ".join(words), "en") is LESSONS["binary_search"]


def test_a_lesson_is_recognised_by_its_explanation() -> None:
    for lesson in LESSONS.values():
        read_back = Explanation.model_validate_json(lesson.explanation.model_dump_json())
        assert lesson_of_text(read_back) is lesson


def test_a_changed_explanation_is_no_lesson() -> None:
    explanation = LESSONS["pythagoras"].explanation
    assert lesson_of_text(explanation.model_copy(update={"title": "Another"})) is None
    assert lesson_of_text(Explanation(title="T", sections=(Section(title="S", beats=("B.",)),))) is None


def test_no_two_lessons_are_of_one_field() -> None:
    fields = [lesson.field for lesson in LESSONS.values()]
    assert len(set(fields)) == len(fields) >= 3


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_four_sections_or_more_of_60_to_120_seconds(name: str) -> None:
    explanation = LESSONS[name].explanation
    words = sum(len(beat.split()) for beat in explanation.beats)
    assert len(explanation.sections) >= 4
    assert 60 <= words / 2.5 <= 120  # a calm voice speaks 150 words a minute


@pytest.mark.parametrize("name", LESSONS)
def test_each_section_of_a_lesson_has_a_scene_of_its_own(name: str) -> None:
    script = read_script(LESSONS[name].script)
    assert len(set(script.scenes)) == len(script.scenes)
    assert script.narration.explanation == LESSONS[name].explanation
    assert script.narration.language == "en"
    assert all(section.beats for section in script.narration.sections)


@pytest.mark.parametrize("name", LESSONS)
def test_the_scenes_of_a_lesson_show_exactly_the_beats_that_are_spoken(name: str) -> None:
    lesson = LESSONS[name]
    methods = {
        node.name: node for node in ast.walk(ast.parse(lesson.script)) if isinstance(node, ast.ClassDef)
    }
    for section in read_script(lesson.script).narration.sections:
        wanted = set(range(1, len(section.beats) + 1))
        shown = set(_beats(methods[section.scene]))
        assert shown <= wanted
        # A beat whose number is computed can't be read here; the rendered lesson counts it.
        if not _computes_beats(methods[section.scene]):
            assert shown == wanted


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_can_be_drawn_section_by_section(name: str) -> None:
    script = read_script(LESSONS[name].script)
    for scene in script.scenes:
        assert f"class {scene}" in script.source_for(scene)


def _beat_calls(scene: ast.ClassDef) -> Iterator[ast.expr]:
    for node in ast.walk(scene):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "beat":
            yield node.args[0]


def _beats(scene: ast.ClassDef) -> Iterator[int]:
    for number in _beat_calls(scene):
        if isinstance(number, ast.Constant) and isinstance(number.value, int):
            yield number.value


def _computes_beats(scene: ast.ClassDef) -> bool:
    return any(not isinstance(number, ast.Constant) for number in _beat_calls(scene))


def test_lessons_are_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    first: tuple[Lesson, ...] = all_lessons()
    assert all(one is other for one, other in zip(first, all_lessons(), strict=True))
