"""The built-in lessons, which need no model: their titles, and which prompts name them. Pure."""

import re
from dataclasses import dataclass

_FILLERS = frozenset(
    "a about an and basics by can did do does explain for give how i in introduction intuition intuitively "
    "is it lesson make me of on please s show simple simply teach tell that the to understand us video "
    "visualise visualize visually want we what why with work works you your".split()
)


@dataclass(frozen=True)
class LessonEntry:
    """A lesson: its field, a prompt for it, its length, the words it must contain, and others that it may."""

    name: str
    field: str
    prompt: str
    seconds: int
    required: tuple[frozenset[str], ...]
    allowed: frozenset[str]


def _words(*alternatives: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(alternative.split()) for alternative in alternatives)


LESSONS = (
    LessonEntry(
        "pythagoras",
        "mathematics",
        "Explain the Pythagorean theorem",
        96,
        _words("pythagorean theorem", "pythagoras"),
        frozenset(
            "pythagorean pythagoras theorem proof prove true right triangle rearrangement visual".split()
        ),
    ),
    LessonEntry(
        "binary_search",
        "computing",
        "Explain binary search",
        96,
        _words("binary search"),
        frozenset("binary search algorithm sorted list array fast so".split()),
    ),
    LessonEntry(
        "fourier_square_wave",
        "physics",
        "Explain the Fourier series of a square wave",
        95,
        _words("fourier square wave"),
        frozenset("fourier series square wave waves sine sines from harmonics decomposition".split()),
    ),
    LessonEntry(
        "supply_and_demand",
        "economics",
        "Explain supply and demand",
        86,
        _words("supply demand"),
        frozenset("supply demand law curve curves make price prices market equilibrium economics".split()),
    ),
    LessonEntry(
        "english_words",
        "language",
        "Explain where English words come from",
        95,
        _words("english words", "english vocabulary"),
        frozenset("english words word vocabulary where come comes came from origin origins history".split()),
    ),
    LessonEntry(
        "natural_selection",
        "biology",
        "Explain natural selection",
        84,
        _words("natural selection", "darwin finches", "darwins finches"),
        frozenset(
            "natural selection evolution works darwin darwins finches finch galápagos galapagos beak "
            "beaks theory population adapt adaptation changed changes change species".split()
        ),
    ),
    LessonEntry(
        "french_revolution",
        "history",
        "Explain the French Revolution",
        84,
        _words("french revolution"),
        frozenset(
            "french revolution cause causes caused did 1789 begin start started happen history".split()
        ),
    ),
    LessonEntry(
        "earthquake",
        "earth",
        "Explain how earthquakes are located",
        80,
        _words("earthquakes located", "earthquakes find", "earthquake find", "earthquake located"),
        frozenset("are earthquake earthquakes located find epicenter where began seismologists".split()),
    ),
    LessonEntry(
        "lithium_battery",
        "technology",
        "Explain how a lithium-ion battery works",
        95,
        _words("lithium battery", "lithium batteries", "phone battery"),
        frozenset(
            "lithium ion battery batteries phone inside store stores energy charge charging cell".split()
        ),
    ),
    LessonEntry(
        "ph_scale",
        "chemistry",
        "Explain the pH scale",
        85,
        _words("ph scale", "ph acid", "ph acids", "ph value"),
        frozenset("ph scale value values acid acids base bases mean means water chemistry".split()),
    ),
)


def lesson_named(prompt: str, language: str) -> LessonEntry | None:
    """The lesson that `prompt` names without asking for anything else; None for any other text."""
    if language.split("-")[0] != "en":
        return None
    words = set(re.findall(r"\w+", prompt.lower())) - _FILLERS
    for lesson in LESSONS:
        if any(required <= words for required in lesson.required) and words <= lesson.allowed:
            return lesson
    return None
