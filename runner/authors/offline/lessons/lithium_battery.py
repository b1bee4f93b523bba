"""How a lithium-ion battery works: ions that travel inside, and electrons that take the long way round."""

from manim import *

from scenekit import NarratedScene
from scenekit.pictures import BarChart, BigNumber, DefinitionCard, IconList

NARRATION = {
    "title": "How a battery works",
    "language": "en",
    "sections": [
        {
            "scene": "StoredEnergy",
            "title": "A box of stored energy",
            "beats": [
                "In your phone there is a box that stores energy, without a spring and without a flame.",
                "It is a lithium-ion battery: a cell that stores energy "
                "by moving lithium ions from one side to the other.",
            ],
        },
        {
            "scene": "InsideTheCell",
            "title": "Inside the cell",
            "beats": [
                "On the left is graphite, on the right a metal oxide. Between them is a liquid, "
                "which lets ions through, but no electrons.",
                "While you charge it, the charger pulls electrons out of the oxide, "
                "and pushes them through the wire into the graphite.",
                "Inside, lithium ions follow them through the liquid, and settle between the layers "
                "of graphite.",
                "When you use the phone, all of it runs backwards. The ions go home, "
                "and the electrons take the long way round, through your phone.",
            ],
        },
        {
            "scene": "WhyLithium",
            "title": "Why lithium",
            "beats": [
                "Lithium is the lightest of all metals. A kilogram of lithium-ion cells stores "
                "about 250 watt-hours, where lead stores about 40.",
                "But every journey leaves a scar. After many hundred charges, "
                "about eighty percent of the capacity is left.",
            ],
        },
        {
            "scene": "KeptYoung",
            "title": "How to keep it young",
            "beats": [
                "So keep it cool, charge it before it is empty, and don't leave it full for weeks.",
                "Then a crowd of ions travels from side to side, and back again, for years.",
            ],
        },
    ],
}

SPOTS = [(0.25, 0), (0.7, 0.33), (0.3, 0.67), (0.75, 1)]  # of the ions, in shares of a side


class Cell(VGroup):
    """Two sides with a liquid between them, lithium ions at home on the right, and a wire above."""

    def __init__(self, scene: NarratedScene) -> None:
        theme, room = scene.theme, scene.layout.body.inset(0.2)
        wire_room, box = room.rows(1, 3, gap=0)
        rooms = box.columns(1, 1, 1, gap=0)
        self.left, self.right = rooms[0], rooms[2]
        fills = theme.panel, theme.background, theme.panel
        self.sides = VGroup(
            *(
                Rectangle(
                    width=each.width, height=each.height, color=theme.muted, fill_color=fill, fill_opacity=1
                ).move_to(each.center)
                for each, fill in zip(rooms, fills, strict=True)
            )
        )
        top = wire_room.top - 0.2
        corners = [
            (self.left.x, box.top, 0),
            (self.left.x, top, 0),
            (self.right.x, top, 0),
            (self.right.x, box.top, 0),
        ]
        self.wire = VMobject(color=theme.text, stroke_width=5).set_points_as_corners(corners)
        names = zip(("Graphite", "Liquid", "Metal oxide"), rooms, strict=True)
        self.names = VGroup(
            *(scene.label(name, 28).move_to((each.x, each.bottom + 0.35, 0)) for name, each in names)
        )
        ion = VGroup(
            Circle(0.3, color=theme.secondary, fill_opacity=1), scene.label("Li⁺", 26, theme.background)
        )
        self.ions = VGroup(*(ion.copy().move_to(self.spot(self.right, *spot)) for spot in SPOTS))
        self.device = np.array([room.x, (top + box.top) / 2, 0])
        self.electrons = VGroup(*(Dot(radius=0.11, color=theme.primary) for _ in range(6)))
        super().__init__(self.sides, self.wire, self.names, self.ions)

    def spot(self, side, across: float, up: float) -> np.ndarray:
        return np.array([side.left + side.width * across, side.bottom + 1 + (side.height - 1.4) * up, 0])

    def move_ions(self, side) -> Animation:
        moves = (
            ion.animate.move_to(self.spot(side, *spot)) for ion, spot in zip(self.ions, SPOTS, strict=True)
        )
        return LaggedStart(*moves, lag_ratio=0.25)

    def flow(self, rate_func=linear) -> Animation:
        """Electrons along the wire, to the left; with a reversed `rate_func` to the right."""

        def run(electrons, done):
            for place, electron in enumerate(electrons):
                share = (2 * done + place / len(electrons)) % 1
                electron.move_to(self.wire.point_from_proportion(1 - share))

        return UpdateFromAlphaFunc(self.electrons, run, rate_func=rate_func)


