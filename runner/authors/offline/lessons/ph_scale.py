"""The pH scale: what it counts, why one step is ten times, and what happens when acid meets base."""

from manim import *

from scenekit import NarratedScene
from scenekit.pictures import BarChart, BigNumber, CauseChain, DefinitionCard, Formula, NumberScale, Statement

NARRATION = {
    "title": "The pH scale",
    "language": "en",
    "sections": [
        {
            "scene": "SourAndSoapy",
            "title": "Sour, neutral, soapy",
            "beats": [
                "Lemon juice is sour, soap is slippery, and pure water is neither. "
                "Chemists put all three on one line: the pH scale.",
                "Below seven, a liquid is an acid: lemon juice has about two. "
                "Above seven it is a base: soap has ten, and drain cleaner nearly fourteen.",
            ],
        },
        {
            "scene": "WhatIsCounted",
            "title": "What is counted",
            "beats": [
                "What the scale counts are hydrogen ions: hydrogen atoms that have lost their electron. "
                "Even in pure water there are always a few of them.",
                "Each step down means ten times as many. From seven to six: ten times. "
                "From seven to five: a hundred times already.",
                "So lemon juice, at two, holds a hundred thousand times as many as water.",
            ],
        },
        {
            "scene": "AcidMeetsBase",
            "title": "Acid meets base",
            "beats": [
                "A base brings the opposite: hydroxide ions, oxygen and hydrogen with one electron too many. "
                "When the two ions meet, they become water: that is neutralization.",
                "Mix hydrochloric acid with caustic soda, both of them dangerous, in just the right amounts, "
                "and you get water and table salt.",
            ],
        },
        {
            "scene": "SmallNumbers",
            "title": "Small numbers, large changes",
            "beats": [
                "Your blood is kept close to seven point four. At seven, a person is in danger of death.",
                "And the oceans, which take up our carbon dioxide, "
                "went from eight point two to eight point one. "
                "That is a quarter more hydrogen ions.",
                "So when you read a pH, remember: one step on this scale is ten times.",
            ],
        },
    ],
}

LIQUIDS = ("lemon juice", 2), ("pure water", 7), ("soap", 10)
IONS = ("pH 7", 1, "1 ×"), ("pH 6", 10, "10 ×"), ("pH 5", 100, "100 ×")  # hydrogen ions, beside pure water
ION = "Hydrogen ion", "a hydrogen atom that has lost its electron"
MEETING = r"\mathrm{H}^{+} + \mathrm{OH}^{-} \rightarrow \mathrm{H_2O}"
SPECIES = {
    r"\mathrm{H}^{+}": "hydrogen ion",
    r"\mathrm{OH}^{-}": "hydroxide ion",
    r"\mathrm{H_2O}": "water",
}


class SourAndSoapy(NarratedScene):
    def construct(self):
        scale = NumberScale(self, *LIQUIDS, low=0, high=14)
        self.play(Write(self.title("Sour, neutral, soapy")), run_time=0.4)
        with self.beat(1) as beat:
            scale.draw(beat, "lemon juice", ("soap", "soap"), "pure water")
            scale.keep_moving(beat)
        with self.beat(2) as beat:
            scale.jump(beat, (7, "seven"), (2, "lemon"), (7, "above"), (10, "soap"), (13.8, "drain"))
            scale.keep_moving(beat)
        self.leave()


class WhatIsCounted(NarratedScene):
    def construct(self):
        ion, counts = DefinitionCard(self, *ION, icon="atom"), BarChart(self, *IONS)
        lemon = BigNumber(self, 100_000, "100,000 ×", "as many hydrogen ions in lemon juice as in water")
        self.play(Write(self.title("What is counted")), run_time=0.4)
        with self.beat(1) as beat:
            ion.draw(beat, (ION[0], "hydrogen ions"), (ION[1], "hydrogen atoms"))
            ion.keep_moving(beat)
        with self.beat(2) as beat:
            ion.leave(beat)
            counts.draw(beat, ("pH 7", "ten times"), ("pH 6", "to six"), ("pH 5", "to five"))
            counts.keep_moving(beat)
        with self.beat(3) as beat:
            counts.leave(beat)
            lemon.draw(beat)
            lemon.keep_moving(beat)
        self.leave()


class AcidMeetsBase(NarratedScene):
    def construct(self):
        reaction = Formula(self, MEETING, "H⁺ + OH⁻ → H₂O", SPECIES)
        mixing = CauseChain(self, ("Hydrochloric acid", "Caustic soda"), "Water and table salt")
        self.play(Write(self.title("Acid meets base")), run_time=0.4)
        with self.beat(1) as beat:
            reaction.draw(beat)
            reaction.keep_moving(beat)
        with self.beat(2) as beat:
            reaction.leave(beat)
            mixing.draw(beat, "Hydrochloric acid", "Caustic soda", ("Water and table salt", "water and"))
            mixing.keep_moving(beat)
        self.leave()


class SmallNumbers(NarratedScene):
    def construct(self):
        blood = NumberScale(self, ("danger of death", 7.0), ("blood", 7.35, 7.45), low=6.8, high=7.8)
        heading = self.title("Small numbers, large changes")
        self.play(Write(heading), run_time=0.4)
        with self.beat(1) as beat:
            blood.draw(beat, ("blood", "blood"), ("danger of death", "at seven"))
            blood.keep_moving(beat)
        sea = NumberScale(self, ("before industry", 8.2), ("today", 8.1), low=7.9, high=8.3)
        with self.beat(2) as beat:
            blood.leave(beat)
            sea.draw(beat, ("before industry", "from eight"), ("today", "to eight"))
            sea.jump(beat, (8.2, "that is"), (8.1, "quarter"))
        last = Statement(self, "One step is ten times")
        with self.beat(3) as beat:
            beat.until("one step")
            self.play(FadeOut(sea.on_screen, heading), run_time=0.2)
            last.speak(beat)
        self.leave()
