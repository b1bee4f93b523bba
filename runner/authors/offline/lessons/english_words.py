"""Where English words come from, and the ships, wars and books that brought them."""

from manim import *

from scenekit import NarratedScene
from scenekit.pictures import CellRow, Comparison, DataTable, IconList, PieChart, Timeline

NARRATION = {
    "title": "Where English words come from",
    "language": "en",
    "sections": [
        {
            "scene": "ThreeWords",
            "title": "Three words for one thing",
            "beats": [
                "You can ask, question or interrogate. A crown is kingly, royal or regal. "
                "A place is holy, sacred or consecrated.",
                "The first word of each row is plain old English, the second is French, the third is Latin. "
                "How did they come together?",
            ],
        },
        {
            "scene": "WordsByShip",
            "title": "Words that came by ship",
            "beats": [
                "Around the year 450, Angles and Saxons land in Britain. Their words are still the warmest: "
                "house, bread, water, love.",
                "In 865 a great army of Vikings lands. From the north come sky, egg, knife, and even they.",
                "In 1066 the Normans conquer England, and for about three hundred years "
                "its kings and judges speak French.",
                "In 1476 a printing press opens in Westminster. With books come learned words, "
                "from Latin and from Greek.",
            ],
        },
        {
            "scene": "FieldAndTable",
            "title": "In the field and on the table",
            "beats": [
                "You can still hear it at dinner. Farmers, who spoke English, kept the cow, "
                "the pig and the sheep.",
                "On the lord's table, where French was spoken, they became beef, pork and mutton.",
            ],
        },
        {
            "scene": "TwoCounts",
            "title": "Two ways to count",
            "beats": [
                "Of eighty thousand words in a dictionary, 28 percent come from French, 28 from Latin, "
                "and only 25 are Germanic.",
                "But count what people really say, and the old words win. "
                "All of the ten most common ones are Germanic.",
                "Ships, wars and books have all left their words: "
                "every English sentence carries a little history.",
            ],
        },
    ],
}


class ThreeWords(NarratedScene):
    def construct(self):
        rows = (
            ("ask", "question", "interrogate"),
            ("kingly", "royal", "regal"),
            ("holy", "sacred", "consecrated"),
        )
        table = DataTable(self, ("Old English", "French", "Latin"), *rows)
        self.play(Write(self.title("Three words for one thing")), run_time=0.4)
        with self.beat(1) as beat:
            table.draw(beat)
            table.keep_moving(beat)
        with self.beat(2) as beat:
            table.highlight(beat, ("Old English", "first"), ("French", "second"), ("Latin", "third"))
            table.keep_moving(beat)
        self.leave()


class WordsByShip(NarratedScene):
    def construct(self):
        events = (
            (450, "House, bread, water"),
            (865, "Sky, egg, they"),
            (1066, "Judge, royal"),
            (1476, "Science, atom"),
        )
        arrivals = Timeline(self, *events)
        self.play(Write(self.title("Words that came by ship")), run_time=0.4)
        for number, (year, words) in enumerate(events, start=1):
            with self.beat(number) as beat:
                arrivals.draw(beat, (words, str(year)))
                arrivals.keep_moving(beat)
        self.leave()


class FieldAndTable(NarratedScene):
    def construct(self):
        farm, table = ("In the field", "cow", "pig", "sheep"), ("On the table", "beef", "pork", "mutton")
        dinner = Comparison(self, farm, table)
        self.play(Write(self.title("In the field and on the table")), run_time=0.4)
        with self.beat(1) as beat:
            dinner.draw(beat, ("In the field", "Farmers"), *farm[1:])
            dinner.keep_moving(beat)
        with self.beat(2) as beat:
            dinner.draw(beat, ("On the table", "table"), *table[1:])
            dinner.keep_moving(beat)
        self.leave()


class TwoCounts(NarratedScene):
    def construct(self):
        slices = (
            ("French", 28, "28 %"),
            ("Latin", 28, "28 %"),
            ("Germanic", 25, "25 %"),
            ("Others", 19, "19 %"),
        )
        shares = PieChart(self, *slices)
        words = "the of and to in a is that it he".split()
        common = CellRow(self, *words, first_index=1)
        bearers = IconList(self, ("sailboat", "Ships"), ("swords", "Wars"), ("book", "Books"))
        self.play(Write(self.title("Two ways to count")), run_time=0.4)
        with self.beat(1) as beat:
            shares.draw(
                beat,
                ("French", "dictionary"),
                ("Latin", "Latin"),
                ("Germanic", "only"),
                ("Others", "Germanic"),
            )
            shares.keep_moving(beat)
        with self.beat(2) as beat:
            shares.leave(beat)
            spoken = "But count what people really say and the old words".split()
            common.draw(beat, *zip(words, spoken, strict=True))
            common.mark(beat, *range(10), when="Germanic")
            common.keep_moving(beat)
        with self.beat(3) as beat:
            common.leave(beat)
            bearers.draw(beat, ("Ships", "ships"), ("Wars", "wars"), ("Books", "books"))
            bearers.keep_moving(beat)
        self.leave()
