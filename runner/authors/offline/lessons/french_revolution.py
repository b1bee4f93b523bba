"""The French Revolution: how debt, hunger and privilege brought down a kingdom in one summer."""

from manim import *

from scenekit import NarratedScene
from scenekit.pictures import BarChart, CauseChain, PieChart, Quotation, Statement, Timeline

NARRATION = {
    "title": "The French Revolution",
    "language": "en",
    "sections": [
        {
            "scene": "ThreeEstates",
            "title": "A kingdom of three estates",
            "beats": [
                "France in 1789: twenty-eight million people, in three estates.",
                "The clergy and the nobles are barely two in a hundred. They own much of the land, "
                "and pay hardly any taxes. The other ninety-eight pay for all.",
                "And when the estates meet, each has one vote: "
                "the two small ones can always outvote the great one.",
            ],
        },
        {
            "scene": "DebtAndHunger",
            "title": "Debt and hunger",
            "beats": [
                "The crown is nearly bankrupt. It paid for its wars with loans, "
                "and half of all that it spends now goes to the debt.",
                "Then the harvest of 1788 fails. A worker in Paris used to spend half his wages on bread. "
                "In the spring of 1789, it is almost nine tenths.",
            ],
        },
        {
            "scene": "OneSummer",
            "title": "One summer",
            "beats": [
                "In May, the king calls the Estates-General, for he needs new taxes. "
                "In June, the third estate declares itself the National Assembly of France.",
                "In July, afraid of the king's troops, the people of Paris storm the Bastille. "
                "And in one night in August, the privileges of the nobles are swept away.",
            ],
        },
        {
            "scene": "FreeAndEqual",
            "title": "Free and equal",
            "beats": [
                "Then the Assembly writes down: men are born and remain free and equal in rights. "
                "On this sentence, France shall stand from now on.",
                "Privilege, debt and hunger: each of them was old. Only together, in one summer, "
                "did they make a revolution.",
                "So when you ask why something happened, look for more than one cause.",
            ],
        },
    ],
}

ESTATES = ("Clergy", 0.5, "0.5 %"), ("Nobles", 1.5, "1.5 %"), ("Third estate", 98, "98 %")
VOTES = ("Clergy and nobles", 2, "2 votes"), ("Third estate", 1, "1 vote")
SPENDING = ("Debt", 51, "51 %"), ("Army and navy", 26, "26 %"), ("All else", 23, "23 %")  # of 1788
BREAD = ("Before", 50, "50 % of wages"), ("Spring 1789", 88, "88 % of wages")  # a labourer's, in Paris
EVENTS = (
    ("May 1789", "Estates-General"),
    ("June 1789", "National Assembly"),
    ("July 1789", "Storming of the Bastille"),
    ("August 1789", "End of privileges"),
)


class ThreeEstates(NarratedScene):
    def construct(self):
        people = PieChart(self, *ESTATES)
        self.play(Write(self.title("A kingdom of three estates")), run_time=0.4)
        with self.beat(1) as beat:
            people.draw(beat, ("Third estate", "France"), ("Clergy", "people"), ("Nobles", "three"))
            people.keep_moving(beat)
        with self.beat(2) as beat:
            people.highlight(beat, "Clergy", "Nobles", ("Third estate", "the other"))
            people.keep_moving(beat)
        votes = BarChart(self, *VOTES)
        with self.beat(3) as beat:
            people.leave(beat)
            votes.draw(beat, ("Clergy and nobles", "each has"), ("Third estate", "one vote"))
            votes.keep_moving(beat)
        self.leave()


class DebtAndHunger(NarratedScene):
    def construct(self):
        spending, bread = PieChart(self, *SPENDING), BarChart(self, *BREAD)
        self.play(Write(self.title("Debt and hunger")), run_time=0.4)
        with self.beat(1) as beat:
            spending.draw(beat, ("Debt", "the crown"), ("Army and navy", "wars"), ("All else", "loans"))
            spending.highlight(beat, ("Debt", "half"))
            spending.keep_moving(beat)
        with self.beat(2) as beat:
            spending.leave(beat)
            bread.draw(beat, ("Before", "a worker"), ("Spring 1789", "in the spring"))
            bread.keep_moving(beat)
        self.leave()


class OneSummer(NarratedScene):
    def construct(self):
        summer = Timeline(self, *EVENTS)
        (_, calls), (_, assembly), (_, storm), (_, end) = EVENTS
        self.play(Write(self.title("One summer")), run_time=0.4)
        with self.beat(1) as beat:
            summer.draw(beat, (calls, "in May"), (assembly, "in June"))
            summer.keep_moving(beat)
        with self.beat(2) as beat:
            summer.draw(beat, (storm, "in July"), (end, "and in one night"))
            summer.keep_moving(beat)
        self.leave()


class FreeAndEqual(NarratedScene):
    def construct(self):
        article = "Men are born and remain free and equal in rights."
        source = "Declaration of the Rights of Man, 1789"
        rights = Quotation(self, article, source)
        causes = CauseChain(self, ("Privilege", "Debt", "Hunger"), "Revolution")
        heading = self.title("Free and equal")
        self.play(Write(heading), run_time=0.4)
        with self.beat(1) as beat:
            rights.draw(beat, (article, "men are born"), (source, "on this"))
            rights.keep_moving(beat)
        with self.beat(2) as beat:
            rights.leave(beat)
            causes.draw(beat, "Privilege", "Debt", "Hunger", ("Revolution", "did they"))
            causes.keep_moving(beat)
        last = Statement(self, "Look for more than one cause")
        with self.beat(3) as beat:
            causes.highlight(beat, ("Revolution", "why something"))
            beat.until("look")
            self.play(FadeOut(causes.on_screen, heading), run_time=0.2)
            last.speak(beat)
        self.leave()
