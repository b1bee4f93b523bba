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
            "scene": "LowMidHigh",
            "title": "Low, mid, high",
            "beats": [
                "Fifteen cards lie face down, sorted from low to high. Where is fifty-three?",
                "The middle card is thirty-five: too small. Everything to its left goes, and low moves up.",
                "The new middle is sixty-one: too big. Everything to its right goes, and high moves down.",
                "Middle again: forty-seven. Too small, so away with the left, and low moves up.",
                "One card left. Fifty-three, found! Four looks instead of up to fifteen.",
            ],
        },
        {
            "scene": "MillionCards",
            "title": "A million cards",
            "beats": [
                "Now take a million cards. One by one, twenty looks rule out only twenty.",
                "But if every look halves the pile, it melts: half a million, a quarter, soon a thousand.",
                "Twenty looks are always enough. Twice as many cards? One more look. A billion? Only thirty!",
            ],
        },
        {
            "scene": "SortFirst",
            "title": "Sort first!",
            "beats": [
                "One warning: shuffle the cards, and the trick breaks.",
                "The middle one is too small, so you throw away the very card you want!",
                "So sort first. Then look in the middle, throw away half, and repeat, until one is left.",
            ],
        },
    ],
}

SECRET, GUESSES = 70, 7  # a number that takes all seven
VALUES = (4, 9, 13, 18, 22, 26, 31, 35, 42, 47, 53, 61, 68, 76, 90)
MIDDLE, WANTED = 7, 10  # where 35 and 53 lie
SHUFFLED = (12, 5, 0, WANTED, 8, 3, 14, 2, 6, 11, 1, 9, 13, 4, MIDDLE)  # 53 lies left of the middle
MILLION, LOOKS = 1_000_000, 20  # 20 halvings leave nothing of a million
WIDE_ROW, NARROW_ROW = 15, 8  # cards in a row
POINTER_ROOM, POINTER_GAP = 0.3, 0.2  # kept free at both ends of a row, and between card and pointer
ROOMY, CLOSE = 1.75, 0.6  # between two rows of cards: with and without room for pointers
DIM, EDGE_ON = 0.22, 0.02


def halve(left, wanted):
    """A look at the middle of a range: where that is, what it says, and what it leaves of the range."""
    middle = (left.start + left.stop - 1) // 2
    if middle < wanted:
        return middle, "too small", range(middle + 1, left.stop)
    if middle > wanted:
        return middle, "too big", range(left.start, middle)
    return middle, "found!", range(middle, middle + 1)


class Note:
    """A line of text in its place, which changes: its first letter stands at the middle of the height."""

    def __init__(self, scene, place, size=TYPE_SCALE.heading):
        self.scene, self.place, self.size, self.text = scene, place, size, VGroup()

    def say(self, text, seconds, *animations, color=None):
        """Writes this instead of the last text, while something else happens."""
        self.scene.remove(self.text)
        self.text = self.place.place(self.scene.label(text, self.size, color))
        self.text.shift((self.place.y - self.text[0].get_y()) * UP)
        write = Write(self.text, rate_func=squish_rate_func(smooth, 0, 0.6))
        self.scene.play(write, *animations, run_time=seconds)


class Card(VGroup):
    """A card, face down at first: paper, the pattern on its back, and its number."""

    def __init__(self, theme, value, width, height):
        self.theme = theme
        self.paper = RoundedRectangle(0.14 * width, width=width, height=height, color=theme.primary)
        self.pattern = self.paper.copy().scale(0.75).set_stroke(theme.background, 3)
        self.paper.set_fill(theme.primary, 1)
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
        return self.shift(0.1 * self.paper.height * DOWN)


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


