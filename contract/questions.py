"""What is a text of one's own and what is a question, and which questions need a model. Pure."""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from contract.catalogue import OFFLINE_MODEL, missing_variables
from contract.failure import FailureCode, PodreelError
from contract.lessons import LESSONS, lesson_named
from contract.punctuation import CLOSERS, QUESTION_MARKS
from contract.sentences import split_sentences
from contract.unspaced import HAN, KANA, SOUTH_EAST_ASIAN
from contract.video import VideoRequest

TEXT_SENTENCES = 3
TEXT_WORDS = 40
_CHARACTERS_OF_A_WORD = 2
# Of the providers that need no further setting.
_KEYS = missing_variables(("anthropic", "openai"))
_NAME_ITS_MODEL = (
    "MODEL_SERVER_URL is set, but EXPLANATION_MODELS names no model of that server: add one, such as "
    "EXPLANATION_MODELS=server:qwen3."
)
_UNSPACED = re.compile(f"[{SOUTH_EAST_ASIAN}{KANA}{HAN}]")
# An empty line, or a line that begins with the mark of a heading or list, begins another sentence.
_NEW_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[ \t]*(?:[-*+•#]|\d{1,3}[.)])[ \t#])")


class RequestKind(StrEnum):
    """What a request asks for."""

    QUESTION = "question"
    TEXT = "text"
    LESSON = "lesson"
    """A built-in one."""
    EXPLANATION = "explanation"
    """The user's own, in place of a model's."""
    SCRIPT = "script"


def is_text(prompt: str) -> bool:
    """Whether a prompt is a text to present, not a question to answer.

    A text has at least `TEXT_SENTENCES` sentences or `TEXT_WORDS` words, and does not only ask. Two
    characters of a script without spaces count as one word.
    """
    sentences = [
        sentence
        for paragraph in _NEW_PARAGRAPH.split(prompt)
        for sentence in split_sentences(paragraph)
        if any(map(str.isalnum, sentence))
    ]
    if all(sentence.rstrip(CLOSERS)[-1] in QUESTION_MARKS for sentence in sentences):
        return False
    return len(sentences) >= TEXT_SENTENCES or count_words(prompt) >= TEXT_WORDS


def count_words(text: str) -> int:
    """The words of a text in any script."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text).split()
    return unspaced // _CHARACTERS_OF_A_WORD + sum(any(map(str.isalnum, word)) for word in spaced)


def kind_of(request: VideoRequest) -> RequestKind:
    """What the request asks for."""
    if request.script is not None:
        return RequestKind.SCRIPT
    if request.explanation is not None:
        return RequestKind.EXPLANATION
    if request.as_text or is_text(request.prompt):
        return RequestKind.TEXT
    if request.model == OFFLINE_MODEL and lesson_named(request.prompt, request.language) is not None:
        return RequestKind.LESSON
    return RequestKind.QUESTION


def is_spoken_as_written(request: VideoRequest) -> bool:
    """Whether the user's own words are spoken; a model explains a prompt in its own, unless told not to."""
    match kind_of(request):
        case RequestKind.SCRIPT | RequestKind.EXPLANATION:
            return True
        case RequestKind.TEXT:
            return request.as_text or request.model == OFFLINE_MODEL
        case _:
            return False


def require_answerable(
    request: VideoRequest, usable_models: Sequence[str], usable_providers: Collection[str] = ()
) -> None:
    """Raises PodreelError(not_configured) for a question to the offline model, which can't answer it.

    `usable_models` are the models that are configured here, the best first, from `usable_providers`.
    """
    if request.model != OFFLINE_MODEL or kind_of(request) is not RequestKind.QUESTION:
        return
    if usable_models:
        detail = "The model 'offline' can't answer a question"
        way = f"Leave out the model: {usable_models[0]} is configured here."
    else:
        detail = "No model is configured here, so nothing can answer a question"
        way = _NAME_ITS_MODEL if "server" in usable_providers else f"Set {' or '.join(_KEYS)}."
    lessons = ", ".join(f"“{lesson.prompt}”" for lesson in LESSONS)
    raise PodreelError(
        FailureCode.NOT_CONFIGURED,
        f"{detail}; without a model there are the built-in lessons {lessons} (in English), and texts of "
        f"your own: {TEXT_SENTENCES} sentences or {TEXT_WORDS} words.",
        f"{way} Or send a lesson's question or a text; `as_text` (--as-text) makes a text of any prompt.",
    )
