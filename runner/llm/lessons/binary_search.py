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
WANTED = VALUES.index(53)
LOOKS = (7, 11, 9, WANTED)  # the cards that the search turns over
SHUFFLED = (12, 5, 0, WANTED, 8, 3, 14, 2, 6, 11, 1, 9, 13, 4, 7)  # the wanted card lies left of a small one
MILLION, LOOKS_FOR_MILLION = 1_000_000, 20
STEPS = ("Look in the middle", "Throw away half", "Repeat")
WIDE_ROW, SHORT_ROW = 15, 8  # cards in a row where the picture is wide, and elsewhere
POINTER_ROOM, POINTER_GAP = 0.3, 0.2  # kept free at both ends of a row, and between card and pointer
ROOMY, CLOSE = 1.55, 0.6  # between rows of cards: with and without room for pointers
DIM, EDGE_ON = 0.22, 0.02


def is_wide(scene):
    return scene.layout.frame.width > 1.2 * scene.layout.frame.height


class Card(VGroup):
    """A card, face down at first: paper, the pattern on its back, and its number."""

    def __init__(self, theme, value, width, height):
        self.theme = theme
        self.paper = RoundedRectangle(corner_radius=0.14 * width, width=width, height=height)
        self.pattern = RoundedRectangle(
            corner_radius=0.1 * width, width=0.7 * width, height=height - 0.3 * width
        )
        self.number = label(str(value), 46 * width, theme.primary, weight="BOLD")
        super().__init__(self.paper, self.pattern, self.number)
        self.paper.set_fill(theme.primary, 1).set_stroke(theme.primary, 4)
        self.pattern.set_stroke(theme.background, 3)
        self.number.set_opacity(0)

    def show(self, color):
        """The face of the card, in this colour."""
        self.paper.set_fill(self.theme.panel, 1).set_stroke(color)
        self.pattern.set_stroke(opacity=0)
        self.number.set_fill(color, 1)
        return self

    def drop(self):
        """The card when it is ruled out, whichever side is up: grey, and a little lower."""
        self.paper.set_fill(self.theme.muted, DIM).set_stroke(width=0)
        self.number.set_color(self.theme.muted)
        return self.shift(0.15 * self.paper.height * DOWN)


