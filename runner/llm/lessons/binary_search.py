"""Binary search: halving a sorted row of cards until only the right one is left."""

from manim import *

from scenekit import TYPE_SCALE, NarratedScene, label

NARRATION = {
    "title": "Binary search",
    "language": "en",
    "sections": [
        {
            "scene": "SevenGuesses",
            "title": "Binary search",
            "beats": [
                "I am thinking of a number from one to one hundred. Can you find it in seven guesses?",
                "Start in the middle: fifty. Too small? Then half of all the numbers are gone!",
                "Now seventy-five. Too big? Half of the rest is gone as well.",
                "Keep halving, and seven guesses are always enough. That is binary search.",
            ],
        },
        {
            "scene": "LookInTheMiddle",
            "title": "Look in the middle",
            "beats": [
                "Here are fifteen cards, sorted from small to large, but face down. Where is fifty-three?",
                "Turn over the middle one. Thirty-five: too small.",
                "The row is sorted, so everything to its left is even smaller. Away with it!",
            ],
        },
        {
            "scene": "LowMidHigh",
            "title": "Low, mid, high",
            "beats": [
                "Two pointers, low and high, mark the cards still in play. Mid goes halfway between them.",
                "Sixty-one: too big. So high jumps to just before mid, and the right side drops.",
                "New middle: forty-seven, too small. Now low jumps to just after mid.",
                "One card left. Fifty-three, found! Four looks instead of up to fifteen.",
            ],
        },
        {
            "scene": "MillionCards",
            "title": "A million cards",
            "beats": [
                "Now take a million cards. One by one, twenty looks rule out only twenty.",
                "But if each look halves the pile, a million soon becomes a thousand, and then a handful.",
                "After at most twenty looks, your card is found.",
                "Twice as many cards? That costs just one more look.",
            ],
        },
        {
            "scene": "SortFirst",
            "title": "Sort first!",
            "beats": [
                "One warning: this only works when the cards are sorted.",
                "In a shuffled row, you might throw away the very card you want.",
                "So sort first. Then look in the middle, throw away half, and repeat.",
                "Even among a billion names, thirty looks will find yours.",
            ],
        },
    ],
}

SECRET, GUESSES = 70, (50, 75, 62, 68, 71, 69, 70)  # each guess is the middle of what is left
VALUES = (4, 9, 13, 18, 22, 26, 31, 35, 42, 47, 53, 61, 68, 76, 90)
MIDDLE, WANTED = 7, 10  # where 35 and 53 lie
SHUFFLED = (12, 5, 0, WANTED, 8, 3, 14, 2, 6, 11, 1, 9, 13, 4, MIDDLE)  # 53 now lies left of the middle
MILLION, LOOKS = 1_000_000, 20
STEPS = ("Look in the middle", "Throw away half", "Repeat")
WIDE_ROW, NARROW_ROW = 15, 8  # cards in a row
POINTER_ROOM, POINTER_GAP = 0.3, 0.2  # kept free at both ends of a row, and between card and pointer
ROOMY, CLOSE = 1.55, 0.6  # between two rows of cards: with and without room for pointers
DIM, EDGE_ON = 0.22, 0.02


def is_wide(scene):
    return scene.layout.frame.width > 1.2 * scene.layout.frame.height


def hop(cards):
    """A wave that runs through the cards."""
    hops = (card.animate(rate_func=there_and_back).shift(0.2 * UP) for card in cards)
    return LaggedStart(*hops, lag_ratio=0.2)


class Card(VGroup):
    """A card, face down at first: paper, the pattern on its back, and its number."""

    def __init__(self, theme, value, width, height):
        self.theme = theme
        corner, back = 0.14 * width, {"width": 0.7 * width, "height": height - 0.3 * width}
        self.paper = RoundedRectangle(corner, width=width, height=height, color=theme.primary, fill_opacity=1)
        self.pattern = RoundedRectangle(corner / 2, **back, color=theme.background, stroke_width=3)
        self.number = label(str(value), 46 * width, theme.primary, weight="BOLD").set_opacity(0)
        super().__init__(self.paper, self.pattern, self.number)

    def show(self, color):
        """The face of the card, in this colour."""
        self.paper.set_fill(self.theme.panel).set_stroke(color)
        self.pattern.set_stroke(opacity=0)
        self.number.set_fill(color, 1)
        return self

    def drop(self):
        """The card when it is ruled out, whichever side is up: grey, and a little lower."""
        self.paper.set_fill(self.theme.muted, DIM).set_stroke(width=0)
        self.number.set_color(self.theme.muted)
        return self.shift(0.15 * self.paper.height * DOWN)


