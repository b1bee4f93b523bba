"""Texts are told from questions by a rule that people can guess, in all scripts; questions need a model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from contract.lessons import LESSONS, LessonEntry, lesson_named
from contract.questions import RequestKind, count_words, is_text, kind_of, require_answerable
from contract.video import VideoRequest, parse_request
from tests.contract.bare_questions import QUESTIONS

TEXTS = {
    "en": "Light is a wave. Blue light scatters most. So the sky is blue.",
    "de": "Licht ist eine Welle. Blaues Licht wird am meisten gestreut. Darum ist der Himmel blau.",
    "ar": "الضوء موجة. الأزرق يتشتت أكثر. لذلك السماء زرقاء.",
    "hi": "प्रकाश एक तरंग है। नीला अधिक बिखरता है। इसलिए आसमान नीला है।",
    "zh": "光是一种波。蓝光散射最强。所以天空是蓝色的。",
    "ja": "光は波です。青い光はよく散乱します。だから空は青いです。",
    "a list": "Colours of the sky:\n- blue at noon\n- red in the evening",
    "sections": "# Square\n\nA square has four sides.\n\n# Circle\n\nIt has none.",
    "40 words": "so " * 40,
    "Thai without marks": "ท้องฟ้าเป็นสีฟ้าเพราะแสงสีน้ำเงินกระเจิงมากกว่าแสงสีแดง" * 2,
    "a question within": "Light is a wave. Why is the sky blue? Blue light scatters most.",
}
NEARLY = {
    "two sentences": "Tell me about light. I am twelve years old.",
    "abbreviations": "What is e.g. Dr. Smith's law, i.e. the one of 1990?",
    "39 words": "so " * 39,
    "three questions": "What is light? Why is it fast? How fast?",
    "a long question": f"Why is it {'so ' * 60} blue?",
    "two lines of one sentence": "Why is the sky\nblue at noon and red\nin the evening",
    "more than a lesson": "Explain binary search in a rotated tree of numbers",
    "marks": "Why is the sky blue?!?! ... !!! ???",
    "dots": "So... why is the sky... blue",
    "Chinese of one sentence": "请给我讲一讲天空为什么是蓝色的以及为什么晚上会变成红色",
}


@pytest.mark.parametrize("prompt", [*QUESTIONS.values(), *NEARLY.values()], ids=[*QUESTIONS, *NEARLY])
def test_a_question_needs_a_model(prompt: str) -> None:
    assert not is_text(prompt)
    request = parse_request({"prompt": prompt})
    assert kind_of(request) is RequestKind.QUESTION
    with pytest.raises(PodreelError) as caught:
        require_answerable(request, ())
    error = caught.value
    assert (error.code, error.exit_status) == (FailureCode.NOT_CONFIGURED, 77)
    assert all(lesson.prompt in error.detail for lesson in LESSONS)
    assert "3 sentences or 40 words" in error.detail
    assert error.next_step.startswith("Set ANTHROPIC_API_KEY or OPENAI_API_KEY.")
    assert "as_text" in error.next_step


@pytest.mark.parametrize("prompt", TEXTS.values(), ids=TEXTS)
def test_a_text_is_presented_without_a_model(prompt: str) -> None:
    assert is_text(prompt)
    require_answerable(parse_request({"prompt": prompt}), ())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_answers_the_prompt_that_is_told(lesson: LessonEntry) -> None:
    assert lesson_named(lesson.prompt, "en") is lesson
    require_answerable(parse_request({"prompt": lesson.prompt}), ())
    with pytest.raises(PodreelError):
        require_answerable(parse_request({"prompt": lesson.prompt, "language": "de"}), ())


@pytest.mark.parametrize(
    "own",
    [{"as_text": True}, {"script": "x = 1"}, {"explanation": "Light is blue."}],
    ids=lambda own: next(iter(own)),
)
def test_what_is_the_users_own_needs_no_model(own: dict[str, object]) -> None:
    request = parse_request({"prompt": QUESTIONS["en"], **own})
    assert kind_of(request) is not RequestKind.QUESTION
    require_answerable(request, ())


def test_a_question_to_a_model_is_asked() -> None:
    request = parse_request({"prompt": QUESTIONS["en"], "model": "claude-4-sonnet"})
    assert kind_of(request) is RequestKind.QUESTION
    require_answerable(request, ("claude-4-sonnet",))


def test_where_a_model_is_configured_a_question_to_the_offline_model_names_it() -> None:
    with pytest.raises(PodreelError, match="'offline' can't answer a question") as caught:
        require_answerable(parse_request({"prompt": QUESTIONS["en"]}), ("gpt-5",))
    assert "gpt-5 is configured here" in caught.value.next_step


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two", 2), ("e = m c²", 3), ("天空是蓝色", 2), ("LED灯很亮", 2), ("한국어 문장", 2)],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(max_size=400))
def test_any_prompt_is_decided_and_more_of_it_is_still_a_text(text: str) -> None:
    if is_text(text):
        assert is_text(f"{text}\n\nLight is a wave.")
        assert kind_of(VideoRequest.model_construct(prompt=text)) is not RequestKind.QUESTION


@given(st.lists(st.sampled_from(sorted(QUESTIONS.values())), min_size=1, max_size=5))
def test_however_many_questions_are_no_text(questions: list[str]) -> None:
    asked = [question for question in questions if question.endswith(("?", "؟"))]
    assert not is_text("\n".join(asked))
