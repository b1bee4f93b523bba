"""Code that runs, and in which it is easy to see a fault."""

SOUND_BODIES = (
    # What a list holds, and how long it is, may change.
    "point = [1, 2]\npoint.append(0)\nDot(point)",
    "self.point = [1, 2]\nself.point.extend([0])\nDot(self.point)",
    "shapes = [Dot()]\nshapes.extend([Square()])\nshapes[1].side_length",
    "shapes = [Dot()]\nshapes.insert(0, Square())\nshapes[0].side_length",
    "shapes = [Dot(), Dot()]\nshapes[0] = Square()\nshapes[0].side_length",
    "shapes = [Dot()]\nothers = shapes\nothers.append(Square())\nshapes[1].side_length",
    "def fill(given):\n    given.append(Square())\nshapes = []\nshapes.append(Dot())\nfill(shapes)\n"
    "shapes[1].side_length",
    "self.shapes = [Dot()]\nself.shapes.append(Square())\nself.shapes[-1].side_length",
    "shapes = [Dot(), Dot()]\nshapes = VGroup(*shapes)\nshapes.arrange(RIGHT)",
    "rows = [[Dot()], [Dot()]]\nfor row in rows:\n    row.append(Square())\nrows[0][1].side_length",
    "points = [[1, 2], [3, 4]]\npoints[0].append(0)\nDot(points[0])",
    # Pairs that are no points.
    "Line(*(np.array([LEFT, RIGHT]) + UP))",
    "ends = [Dot().get_center(), Dot().get_top()]\nDot((np.array(ends) + RIGHT)[0])",
    "point = (1, 2)\nDot(Axes().c2p(*point))\nDot((*point, 0))\nDot(point + (0,))",
    "edges = [(LEFT, RIGHT), (UP, DOWN)]\nfor edge in edges:\n    Line(*edge)\n    Line(edge[0], edge[1])",
    # Names that functions bind anew, or that every module has.
    "print(__builtins__, __spec__)",
    "shape = Dot()\ndef change():\n    nonlocal shape\n    shape = Square()\nchange()\nshape.side_length",
    "def one():\n    def inner(x):\n        return x\n    return inner(1)\ndef two():\n    def inner(x, y):\n"
    "        return y\n    return inner(1, 2)",
    "Circle = lambda *sides: Square()\nCircle(1, 2, 3, 4).side_length",
    "actions = {'a': lambda x: x}\nAxes().plot(actions['a'])\nactions['a'].__name__",
    # Attributes that come from elsewhere.
    "for name, part in {'first': Dot()}.items():\n    setattr(self, name, part)\nself.first.shift(UP)",
    "Axes().plot(lambda x: x).underlying_function(2)",
    "axes = Axes()\naxes.get_vertical_line(axes.c2p(1, 2)).dash_length",
    "Dot().get_x().round(1)",
    "self.play(Dot().animate.shift(UP).build())",
    "axes = Axes()\naxes.get_secant_slope_group(x=1, graph=axes.plot(lambda x: x)).secant_line",
    # Names get their values on the way.
    "for n in range(2):\n    if n:\n        last.shift(UP)\n    last = Dot()",
    "try:\n    shape = Dot()\nexcept ValueError:\n    shape = Square()\nshape.get_center()",
    "from contextlib import suppress\nwith suppress(ValueError):\n    shape = Dot()\nshape.get_center()",
    "dots = [dot for n in range(2) if (dot := Dot())]\nif (shape := Dot()) and shape.get_x():\n    pass",
    "while True:\n    if self.time:\n        shape = Dot()\n        break\n    self.wait()\nshape.get_x()",
    "def late():\n    return shape.side_length\nshape = Dot()\nshape = Square()\nlate()",
    "shape = Dot()\ndraw = lambda: shape.side_length\nshape = Square()\ndraw()",
    "shape = Dot()\nif isinstance(shape, Square):\n    shape.side_length",
    "match 1:\n    case 1:\n        shape = Dot()\nshape.get_x()",
    "label = None\nif label:\n    label.shift(UP)",
    # Numbers of NumPy, and what looks like a pair.
    "(2.5).is_integer()\nnp.sin(1.5).round(1).item()\nPI.real\nUP.shape\nDot().get_x().astype(int)",
    "rows = np.array([LEFT, RIGHT])\nDot(rows[0] + UP)\nDot(2 * UP + RIGHT * PI).get_center().sum()",
    "pair = (1, 2) + (0,)\nDot(pair)\nDot(np.array((1, 2, 0)) / 2)",
)
SOUND_SCRIPTS = (
    """
    SHAPES = [Dot()]
    shape = Dot()

    def change():
        global shape
        shape = Square()

    class Section1(NarratedScene):
        def construct(self):
            change()
            SHAPES.append(Square())
            self.wait(shape.side_length + SHAPES[-1].side_length)
    """,
    """
    class Card(VGroup):
        def __init__(self, **options):
            super().__init__()
            self.__dict__.update(options)
            self.add(Dot(radius=self.size))
    """,
    """
    class Section1(NarratedScene):
        def play(self, *mobjects):
            super().play(*map(FadeIn, mobjects) if mobjects else [Wait()])

        def construct(self):
            self.play()
            self.play(Square())
    """,
    """
    class Section1(Scene):
        def __init__(self, **options):
            super().__init__(camera_class=MovingCamera, **options)

        def construct(self):
            self.play(self.camera.frame.animate.scale(2))
    """,
    """
    class Box:
        def __new__(cls):
            cls.mro()
            return super().__new__(cls)

        def get_center(self):
            return np.array([1, 2])

    class Section1(NarratedScene):
        def construct(self):
            self.wait(sum(Box().get_center() + (1, 2)))
    """,
    """
    class Section1(LinearTransformationScene):
        def construct(self):
            self.apply_matrix([[1, 1], [0, 1]])
    """,
    """
    from scenekit import templates

    config["tex_template"] = TexFontTemplates.droid_serif

    class Section1(NarratedScene):
        def construct(self):
            self.play(Write(Tex(r"$\\textcolor{red}{x}$")))
    """,
    """
    def make(name, *, size=1, **options):
        return Text(name, font_size=size) if name else None

    class Card(VGroup):
        def __init__(self, title, size=1, **options):
            super().__init__(**options)
            self.title = title

        def grow(self, by=2):
            return self.scale(by)

    class Wide(Card):
        pass

    class Base(NarratedScene):
        def construct(self):
            self.act()

        def act(self):
            raise NotImplementedError

    class Section1(Base):
        def act(self):
            card = Wide("a", size=2, color=RED)
            card.grow().grow(by=3).title.upper()
            make("b", size=3, weight=BOLD).shift(UP)
            self.play(*self.parts(card))

        def parts(self, card):
            for part in (1, 2):
                return [FadeIn(card)]
    """,
)