class StoredEnergy(NarratedScene):
    def construct(self):
        phone = self.icon("smartphone", 3.6).move_to(self.layout.body.center)
        meaning = "stores energy by moving lithium ions from one side to the other"
        card = DefinitionCard(self, "Lithium-ion battery", meaning, icon="battery")
        self.play(Write(self.title("A box of stored energy")), run_time=0.4)
        with self.beat(1) as beat:
            self.play(Create(phone), run_time=beat.duration * 0.4)
            inside = self.icon("battery", 1.2, self.theme.highlight).rotate(PI / 2).move_to(phone)
            beat.until("box")
            self.play(FadeIn(inside, scale=2), run_time=beat.duration * 0.15)
            self.play(Indicate(inside, 1.2, color=self.theme.highlight), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(FadeOut(phone, inside), run_time=beat.duration * 0.06)
            card.draw(beat, ("Lithium-ion battery", "It is"), (meaning, "stores"))
            card.keep_moving(beat)
        self.leave()


class InsideTheCell(NarratedScene):
    def construct(self):
        cell = Cell(self)
        plug, phone = (self.icon(name, 1.0).move_to(cell.device) for name in ("plug", "smartphone"))
        self.play(Write(self.title("Inside the cell")), run_time=0.4)
        with self.beat(1) as beat:
            for place, word in ((0, "graphite"), (2, "metal"), (1, "liquid")):
                beat.until(word)
                self.play(FadeIn(cell.sides[place], cell.names[place]), run_time=beat.duration * 0.08)
            beat.until("ions")
            self.play(FadeIn(cell.ions), Create(cell.wire), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(Create(plug), run_time=beat.duration * 0.15)
            beat.until("pulls", lead_seconds=0.8)
            self.play(FadeIn(cell.electrons), cell.flow(), run_time=beat.remaining)
        with self.beat(3) as beat:
            self.play(cell.move_ions(cell.left), cell.flow(), run_time=beat.duration * 0.95)
        with self.beat(4) as beat:
            self.play(FadeOut(plug), run_time=beat.duration * 0.05)
            self.play(Create(phone), run_time=beat.duration * 0.1)
            beat.until("backwards")
            back = cell.flow(lambda done: 1 - done)
            self.play(cell.move_ions(cell.right), back, run_time=beat.remaining)
        self.leave()


class WhyLithium(NarratedScene):
    def construct(self):
        bars = ("Lithium-ion", 250, "250 Wh"), ("Lead", 40, "40 Wh")
        stored = BarChart(self, *bars)
        left = BigNumber(self, 80, "80 %", "of the capacity, after many hundred charges")
        self.play(Write(self.title("Why lithium")), run_time=0.4)
        with self.beat(1) as beat:
            stored.draw(beat, ("Lithium-ion", "Lithium is"), ("Lead", "where lead"))
        with self.beat(2) as beat:
            stored.leave(beat, "But every")
            left.draw(beat)
            left.keep_moving(beat)
        self.leave()


class KeptYoung(NarratedScene):
    def construct(self):
        rules = IconList(
            self,
            ("snowflake", "Keep it cool"),
            ("plug", "Charge it early"),
            ("calendar", "Not full for weeks"),
        )
        cues = (
            ("Keep it cool", "keep it"),
            ("Charge it early", "charge it"),
            ("Not full for weeks", "don't leave"),
        )
        self.play(Write(self.title("How to keep it young")), run_time=0.4)
        with self.beat(1) as beat:
            rules.draw(beat, *cues)
            rules.keep_moving(beat)
        cell = Cell(self)
        with self.beat(2) as beat:
            rules.leave(beat)
            self.play(FadeIn(cell), run_time=beat.duration * 0.1)
            for side, share in ((cell.left, 0.35), (cell.right, 0.35)):
                self.play(cell.move_ions(side), run_time=beat.duration * share)
        self.leave()