class SevenGuesses(NarratedScene):
    def construct(self):
        theme, self.left = self.theme, range(1, 101)
        board, words = self.layout.body.split(3, 2)
        place, slots = words.rows(1, 1)
        cells = (Square(1, color=theme.primary, fill_opacity=1, stroke_width=0) for _ in self.left)
        self.cells = board.inset(0.5).place(VGroup(*cells).arrange_in_grid(10, 10, buff=0.2))
        first = self.label("1").next_to(self.cells, UP, 0.15, aligned_edge=LEFT)
        last = self.label("100").next_to(self.cells, DOWN, 0.15, aligned_edge=RIGHT)
        boxes = VGroup(*(Square(0.9, color=theme.text) for _ in range(GUESSES)))
        slots.place(boxes.arrange_in_grid(cols=4, buff=0.15))
        self.verdict, self.free_boxes = Note(self, place, TYPE_SCALE.title), iter(boxes)
        self.add(self.title("Binary search"), first, last)
        with self.beat(1) as beat:
            self.play(LaggedStartMap(GrowFromCenter, self.cells, lag_ratio=0.1), run_time=beat.duration * 0.6)
            beat.until("seven", lead_seconds=0.5)
            self.play(LaggedStartMap(Create, boxes, lag_ratio=0.2), run_time=beat.remaining)
        for number, word in ((2, "middle"), (3, "now")):
            with self.beat(number) as beat:
                beat.until(word, lead_seconds=0.4)
                self.guess(beat.remaining)
        with self.beat(4) as beat:
            for _ in range(2, GUESSES):
                self.guess(beat.duration * 0.12)
            beat.until("that")
            self.verdict.say("Binary search", beat.remaining)
        self.leave()

    def guess(self, seconds):
        """Notes the middle number in the next box, and shrinks the cells that it rules out."""
        before, box = self.left, next(self.free_boxes)
        guess, verdict, self.left = halve(before, SECRET)
        color = self.theme.tertiary if guess == SECRET else self.theme.highlight
        cell, number = self.cells[guess - 1], self.label(str(guess), color=color).move_to(box)
        moves = cell.animate.set_fill(color), FadeIn(number, scale=0.5), box.animate.set_stroke(color)
        self.verdict.say(f"{guess}?", seconds * 0.3, *moves, color=color)
        wrong = (self.cells[number - 1] for number in before if number not in self.left)
        fades = (cell.animate.set_fill(self.theme.muted, DIM).scale(0.6) for cell in wrong)
        self.verdict.say(verdict, seconds * 0.7, *fades, color=color)


class LowMidHigh(NarratedScene):
    def construct(self):
        header, stage = self.layout.body.rows(1, 6)
        self.goal, self.answer = (Note(self, place) for place in header.columns(1, 1))
        self.cards, self.left, self.looked = Cards(self.theme, stage), range(len(VALUES)), VGroup()
        ends = (("low", LEFT, 0), ("high", RIGHT, -1), ("mid", ORIGIN, 0))
        self.low, self.high, self.mid = (Pointer(self, *who).point_at(self.cards, at) for *who, at in ends)
        self.add(self.title("Low, mid, high"))
        with self.beat(1) as beat:
            deal = LaggedStartMap(FadeIn, self.cards, shift=UP, lag_ratio=0.15)
            self.play(deal, run_time=beat.duration * 0.35)
            for pointer, word in ((self.low, "low"), (self.high, "high")):
                beat.until(word)
                self.play(FadeIn(pointer, shift=0.3 * UP), run_time=beat.duration * 0.08)
            beat.until("where")
            self.goal.say(f"Looking for {VALUES[WANTED]}", beat.remaining, color=self.theme.tertiary)
        for number, word in ((2, "everything"), (3, "everything"), (4, "away"), (5, "four")):
            with self.beat(number) as beat:
                self.step(beat, word)
        self.leave()

    def step(self, beat, word):
        """Turns the middle card over, and from `word` on drops what it rules out."""
        before, (middle, verdict, self.left) = self.left, halve(self.left, WANTED)
        card, color = self.cards[middle], self.theme.tertiary if middle == WANTED else self.theme.highlight
        self.looked.add(card)
        self.play(self.mid.animate.point_at(self.cards, middle), run_time=beat.duration * 0.15)
        self.play(card.animate(rate_func=rush_into).stretch(EDGE_ON, 0), run_time=beat.duration * 0.07)
        card.show(color)
        self.play(card.animate(rate_func=rush_from).stretch(1 / EDGE_ON, 0), run_time=beat.duration * 0.07)
        self.answer.say(f"{VALUES[middle]}: {verdict}", beat.duration * 0.15, color=color)
        beat.until(word)
        wrong = [index for index in before if index not in self.left]
        counted = LaggedStartMap(Circumscribe, self.looked, color=color, buff=0.03, lag_ratio=0.4)
        self.play(self.cards.drop(wrong[::-1]) if wrong else counted, run_time=beat.remaining * 0.6)
        low = self.low.animate.point_at(self.cards, self.left.start)
        high = self.high.animate.point_at(self.cards, self.left.stop - 1)
        self.play(low, high, run_time=beat.remaining)