class Cards(VGroup):
    """All cards in one row, or in two where the region is narrow, with room for pointers."""

    def __init__(self, theme, region, row_gap=ROOMY):
        per_row = WIDE_ROW if region.width > WIDE_ROW * 0.6 else SHORT_ROW
        rows = -(-len(VALUES) // per_row)
        pitch = (region.width - 2 * POINTER_ROOM) / per_row
        width = 0.88 * pitch
        height = min(2 * width, region.height / rows - row_gap)
        super().__init__(*(Card(theme, value, width, height) for value in VALUES))
        self.arrange_in_grid(cols=per_row, buff=(pitch - width, row_gap))
        self[per_row:].shift(pitch / 2 * RIGHT)
        self.move_to(region.center)
        self.places = [card.get_center() for card in self]

    def drops(self, indices):
        """Animations that rule these cards out, one shortly after the other."""
        return LaggedStart(*(self[index].animate.drop() for index in indices), lag_ratio=0.15)


class Pointer(VGroup):
    """A named arrow: below the LEFT or RIGHT part of a card, or above its middle (UP)."""

    def __init__(self, scene, name, side):
        self.is_above = above = side is UP
        color = scene.theme.highlight if above else scene.theme.text
        self.side = side
        self.arrow = (
            Triangle(color=color, fill_opacity=1).rotate(PI if above else 0).stretch_to_fit_width(0.26)
        )
        text = scene.label(name, TYPE_SCALE.small, color)
        super().__init__(self.arrow.stretch_to_fit_height(0.22), text)
        text.next_to(self.arrow, UP if above else DOWN, buff=0.08)
        if not above:  # the names of two pointers at one card stand side by side
            text.align_to(self.arrow, -side)

    def point_at(self, cards, index):
        card = cards[index].paper
        reach = card.height / 2 + POINTER_GAP
        if self.is_above:
            tip, spot = self.arrow.get_bottom(), reach * UP
        else:
            tip, spot = self.arrow.get_top(), reach * DOWN + card.width / 4 * self.side
        return self.shift(cards.places[index] + spot - tip)


class Search:
    """A row of cards, the number wanted, and what the last look said."""

    def __init__(self, scene):
        self.scene, self.theme = scene, scene.theme
        header, stage = scene.layout.body.rows(1, 5)
        left, self.answer_place = header.columns(1, 1)
        self.wanted = left.place(scene.label("Looking for 53", TYPE_SCALE.heading, self.theme.tertiary))
        self.cards = Cards(self.theme, stage)
        self.answer = VGroup()

    def turn_over(self, index, seconds, color):
        card, half = self.cards[index], seconds / 2
        squeeze = card.animate(rate_func=rush_into).stretch(EDGE_ON, 0)
        self.scene.play(squeeze, FadeOut(self.answer), run_time=half)
        card.show(color)
        self.scene.play(card.animate(rate_func=rush_from).stretch(1 / EDGE_ON, 0), run_time=half)

    def say(self, index, verdict, seconds, color):
        """Writes what the card says beside the number wanted."""
        text = self.scene.label(f"{VALUES[index]}: {verdict}", TYPE_SCALE.heading, color)
        self.answer = self.answer_place.place(text)
        digits = len(str(VALUES[index]))
        move = TransformFromCopy(self.cards[index].number, text[:digits])
        self.scene.play(move, Write(text[digits:]), run_time=seconds)
        self.scene.remove(*text).add(text)


class Piles:
    """A bar for each look: how many of a million cards are still possible, before all that are not."""

    def __init__(self, scene, region, name, counts):
        self.scene, self.theme, self.counts = scene, scene.theme, counts
        caption, self.room, self.foot = region.rows(1, 4, 1, gap=0.15)
        name_place, self.count_place = caption.columns(1, 1, gap=0.2)
        self.name, self.count = name_place.place(scene.label(name)), VGroup()
        self.shades = VGroup(*(self.bar(look, 1, self.theme.muted, DIM) for look in range(len(counts))))
        self.bars = VGroup(*(self.bar(look, count / MILLION) for look, count in enumerate(counts)))

    def bar(self, look, share, color=None, opacity=1):
        pitch = self.room.width / (LOOKS_FOR_MILLION + 1)
        size = {"width": 0.75 * pitch, "height": max(share * self.room.height, 0.05)}
        bar = Rectangle(**size, color=color or self.theme.primary, fill_opacity=opacity, stroke_width=0)
        corner = np.array([self.room.left + pitch * (look + 0.5), self.room.bottom, 0])
        return bar.move_to(corner, aligned_edge=DOWN)

    def show_count(self, text, color=None):
        self.scene.remove(self.count)
        self.count = self.count_place.place(self.scene.label(text, color=color))
        self.scene.add(self.count)

    def start(self, seconds):
        self.show_count(f"{self.counts[0]:,} left")
        grow = GrowFromEdge(self.bars[0], DOWN)
        self.scene.play(Write(self.name), grow, FadeIn(self.count), run_time=seconds)

    def run(self, first, end, seconds):
        """Takes the looks from `first` to before `end`: each bar grows out of the one before."""
        start = self.scene.renderer.time
        for look in range(first, end):
            left = start + seconds - self.scene.renderer.time
            self.show_count(f"{self.counts[look]:,} left")
            step = TransformFromCopy(self.bars[look - 1], self.bars[look]), FadeIn(self.shades[look])
            self.scene.play(*step, run_time=max(left / (end - look), 0.04))
            self.scene.bring_to_front(self.bars[look])

    def finish(self, result, color, seconds):
        self.show_count(result, color)
        self.brace = Brace(self.bars, DOWN, buff=0.1, color=self.theme.text)
        self.looks = self.foot.place(self.scene.label("20 looks"))
        self.scene.play(
            self.bars[-1].animate.set_fill(color), FadeIn(self.brace), Write(self.looks), run_time=seconds
        )

    def double(self, beat): ...


class SevenGuesses(NarratedScene):
    def construct(self):
        self.low, self.high = 1, 100
        self.set_board()
        self.meet_board()
        with self.beat(2) as beat:
            beat.until("middle")
            self.ask(50, beat.duration * 0.25)
            beat.until("too")
            self.rule_out(50, beat.remaining)
        with self.beat(3) as beat:
            self.ask(75, beat.duration * 0.3)
            beat.until("too")
            self.rule_out(75, beat.remaining)
        with self.beat(4) as beat:
            for guess in GUESSES[2:]:
                self.ask(guess, beat.duration * 0.06)
                self.rule_out(guess, beat.duration * 0.06)
            beat.until("that")
            name = self.verdict_place.place(self.label("Binary search", TYPE_SCALE.title))
            self.play(FadeOut(self.verdict), Write(name), run_time=beat.remaining)
        self.leave()

    def set_board(self):
        body, theme = self.layout.body, self.theme
        board, words = body.columns(1, 1) if is_wide(self) else body.rows(2, 1)
        self.verdict_place, slots_place = words.rows(1, 1)
        side = min(board.width, board.height - 1)
        cell = Square(0.085 * side, color=theme.primary, fill_opacity=1, stroke_width=0)
        self.cells = cell.get_grid(10, 10, buff=0.015 * side).move_to(board.center)
        corners = (("1", UP, LEFT), ("100", DOWN, RIGHT))
        names = (self.label(n).next_to(self.cells, d, 0.15).align_to(self.cells, a) for n, d, a in corners)
        self.first, self.last = names
        slot = RoundedRectangle(corner_radius=0.12, width=0.8, height=0.8, color=theme.text, stroke_width=3)
        self.slots = slots_place.place(slot.get_grid(1, len(GUESSES), buff=0.12))
        self.verdict = VGroup()

    def meet_board(self):
        with self.beat(1) as beat:
            title = self.title("Binary search")
            self.add(title, self.first)
            pops = (GrowFromCenter(cell) for cell in self.cells)
            self.play(LaggedStart(*pops, lag_ratio=0.1), run_time=beat.duration * 0.5)
            self.play(Write(self.last), run_time=beat.duration * 0.08)
            beat.until("seven", lead_seconds=0.3)
            self.play(LaggedStart(*map(Create, self.slots), lag_ratio=0.2), run_time=beat.remaining)

    def ask(self, guess, seconds):
        """Lights the cell of a guess and notes the guess in the next slot."""
        cell, slot = self.cells[guess - 1], self.slots[GUESSES.index(guess)]
        color = self.theme.tertiary if guess == SECRET else self.theme.highlight
        number = self.label(str(guess), TYPE_SCALE.body, color).move_to(slot)
        light = cell.animate.set_fill(color)
        note = TransformFromCopy(cell, number)
        self.play(light, note, slot.animate.set_stroke(color), FadeOut(self.verdict), run_time=seconds)

    def rule_out(self, guess, seconds):
        """Shrinks the cells on the wrong side of a guess, and the guess."""
        if guess == SECRET:
            return
        is_small = guess < SECRET
        wrong = self.cells[self.low - 1 : guess] if is_small else self.cells[guess - 1 : self.high]
        self.low, self.high = (guess + 1, self.high) if is_small else (self.low, guess - 1)
        words = self.label("too small" if is_small else "too big", TYPE_SCALE.title, self.theme.highlight)
        self.verdict = self.verdict_place.place(words)
        fades = (cell.animate.set_fill(self.theme.muted, DIM).scale(0.6) for cell in wrong)
        self.play(Write(words), LaggedStart(*fades, lag_ratio=0.03), run_time=seconds)


class LookInTheMiddle(NarratedScene):
    def construct(self):
        search, theme = Search(self), self.theme
        cards, middle = search.cards, LOOKS[0]
        mid = Pointer(self, "mid", UP).point_at(cards, middle)
        ends = (("small", RIGHT, 0), ("large", LEFT, -1))
        ends = [Pointer(self, name, side).point_at(cards, index) for name, side, index in ends]
        self.add(self.title("Look in the middle"))
        with self.beat(1) as beat:
            deal = (FadeIn(card, shift=UP) for card in cards)
            self.play(LaggedStart(*deal, lag_ratio=0.15), run_time=beat.duration * 0.35)
            beat.until("small")
            ends = (FadeIn(end, shift=0.3 * UP) for end in ends)
            self.play(LaggedStart(*ends, lag_ratio=0.5), run_time=beat.duration * 0.15)
            beat.until("Where")
            self.play(Write(search.wanted), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(FadeIn(mid, shift=0.3 * DOWN), run_time=beat.duration * 0.2)
            search.turn_over(middle, beat.duration * 0.25, theme.highlight)
            beat.until("too", lead_seconds=0.4)
            search.say(middle, "too small", beat.remaining, theme.highlight)
        with self.beat(3) as beat:
            beat.until("everything")
            self.ripple(cards[:middle][::-1], beat.duration * 0.3)
            beat.until("Away")
            self.play(cards.drops(range(middle, -1, -1)), run_time=beat.remaining)
        self.leave()

    def ripple(self, cards, seconds):
        hops = (card.animate(rate_func=there_and_back).shift(0.2 * UP) for card in cards)
        self.play(LaggedStart(*hops, lag_ratio=0.2), run_time=seconds)


class LowMidHigh(NarratedScene):
    def construct(self):
        self.search = Search(self)
        self.cards = self.search.cards
        pointers = zip(("low", "mid", "high"), (LEFT, UP, RIGHT), (0, 8, 14), strict=True)
        self.low, self.mid, self.high = (Pointer(self, *p[:2]).point_at(self.cards, p[2]) for p in pointers)
        self.set_pointers()
        with self.beat(2) as beat:
            self.look(1, "too big", beat.duration * 0.3)
            beat.until("high", lead_seconds=0.3)
            self.move(self.high, WANTED, beat.duration * 0.2)
            beat.until("right")
            self.play(self.cards.drops(range(14, 10, -1)), run_time=beat.remaining)
        with self.beat(3) as beat:
            self.move(self.mid, LOOKS[2], beat.duration * 0.12)
            self.look(2, "too small", beat.duration * 0.3)
            beat.until("low", lead_seconds=0.3)
            self.move(self.low, WANTED, beat.duration * 0.2)
            self.play(self.cards.drops((9, 8)), run_time=beat.remaining)
        with self.beat(4) as beat:
            self.move(self.mid, WANTED, beat.duration * 0.12)
            beat.until("found", lead_seconds=0.8)
            self.search.turn_over(WANTED, beat.duration * 0.12, self.theme.tertiary)
            self.search.say(WANTED, "found!", beat.duration * 0.12, self.theme.tertiary)
            beat.until("four")
            hops = (self.cards[look].animate(rate_func=there_and_back).shift(0.2 * UP) for look in LOOKS)
            self.play(LaggedStart(*hops, lag_ratio=0.5), run_time=beat.remaining)
        self.leave()

    def move(self, pointer, index, seconds):
        self.play(pointer.animate.point_at(self.cards, index), run_time=seconds)

    def look(self, number, verdict, seconds):
        index, color = LOOKS[number], self.theme.highlight
        self.search.turn_over(index, seconds / 2, color)
        self.search.say(index, verdict, seconds / 2, color)

    def set_pointers(self):
        """Starts where the first look has ruled out the left half."""
        first, cards = LOOKS[0], self.cards
        cards[first].show(self.theme.highlight)
        for card in cards[: first + 1]:
            card.drop()
        self.add(self.title("Low, mid, high"))
        with self.beat(1) as beat:
            self.play(FadeIn(cards, self.search.wanted), run_time=beat.duration * 0.12)
            beat.until("low", lead_seconds=0.3)
            self.play(FadeIn(self.low, shift=0.3 * UP), run_time=beat.duration * 0.08)
            self.move(self.low, first + 1, beat.duration * 0.15)
            self.play(FadeIn(self.high, shift=0.3 * UP), run_time=beat.duration * 0.1)
            beat.until("mid", lead_seconds=0.3)
            self.play(FadeIn(self.mid, shift=0.3 * DOWN), run_time=beat.duration * 0.08)
            self.move(self.mid, LOOKS[1], beat.remaining)


class MillionCards(NarratedScene):
    def construct(self):
        body = self.layout.body
        left, right = body.columns(1, 1) if is_wide(self) else body.rows(1, 1)
        self.add(self.title("A million cards"))
        looks = range(LOOKS_FOR_MILLION)
        slow = Piles(self, left, "One by one", [MILLION - look for look in looks])
        fast = Piles(self, right, "Halving", [MILLION >> look for look in looks])
        with self.beat(1) as beat:
            slow.start(beat.duration * 0.2)
            beat.until("one")
            slow.run(1, LOOKS_FOR_MILLION, beat.duration * 0.35)
            slow.finish("999,980 left", slow.theme.text, beat.remaining)
        with self.beat(2) as beat:
            fast.start(beat.duration * 0.12)
            for look in (1, 2, 3):
                fast.run(look, look + 1, beat.duration * 0.11)
            fast.run(4, 18, beat.remaining)
        with self.beat(3) as beat:
            fast.run(18, LOOKS_FOR_MILLION, beat.duration * 0.3)
            beat.until("your")
            fast.finish("found!", self.theme.tertiary, beat.remaining)
        with self.beat(4) as beat:
            fast.double(beat)
        self.leave()


class SortFirst(NarratedScene):
    def construct(self):
        stage, words = self.layout.body.rows(2, 1)
        cards = Cards(self.theme, stage, CLOSE)
        ...
