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
                "Look in the middle. Thirty-five is too small, and everything to its left is even smaller. "
                "Away with it, and low moves up!",
                "The new middle is sixty-one: too big. So everything to its right goes, and high moves down.",
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
                "After at most twenty looks, your card is found.",
                "Twice as many cards? Just one more look. A billion? Only thirty!",
            ],
        },
        {
            "scene": "SortFirst",
            "title": "Sort first!",
            "beats": [
                "One warning: shuffle the cards, and the trick breaks.",
                "The middle one is too small, so you throw away the very card you want!",
                "So sort first. Then look in the middle, throw away half, and repeat.",
                "Half, and half again, until only the right one is left.",
            ],
        },
    ],
}

SECRET = 70  # takes all seven guesses
VALUES = (4, 9, 13, 18, 22, 26, 31, 35, 42, 47, 53, 61, 68, 76, 90)
MIDDLE, WANTED = 7, 10  # where 35 and 53 lie
SHUFFLED = (12, 5, 0, WANTED, 8, 3, 14, 2, 6, 11, 1, 9, 13, 4, MIDDLE)  # 53 lies left of the middle
MILLION, LOOKS = 1_000_000, 20
STEPS = ("Look in the middle", "Throw away half", "Repeat")
WIDE_ROW, NARROW_ROW = 15, 8  # cards in a row
POINTER_ROOM, POINTER_GAP = 0.3, 0.3  # kept free at both ends of a row, and between card and pointer
ROOMY, CLOSE = 1.7, 0.6  # between two rows of cards: with and without room for pointers
DIM, EDGE_ON = 0.22, 0.02


def is_wide(scene):
    return scene.layout.frame.width > 1.2 * scene.layout.frame.height


def halve(left, wanted):
    """The middle of the range `left`, and what is left of it after a look there."""
    middle = (left.start + left.stop - 1) // 2
    if middle == wanted:
        return middle, range(middle, middle + 1)
    return middle, range(middle + 1, left.stop) if middle < wanted else range(left.start, middle)


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
        return self.shift(0.12 * self.paper.height * DOWN)


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


class SevenGuesses(NarratedScene):
    def construct(self):
        self.left, self.verdict = range(1, 101), VGroup()
        self.set_board()
        for number, word in ((2, "fifty"), (3, "seventy")):
            with self.beat(number) as beat:
                beat.until(word, lead_seconds=0.4)
                self.guess(beat.remaining)
        with self.beat(4) as beat:
            while len(self.left) > 1:
                self.guess(beat.duration * 0.13)
            self.guess(beat.duration * 0.1)
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
        first = self.label("1").next_to(self.cells, UP, 0.15, aligned_edge=LEFT)
        last = self.label("100").next_to(self.cells, DOWN, 0.15, aligned_edge=RIGHT)
        slots = (RoundedRectangle(0.12, width=0.8, height=0.8, color=theme.text) for _ in range(7))
        slots = slots_place.place(VGroup(*slots).arrange(buff=0.12))
        self.free_slots = iter(slots)
        self.add(self.title("Binary search"), first)
        with self.beat(1) as beat:
            pops = LaggedStart(*map(GrowFromCenter, self.cells), lag_ratio=0.1)
            self.play(pops, run_time=beat.duration * 0.5)
            self.play(Write(last), run_time=beat.duration * 0.08)
            beat.until("seven", lead_seconds=0.5)
            self.play(LaggedStart(*map(Create, slots), lag_ratio=0.2), run_time=beat.remaining)

    def guess(self, seconds):
        """Notes the middle number in the next slot, and shrinks the cells that it rules out."""
        before, old_verdict, slot = self.left, self.verdict, next(self.free_slots)
        guess, self.left = halve(before, SECRET)
        color = self.theme.tertiary if guess == SECRET else self.theme.highlight
        cell, note = self.cells[guess - 1], self.label(str(guess), color=color).move_to(slot)
        colors = cell.animate.set_fill(color), slot.animate.set_stroke(color)
        self.play(TransformFromCopy(cell, note), *colors, FadeOut(old_verdict), run_time=seconds * 0.3)
        if guess == SECRET:
            return
        verdict = self.label("too small" if guess < SECRET else "too big", TYPE_SCALE.title, color)
        self.verdict = self.verdict_place.place(verdict)
        wrong = (self.cells[number - 1] for number in before if number not in self.left)
        fades = (cell.animate.set_fill(self.theme.muted, DIM).scale(0.6) for cell in wrong)
        self.play(Write(verdict), LaggedStart(*fades, lag_ratio=0.03), run_time=seconds * 0.7)


