"""A brief, a plan and a draft of a short video, for tests of prompts."""

from contract.result_parts import Correction
from runner.authors.models.scripting.answers import Plan
from runner.authors.models.scripting.brief import ScriptBrief, SectionBrief
from runner.script.draft import BeatPacing, Draft, ScriptFault, SeenSection
from runner.speech.voice import SpeechTimes, WordTime
from runner.text.explanation import Section

SCENE = "class Section1(NarratedScene):\n    def construct(self):\n        self.wait(1)\n"
OTHER = SCENE.replace("Section1", "Section2")


def said(title: str, *beats: str) -> Section:
    return Section(title=title, beats=beats)


def timed(seconds: float, *words: str) -> SpeechTimes:
    """A beat whose words begin every tenth of a second."""
    times = (WordTime(word, place / 10, place / 10 + 0.1) for place, word in enumerate(words))
    return SpeechTimes(seconds, tuple(times))


BRIEF = ScriptBrief(
    title="Waves",
    language="de",
    theme="light",
    aspect="9:16",
    frame_width=8,
    frame_height=14.2222,
    sections=(
        SectionBrief(
            said("Der Anfang", "Eine Welle.", "Noch eine."),
            (timed(1.5, "Eine", "Welle."), SpeechTimes(2.341)),
            ("Wellen tragen Energie.", "Noch eine."),
            (Correction(section_id="section-1", text="sagt, dass Wellen Wasser tragen", beats=(1,)),),
        ),
        SectionBrief(
            said("Das Ende", "Sie rollt aus."), (timed(3.0, "Sie", "rollt", "aus."),), ("Sie rollt aus.",)
        ),
    ),
)
PLAN = Plan("REACH = 3\n", {1: "A circle grows.", 2: "It fades."})
DRAFT = Draft("REACH = 3\n", {"Section1": SCENE, "Section2": OTHER})
FAULT = ScriptFault(
    "Section2", "```text\nNameError: no\n```", "> 3 | x", ("line 3: the name 'x' is not defined",), "Circle()"
)
PACING = (BeatPacing(1, 0.0, 1.5, 4.25), BeatPacing(2, 4.6, 2.34, 2.34))
SEEN = {"Section1": SeenSection(PACING, ("beat 1, at 0.50 s, small_text: “wave” has size 12",))}