class MillionCards(NarratedScene):
    def construct(self):
        place, self.room = self.layout.body.rows(1, 5)
        caption, bars = Note(self, place), self.bars(MILLION)
        shades = VGroup(*(bars[0].copy().align_to(bar, LEFT) for bar in bars))
        halvings = [TransformFromCopy(bars[look], bars[look + 1]) for look in range(LOOKS - 1)]
        self.add(self.title("A million cards"))
        with self.beat(1) as beat:
            pile = shades[0].copy().stretch_to_fit_width(shades.width).move_to(shades)
            caption.say(f"{MILLION:,} cards", beat.duration * 0.25, GrowFromEdge(pile, DOWN))
            beat.until("one")
            grow = ReplacementTransform(pile, shades[0]), *(GrowFromEdge(each, DOWN) for each in shades[1:])
            self.play(LaggedStart(*grow, lag_ratio=0.3), run_time=beat.duration * 0.4)
            caption.say(f"{LOOKS} looks: {MILLION - LOOKS:,} left", beat.remaining)
        with self.beat(2) as beat:
            grey = (shade.animate.set_fill(self.theme.muted, DIM) for shade in shades[1:])
            self.play(LaggedStart(*grey, lag_ratio=0.2), run_time=beat.duration * 0.3)
            for looks, word in ((1, "half"), (2, "quarter")):
                beat.until(word)
                caption.say(f"{MILLION >> looks:,} left", beat.duration * 0.12, halvings[looks - 1])
            beat.until("soon")
            fall = LaggedStart(*halvings[2:10], lag_ratio=0.5)
            caption.say(f"10 looks: {MILLION >> 10:,} left", beat.remaining, fall)
        with self.beat(3) as beat:
            self.play(LaggedStart(*halvings[10:], lag_ratio=0.5), run_time=beat.duration * 0.2)
            found = bars[-1].animate.set_fill(self.theme.tertiary)
            caption.say(f"{LOOKS} looks: found!", beat.duration * 0.1, found, color=self.theme.tertiary)
            self.add(bars)
            self.play(FadeOut(shades), run_time=beat.duration * 0.1)
            for cards, word in ((2 * MILLION, "twice"), (1000 * MILLION, "billion")):
                beat.until(word)
                text = f"{cards:,} cards: {cards.bit_length()} looks"
                caption.say(text, beat.duration * 0.2, Transform(bars, self.bars(cards)))
        self.leave()

    def bars(self, cards):
        """A bar for each look: how many cards are still possible when it comes."""
        looks, room = cards.bit_length(), self.room
        pitch, heights = room.width / looks, room.height / 2.0 ** np.arange(looks)
        style = {"color": self.theme.primary, "fill_opacity": 1, "stroke_width": 0}
        bars = (Rectangle(width=0.75 * pitch, height=max(height, 0.08), **style) for height in heights)
        return room.place(VGroup(*bars).arrange(buff=0.25 * pitch, aligned_edge=DOWN))


class SortFirst(NarratedScene):
    def construct(self):
        theme, (stage, words) = self.theme, self.layout.body.rows(1, 1)
        cards = Cards(theme, stage, CLOSE)
        for card in cards:
            card.show(theme.tertiary if card is cards[WANTED] else theme.primary).save_state()
        sort, look, drop, again = (Note(self, place) for place in words.rows(1, 1, 1, 1, gap=0.15))
        self.add(self.title("Sort first!"))
        with self.beat(1) as beat:
            self.play(LaggedStartMap(FadeIn, cards, lag_ratio=0.1), run_time=beat.duration * 0.25)
            beat.until("shuffle")
            moves = zip((cards[index] for index in SHUFFLED), cards.places, strict=True)
            moves = (card.animate(path_arc=PI / 8).move_to(place) for card, place in moves)
            self.play(LaggedStart(*moves, lag_ratio=0.05), run_time=beat.remaining)
        with self.beat(2) as beat:
            show = cards[SHUFFLED[MIDDLE]].animate.show(theme.highlight)
            sort.say("13: too small", beat.duration * 0.3, show, color=theme.highlight)
            beat.until("throw")
            self.play(cards.drop(SHUFFLED[MIDDLE::-1]), run_time=beat.remaining)
        with self.beat(3) as beat:
            sort.say("Sort", beat.duration * 0.2, LaggedStartMap(Restore, cards, path_arc=PI / 8))
            beat.until("middle")
            show = cards[MIDDLE].animate.show(theme.highlight)
            look.say("Look in the middle", beat.duration * 0.12, show)
            beat.until("throw")
            drop.say("Throw away half", beat.duration * 0.2, cards.drop(range(MIDDLE, -1, -1)))
            beat.until("repeat")
            again.say("Repeat", beat.remaining, cards.drop((14, 13, 12, 11, 9, 8)))
        self.leave()