class LowMidHigh(NarratedScene):
    def construct(self):
        header, stage = self.layout.body.rows(1, 5)
        goal_place, self.answer_place = header.columns(1, 1)
        goal = self.label(f"Looking for {VALUES[WANTED]}", TYPE_SCALE.heading, self.theme.tertiary)
        self.cards, self.left, self.answer = Cards(self.theme, stage), range(len(VALUES)), VGroup()
        self.set_pointers(goal_place.place(goal))
        for number, word in ((2, "everything"), (3, "everything"), (4, "away")):
            with self.beat(number) as beat:
                self.step(beat, word)
        with self.beat(5) as beat:
            self.move(self.mid, WANTED, beat.duration * 0.12)
            self.look(WANTED, "found!", self.theme.tertiary, beat.duration * 0.3)
            beat.until("four")
            self.play(hop(self.cards[index] for index in (MIDDLE, 11, 9, WANTED)), run_time=beat.remaining)
        self.leave()

    def set_pointers(self, goal):
        pointers = (("low", LEFT, 0), ("high", RIGHT, -1), ("mid", ORIGIN, 0))
        pointers = [Pointer(self, name, part).point_at(self.cards, index) for name, part, index in pointers]
        self.low, self.high, self.mid = pointers
        self.add(self.title("Low, mid, high"))
        with self.beat(1) as beat:
            deal = (FadeIn(card, shift=UP) for card in self.cards)
            self.play(LaggedStart(*deal, lag_ratio=0.15), run_time=beat.duration * 0.35)
            for pointer, word in ((self.low, "low"), (self.high, "high")):
                beat.until(word)
                self.play(FadeIn(pointer, shift=0.3 * UP), run_time=beat.duration * 0.08)
            beat.until("where")
            self.play(Write(goal), run_time=beat.remaining)

    def step(self, beat, word):
        """Looks at the middle card, and from `word` on drops what that rules out."""
        before, (middle, self.left) = self.left, halve(self.left, WANTED)
        is_small = middle < WANTED
        self.move(self.mid, middle, beat.duration * 0.15)
        self.look(middle, "too small" if is_small else "too big", self.theme.highlight, beat.duration * 0.35)
        beat.until(word)
        wrong = [index for index in before if index not in self.left]
        self.play(self.cards.drop(wrong[::-1]), run_time=beat.remaining * 0.6)
        pointer, target = (self.low, self.left.start) if is_small else (self.high, self.left.stop - 1)
        self.move(pointer, target, beat.remaining)

    def look(self, index, verdict, color, seconds):
        """Turns a card over and writes what it says beside the number wanted."""
        card = self.cards[index]
        squeeze = card.animate(rate_func=rush_into).stretch(EDGE_ON, 0)
        self.play(squeeze, FadeOut(self.answer), run_time=seconds * 0.2)
        card.show(color)
        self.play(card.animate(rate_func=rush_from).stretch(1 / EDGE_ON, 0), run_time=seconds * 0.2)
        text = self.label(f"{VALUES[index]}: {verdict}", TYPE_SCALE.heading, color)
        self.answer = self.answer_place.place(text)
        fly = TransformFromCopy(card.number, text[:2])
        self.play(fly, Write(text[2:]), run_time=seconds * 0.6)
        self.remove(*text).add(text)

    def move(self, pointer, index, seconds):
        self.play(pointer.animate.point_at(self.cards, index), run_time=seconds)