class Cards(VGroup):
    """All cards in one row, or in two where the region is narrow."""

    def __init__(self, theme, region, row_gap=ROOMY):
        per_row, rows = (WIDE_ROW, 1) if region.width > 1.5 * NARROW_ROW else (NARROW_ROW, 2)
        pitch = (region.width - 2 * POINTER_ROOM) / per_row
        width = 0.88 * pitch
        height = min(2 * width, region.height / rows - row_gap)
        super().__init__(*(Card(theme, value, width, height) for value in VALUES))
        self.arrange_in_grid(cols=per_row, buff=(pitch - width, row_gap))
        self[per_row:].shift(pitch / 2 * RIGHT)
        self.places = [card.get_center() for card in self.move_to(region.center)]

    def drop(self, indices):
        """Rules these cards out, one shortly after the other."""
        return LaggedStart(*(self[index].animate.drop() for index in indices), lag_ratio=0.15)


class Pointer(VGroup):
    """A named arrow: below the LEFT or RIGHT part of a card, or (ORIGIN) above its middle."""

    def __init__(self, scene, name, part):
        self.part, self.side = part, DOWN if part.any() else UP
        color = scene.theme.text if part.any() else scene.theme.highlight
        self.arrow = Triangle(color=color, fill_opacity=1).rotate(0 if part.any() else PI).scale(0.15)
        text = scene.label(name, TYPE_SCALE.small, color).next_to(self.arrow, self.side, buff=0.08)
        super().__init__(self.arrow, text.align_to(self.arrow, -part))

    def point_at(self, cards, index):
        card = cards[index].paper
        spot = cards.places[index] + (card.height / 2 + POINTER_GAP) * self.side + card.width / 4 * self.part
        return self.shift(spot - self.arrow.get_edge_center(-self.side))


class Search:
    """A row of cards, the number wanted, and what the last look said."""

    def __init__(self, scene):
        header, stage = scene.layout.body.rows(1, 5)
        left, self.answer_place = header.columns(1, 1)
        self.scene, self.cards, self.answer = scene, Cards(scene.theme, stage), VGroup()
        wanted = scene.label(f"Looking for {VALUES[WANTED]}", TYPE_SCALE.heading, scene.theme.tertiary)
        self.wanted = left.place(wanted)

    def look(self, index, verdict, color, seconds):
        """Turns a card over and writes what it says beside the number wanted."""
        card, play = self.cards[index], self.scene.play
        squeeze = card.animate(rate_func=rush_into).stretch(EDGE_ON, 0)
        play(squeeze, FadeOut(self.answer), run_time=seconds * 0.2)
        card.show(color)
        play(card.animate(rate_func=rush_from).stretch(1 / EDGE_ON, 0), run_time=seconds * 0.2)
        text = self.scene.label(f"{VALUES[index]}: {verdict}", TYPE_SCALE.heading, color)
        self.answer = self.answer_place.place(text)
        number, words = text[:2], text[2:]
        play(TransformFromCopy(card.number, number), Write(words), run_time=seconds * 0.6)
        self.scene.remove(*text).add(text)


