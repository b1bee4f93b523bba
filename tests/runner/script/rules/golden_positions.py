"""Arguments in the wrong places, heights in the place of points, and settings for other renderers."""

from tests.runner.script.rules.golden import HEAD, Golden

_TWO_FOR_ONE = "TypeError: NumberPlane.get_vector() takes 2 positional arguments but 3 were given"
_HEIGHT = "ValueError: operands could not be broadcast together with shapes (16,) (3,) (16,)"

POSITIONS = (
    Golden(
        rule="surplus-numbers",
        error=_TWO_FOR_ONE,
        before="a = plane.get_vector(1, -2, color=RED)",
        after="a = plane.get_vector([1, -2], color=RED)",
        sentence="get_vector takes a point: its numbers stand in a list.",
    ),
    Golden(rule="surplus-numbers", error=_TWO_FOR_ONE, before='a = plane.get_vector(p, "a")', after=None),
    Golden(
        rule="surplus-argument",
        error="TypeError: Mobject.to_edge() takes from 1 to 3 positional arguments but 4 were given",
        before="a.to_edge(UP, 0.5, 3)",
        after="a.to_edge(UP, 0.5)",
        sentence="to_edge takes fewer arguments; `3` is left out.",
    ),
    Golden(
        rule="surplus-argument",
        error="TypeError: Scene1.construct.<locals>.f() takes 1 positional argument but 2 were given",
        before="f(1, 2)",
        after=None,
    ),
    Golden(
        rule="points-one-by-one",
        error="ValueError: setting an array element with a sequence. The requested array would exceed the "
        "maximum number of dimension of 2.",
        before="corners = [a, b, c]\nd = Polygon(corners, color=RED)",
        after="corners = [a, b, c]\nd = Polygon(*corners, color=RED)",
        sentence="Polygon takes its points one by one, not in a list.",
    ),
    Golden(
        rule="points-of-heights",
        error="TypeError: Mobject.__init__() got an unexpected keyword argument 'x_range'",
        before="a = Surface(lambda x, y: x * y, x_range=[0, 1], y_range=[0, 2])",
        after="a = Surface(lambda x, y: np.array([x, y, x * y]), u_range=[0, 1], v_range=[0, 2])",
        sentence="A surface's function gives points for its two inputs, u and v, not heights.",
    ),
    Golden(
        rule="points-of-heights",
        error=_HEIGHT,
        before="def f(x, y):\n    return np.sin(x)\n\na = Surface(f, u_range=[0, 1])",
        after="def f(x, y):\n    return np.sin(x)\n\n"
        "a = Surface(lambda u, v: np.array([u, v, f(u, v)]), u_range=[0, 1])",
    ),
    Golden(
        rule="points-of-heights",
        error=_HEIGHT,
        before="a = Surface(lambda u, v: axes.c2p(u, v), u_range=[0, 1])",
        after=None,
    ),
    Golden(
        rule="renderer",
        error="AttributeError: Circle object has no attribute 'align_data_and_family'",
        before="self.play(FadeIn(a))",
        after="self.play(FadeIn(a))",
        head=f'{HEAD}\nconfig.renderer = "opengl"',
        head_after=f'{HEAD}\nconfig.renderer = "cairo"',
        sentence="There is no OpenGL here",
    ),
    Golden(
        rule="coordinates-in-a-list",
        error="TypeError: object of type 'int' has no len()",
        before="a = Vector(1, 2, color=RED)",
        after="a = Vector([1, 2, 0], color=RED)",
    ),
    Golden(
        rule="todays-method",
        error="TypeError: Mobject.__getattr__.<locals>.getter() takes 1 positional argument but 2 were given",
        before="m = Matrix([[1]])\na = m.get_column(0)",
        after="m = Matrix([[1]])\na = m.get_columns()[0]",
    ),
    Golden(
        rule="point-of-object",
        error="TypeError: unsupported operand type(s) for +: 'NoneType' and 'float'",
        before="u = np.array([1, 0])\na = u + v",
        after="u = np.array([1, 0])\na = u + v.get_center()",
    ),
)
