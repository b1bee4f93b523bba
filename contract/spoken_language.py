"""Which language a request's video speaks: the one given, else the one that its text is in. Pure."""

from dataclasses import dataclass

from contract.catalogue import LANGUAGES, OFFLINE_MODEL
from contract.language_recognition import recognise_language
from contract.lessons import lesson_named
from contract.video import DEFAULTS, VideoRequest


@dataclass(frozen=True)
class SpokenLanguage:
    """The recognised language that is to be spoken, if any, and a note about it, which may be empty."""

    recognised: str | None = None
    note: str = ""


def language_of(request: VideoRequest) -> SpokenLanguage:
    """What the request's text says about its language.

    A script names its own language, and the built-in lessons are in English.
    """
    if request.script is not None or _is_lesson(request):
        return SpokenLanguage()
    found = recognise_language(request.explanation or request.prompt)
    if found is None or _base(found) == _base(request.language):
        return SpokenLanguage()
    if "language" in request.model_fields_set:
        return SpokenLanguage(note=_mismatch(request, found))
    if found not in LANGUAGES:
        return SpokenLanguage(
            note=f"The text seems to be in a language that no voice here speaks ({found}), so the video is "
            f"in {named_language(request.language)}. Podreel speaks {', '.join(LANGUAGES)}."
        )
    return SpokenLanguage(
        found, f"No language was given; the text is in {named_language(found)}, so the video is, too."
    )


def named_language(code: str) -> str:
    """A language's own name with its code, such as `Deutsch (de)`."""
    return f"{LANGUAGES[code].name} ({code})" if code in LANGUAGES else code


def _is_lesson(request: VideoRequest) -> bool:
    is_own = request.explanation is not None or request.as_text
    return not is_own and lesson_named(request.prompt, DEFAULTS.language) is not None


def _mismatch(request: VideoRequest, found: str) -> str:
    """A note if words of one language are spoken as another; a model answers in any language."""
    if request.explanation is None and request.model != OFFLINE_MODEL:
        return ""
    return (
        f"The text seems to be in {named_language(found)}, but is spoken as "
        f"{named_language(request.language)}, the language that was given."
    )


def _base(code: str) -> str:
    return code.split("-")[0]