class SevenGuesses(NarratedScene):
    def construct(self):
        self.left = range(1, 101)
        self.set_board()
        for number, guess, word in ((2, 50, "fifty"), (3, 75, "too")):
            with self.beat(number) as beat:
                beat.until(word, lead_seconds=0.5)
                self.ask(guess, beat.duration * 0.25)
                beat.until("too")
                self.rule_out(guess, beat.remaining)
        with self.beat(4) as beat:
            for guess in GUESSES[2:]:
                self.ask(guess, beat.duration * 0.06)
                self.rule_out(guess, beat.duration * 0.06)
            beat.until("that")
            name = self.verdict_place.place(self.label("Binary search", TYPE_SCALE.title))
            self.play(Write(name), run_time=beat.remaining)
        self.leave()

    def set_board(self):
        theme, body = self.theme, self.layout.body
        board, words = body.columns(1, 1) if is_wide(self) else body.rows(2, 1)
        self.verdict_place, slots_place = words.rows(1, 1)
        cells = (Square(1, color=theme.primary, fill_opacity=1, stroke_width=0) for _ in self.left)
        self.cells = board.inset(0.5).place(VGroup(*cells).arrange_in_grid(10, 10, buff=0.2))
        first, last = self.label("1"), self.label("100")
        first.next_to(self.cells, UP, 0.15, aligned_edge=LEFT)
        last.next_to(self.cells, DOWN, 0.15, aligned_edge=RIGHT)
        slots = (RoundedRectangle(0.12, width=0.8, height=0.8, color=theme.text) for _ in GUESSES)
        self.slots, self.verdict = slots_place.place(VGroup(*slots).arrange(buff=0.12)), VGroup()
        self.add(self.title("Binary search"), first)
        with self.beat(1) as beat:
            pops = LaggedStart(*map(GrowFromCenter, self.cells), lag_ratio=0.1)
            self.play(pops, run_time=beat.duration * 0.5)
            self.play(Write(last), run_time=beat.duration * 0.08)
            beat.until("seven", lead_seconds=0.5)
            self.play(LaggedStart(*map(Create, self.slots), lag_ratio=0.2), run_time=beat.remaining)

    def ask(self, guess, seconds):
        """Lights the cell of a guess and notes the guess in the next slot."""
        cell, slot = self.cells[guess - 1], self.slots[GUESSES.index(guess)]
        color = self.theme.tertiary if guess == SECRET else self.theme.highlight
        note = TransformFromCopy(cell, self.label(str(guess), color=color).move_to(slot))
        colors = cell.animate.set_fill(color), slot.animate.set_stroke(color)
        self.play(note, *colors, FadeOut(self.verdict), run_time=seconds)

    def rule_out(self, guess, seconds):
        """Shrinks the cells on the wrong side of a guess, and the guess."""
        low, high = self.left.start, self.left.stop
        if guess == SECRET:
            return
        verdict, self.left = (
            ("too small", range(guess + 1, high)) if guess < SECRET else ("too big", range(low, guess))
        )
        verdict = self.label(verdict, TYPE_SCALE.title, self.theme.highlight)
        self.verdict = self.verdict_place.place(verdict)
        wrong = (self.cells[n - 1] for n in range(low, high) if n not in self.left)
        fades = (cell.animate.set_fill(self.theme.muted, DIM).scale(0.6) for cell in wrong)
        self.play(Write(verdict), LaggedStart(*fades, lag_ratio=0.03), run_time=seconds)