class MillionCards(NarratedScene):
    def construct(self):
        self.caption_place, self.room, foot = self.layout.body.rows(3, 12, 1, gap=0.2)
        self.caption, counts = VGroup(), [MILLION >> look for look in range(LOOKS)]
        bars, shades = self.bars(counts), self.bars([MILLION] * LOOKS)
        names = [self.label(f"look {look}", TYPE_SCALE.small) for look in (1, LOOKS, LOOKS + 1)]
        for name, edge in zip(
            names, (bars[0].get_left(), bars[-1].get_right(), self.room.center), strict=True
        ):
            name.move_to([edge[0], foot.y, 0], aligned_edge=LEFT if name is names[0] else RIGHT)
        names[2].align_to(foot.center + foot.width / 2 * RIGHT, RIGHT)
        self.add(self.title("A million cards"))
        with self.beat(1) as beat:
            self.tell(f"{MILLION:,} cards", beat.duration * 0.25, GrowFromEdge(shades[0], DOWN))
            beat.until("one")
            grow = LaggedStart(*(GrowFromEdge(shade, DOWN) for shade in shades[1:]), lag_ratio=0.3)
            self.play(grow, FadeIn(*names[:2]), run_time=beat.duration * 0.4)
            self.tell(f"After 20 looks: {MILLION - LOOKS:,} left", beat.remaining)
        with self.beat(2) as beat:
            self.add(bars[0])
            grey = (shade.animate.set_fill(self.theme.muted, DIM) for shade in shades)
            self.play(LaggedStart(*grey, lag_ratio=0.2), run_time=beat.duration * 0.3)
            for look, word in ((1, "half"), (2, "quarter")):
                beat.until(word)
                fall = TransformFromCopy(bars[look - 1], bars[look])
                self.tell(f"{counts[look]:,} left", beat.duration * 0.12, fall)
            beat.until("soon")
            self.tell(f"{counts[10]:,} left", beat.remaining, self.fall(bars[2:11]))
        with self.beat(3) as beat:
            self.play(self.fall(bars[10:]), run_time=beat.duration * 0.55)
            self.tell("20 looks: found!", beat.remaining, bars[-1].animate.set_fill(self.theme.tertiary))
        with self.beat(4) as beat:
            doubled = self.bars([2 * MILLION >> look for look in range(LOOKS + 1)], 2 * MILLION)
            moves = (Transform(old, new) for old, new in zip(bars, doubled[1:], strict=True))
            self.play(*moves, FadeOut(shades, names[1]), run_time=beat.duration * 0.25)
            beat.until("just")
            self.tell("2,000,000 cards: 21 looks", beat.duration * 0.2, GrowFromEdge(doubled[0], DOWN))
            beat.until("billion")
            self.tell("1,000,000,000 cards: 30 looks", beat.remaining)
        self.leave()

    def fall(self, bars):
        """Each bar grows out of the one before it."""
        steps = (TransformFromCopy(bars[look], bars[look + 1]) for look in range(len(bars) - 1))
        return LaggedStart(*steps, lag_ratio=0.5)

    def tell(self, text, seconds, *animations):
        """Writes a new caption while something happens."""
        self.remove(self.caption)
        self.caption = self.caption_place.place(self.label(text, TYPE_SCALE.heading))
        self.play(FadeIn(self.caption, shift=0.3 * UP), *animations, run_time=seconds)

    def bars(self, counts, most=MILLION):
        """A bar for each look: how many cards are still possible when it comes."""
        room, bars, pitch = self.room, VGroup(), self.room.width / (LOOKS + 1)
        for number, count in enumerate(counts):
            size = {"width": 0.75 * pitch, "height": max(count / most * room.height, 0.08)}
            bar = Rectangle(**size, color=self.theme.primary, fill_opacity=1, stroke_width=0)
            bars.add(bar.move_to([room.left + pitch * (number + 0.5), room.bottom, 0], aligned_edge=DOWN))
        return bars


class SortFirst(NarratedScene):
    def construct(self):
        theme, (stage, words) = self.theme, self.layout.body.rows(2, 1)
        places = words.columns(1, 1, 1) if is_wide(self) else words.rows(1, 1, 1)
        steps = [place.place(self.label(step)) for place, step in zip(places, STEPS, strict=True)]
        cards = Cards(theme, stage, CLOSE)
        for card in cards:
            card.show(theme.tertiary if card is cards[WANTED] else theme.primary).save_state()
        self.add(self.title("Sort first!"))
        with self.beat(1) as beat:
            self.play(LaggedStart(*map(FadeIn, cards), lag_ratio=0.1), run_time=beat.duration * 0.25)
            beat.until("shuffle")
            moves = (
                cards[index].animate(path_arc=PI / 2).move_to(p) for index, p in zip(SHUFFLED, cards.places)
            )
            self.play(LaggedStart(*moves, lag_ratio=0.05), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(cards[SHUFFLED[MIDDLE]].animate.show(theme.highlight), run_time=beat.duration * 0.2)
            beat.until("throw")
            self.play(cards.drop(SHUFFLED[MIDDLE::-1]), run_time=beat.remaining)
        with self.beat(3) as beat:
            sort = (Restore(card, path_arc=PI / 2) for card in cards)
            self.play(LaggedStart(*sort, lag_ratio=0.05), run_time=beat.duration * 0.3)
            beat.until("middle")
            look = cards[MIDDLE].animate.show(theme.highlight)
            self.play(look, Write(steps[0]), run_time=beat.duration * 0.15)
            beat.until("throw")
            self.play(cards.drop(range(MIDDLE, -1, -1)), Write(steps[1]), run_time=beat.duration * 0.2)
            beat.until("repeat")
            self.play(Write(steps[2]), run_time=beat.remaining)
        with self.beat(4) as beat:
            for wrong in (range(14, WANTED, -1), (9, 8)):
                self.play(cards.drop(wrong), run_time=beat.duration * 0.3)
            self.play(hop([cards[WANTED]]), run_time=beat.remaining)
        self.leave()