class LookInTheMiddle(NarratedScene):
    def construct(self):
        search = Search(self)
        cards = search.cards
        ends = (("small", RIGHT, 0), ("large", LEFT, -1))
        ends = [Pointer(self, name, part).point_at(cards, index) for name, part, index in ends]
        mid = Pointer(self, "mid", ORIGIN).point_at(cards, MIDDLE)
        self.add(self.title("Look in the middle"))
        with self.beat(1) as beat:
            deal = (FadeIn(card, shift=UP) for card in cards)
            self.play(LaggedStart(*deal, lag_ratio=0.15), run_time=beat.duration * 0.35)
            for end, word in zip(ends, ("small", "large"), strict=True):
                beat.until(word)
                self.play(FadeIn(end, shift=0.3 * UP), run_time=beat.duration * 0.08)
            beat.until("where")
            self.play(Write(search.wanted), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(FadeIn(mid, shift=0.3 * DOWN), run_time=beat.duration * 0.2)
            beat.until("one")
            search.look(MIDDLE, "too small", self.theme.highlight, beat.remaining)
        with self.beat(3) as beat:
            self.play(hop(cards), run_time=beat.duration * 0.4)
            beat.until("everything")
            self.play(cards.drop(range(MIDDLE, -1, -1)), run_time=beat.remaining)
        self.leave()


class LowMidHigh(NarratedScene):
    def construct(self):
        self.search = Search(self)
        self.cards = cards = self.search.cards
        self.set_pointers()
        with self.beat(2) as beat:
            self.search.look(11, "too big", self.theme.highlight, beat.duration * 0.3)
            beat.until("high", lead_seconds=0.3)
            self.move(self.high, WANTED, beat.duration * 0.2)
            beat.until("right")
            self.play(cards.drop(range(14, 10, -1)), run_time=beat.remaining)
        with self.beat(3) as beat:
            self.move(self.mid, 9, beat.duration * 0.12)
            self.search.look(9, "too small", self.theme.highlight, beat.duration * 0.35)
            beat.until("low", lead_seconds=0.3)
            self.move(self.low, WANTED, beat.duration * 0.2)
            self.play(cards.drop((9, 8)), run_time=beat.remaining)
        with self.beat(4) as beat:
            self.move(self.mid, WANTED, beat.duration * 0.12)
            self.search.look(WANTED, "found!", self.theme.tertiary, beat.duration * 0.3)
            beat.until("four")
            self.play(hop(cards[index] for index in (MIDDLE, 11, 9, WANTED)), run_time=beat.remaining)
        self.leave()

    def move(self, pointer, index, seconds):
        self.play(pointer.animate.point_at(self.cards, index), run_time=seconds)

    def set_pointers(self):
        """Starts where the first look has ruled out the left half."""
        cards, starts = self.cards, (("low", LEFT, 0), ("high", RIGHT, 14), ("mid", ORIGIN, 8))
        self.low, self.high, self.mid = (Pointer(self, *p[:2]).point_at(cards, p[2]) for p in starts)
        cards[MIDDLE].show(self.theme.highlight)
        for card in cards[: MIDDLE + 1]:
            card.drop()
        self.add(self.title("Low, mid, high"))
        with self.beat(1) as beat:
            self.play(FadeIn(cards, self.search.wanted), run_time=beat.duration * 0.12)
            for pointer, word, index in (
                (self.low, "low", 8),
                (self.high, "high", 14),
                (self.mid, "mid", 11),
            ):
                beat.until(word, lead_seconds=0.3)
                self.play(FadeIn(pointer, shift=-0.3 * pointer.side), run_time=beat.duration * 0.08)
                self.move(pointer, index, beat.duration * 0.13)


class MillionCards(NarratedScene):
    def construct(self):
        self.caption_place, self.room = self.layout.body.rows(1, 4)
        self.caption = self.caption_place.place(self.label(f"{MILLION:,} cards", TYPE_SCALE.heading))
        bars = self.bars(MILLION - look for look in range(LOOKS))
        self.add(self.title("A million cards"))
        with self.beat(1) as beat:
            self.play(Write(self.caption), GrowFromEdge(bars[0], DOWN), run_time=beat.duration * 0.3)
            beat.until("one")
            grow = LaggedStart(*(GrowFromEdge(bar, DOWN) for bar in bars[1:]), lag_ratio=0.3)
            self.play(grow, run_time=beat.duration * 0.4)
            self.tell(LOOKS, f"{MILLION - LOOKS:,} left", beat.remaining)
        self.add(bars.copy().set_fill(self.theme.muted, DIM), bars)
        halves = self.bars(MILLION >> look for look in range(LOOKS))
        with self.beat(2) as beat:
            for first, end in ((1, 2), (2, 3), (3, 11), (11, LOOKS)):
                shrink = (Transform(bars[look], halves[look]) for look in range(first, end))
                self.play(LaggedStart(*shrink, lag_ratio=0.3), run_time=beat.duration * 0.15)
                self.tell(end - 1, f"{MILLION >> (end - 1):,} left", beat.duration * 0.08)
        with self.beat(3) as beat:
            ...
        self.leave()

    def tell(self, looks, result, seconds, color=None):
        text = self.label(f"{looks} looks: {result}", TYPE_SCALE.heading, color)
        self.play(FadeOut(self.caption, shift=0.5 * UP), FadeIn(text), run_time=seconds)

    def bars(self, counts, most=MILLION):
        """A bar for each look: how many cards are still possible when it comes."""
        room, bars = self.room, VGroup()
        width = room.width / (LOOKS + 1)
        for number, count in enumerate(counts):
            size = {"width": 0.75 * width, "height": max(count / most * room.height, 0.05)}
            bar = Rectangle(**size, color=self.theme.primary, fill_opacity=1, stroke_width=0)
            bars.add(bar.move_to([room.left + width * (number + 0.5), room.bottom, 0], aligned_edge=DOWN))
        return bars
