"""Lines of a scene, and what is found wrong with them."""

FAULTS = {
    "x = Sqare()": ["the name 'Sqare' is not defined; did you mean Square?"],
    "self.play(ShowCreation(Circle()))": ["the name 'ShowCreation' is not defined"],
    "Circle(raduis=2)": ["Circle() takes no keyword 'raduis'; did you mean radius?"],
    "FadeIn(Dot(), colour=RED)": ["FadeIn() takes no keyword 'colour'"],
    "smooth()": ["smooth() needs 't'"],
    "Square(1, 2, 3)": ["Square() takes 1 positional arguments, but 3 are given"],
    "axes = Axes()\naxes.add_coordinate_labels()": ["Axes has no attribute 'add_coordinate_labels'"],
    "Square().shift(UP).turn(1)": ["Square has no attribute 'turn'"],
    "s = Square()\nself.play(s.animate.grow(2))": ["Square has no attribute 'grow'"],
    "s = Square()\ns.next_to(ORIGIN, UP, buf=1)": [
        "Square.next_to() takes no keyword 'buf'; did you mean buff?"
    ],
    "Dot().get_place()": ["Dot has no attribute 'get_place'"],
    "self.palette": ["Section1 has no attribute 'palette'"],
    "self.theme.accent": ["Theme has no attribute 'accent'"],
    "self.layout.body.middle": ["Region has no attribute 'middle'"],
    "def f(x):\n    return x\nf.to_graph()": ["function has no attribute 'to_graph'"],
    "f = lambda x: x\nf.underlying": ["function has no attribute 'underlying'"],
    "parts = [Dot(), Square()]\nparts.shift(UP)": ["list has no attribute 'shift'"],
    "dots = [Dot(), Dot()]\ndots[0].y": ["Dot has no attribute 'y'"],
    "dots = []\nfor n in range(3):\n    dots.append(Dot())\nfor dot in dots:\n    dot.place()": [
        "Dot has no attribute 'place'"
    ],
    "dots = [Dot() for n in range(3)]\nfor n, dot in enumerate(dots):\n    dot.place()": [
        "Dot has no attribute 'place'"
    ],
    "points = [(0, 1), (2, 3)]\ndots = [Dot(point) for point in points]": [
        "point is a point of two numbers; points have three: [x, y, 0]"
    ],
    "x = 2\nSquare().move_to([x, 0])": ["[x, 0] is a point of two numbers; points have three: [x, y, 0]"],
    "u, v = 1, 2\ncorner = np.array([u, v])\nLine(ORIGIN, corner)": [
        "corner is a point of two numbers; points have three: [x, y, 0]"
    ],
    "for n in range(3):\n    Dot(Dot().get_center() + (n, 0))": [
        "(n, 0) is a point of two numbers; points have three: [x, y, 0]"
    ],
    "self.play(Dot().shift, UP)": [
        "play(Dot().shift) is given a method: write .animate.shift(...) in its place"
    ],
    "Axes().plot(lambda x: x, label='f')": ["Axes.plot() takes no keyword 'label'"],
    "Tex('f(x) = x^2')": ["^ stands outside of $...$: set it between them, or use MathTex"],
    "Tex(r'N(\\mu=' + f'{1:.2f})')": [r"\mu stands outside of $...$: set it between them, or use MathTex"],
    "Tex('costs $5')": ["a $ has no partner"],
    "MathTex('$x^2$')": ["MathTex is in math mode already: leave the $ out, or use Tex"],
    "MathTex('½m₁')": ["LaTeX doesn't know the character '₁': write its command, or use Text"],
    "MathTex(r'\\textcolor{red}{x}')": [
        r"\textcolor is not defined here: give colours by `color=` or `set_color_by_tex`"
    ],
    "self.equation(r'\\pdv{f}{x}')": [r"\pdv is not defined here: write \frac{d}{dx}"],
    "self.label('x').rotate_by(1)": ["Text has no attribute 'rotate_by'"],
    "self.label('x', weight='BOLD')": ["Section1.label() takes no keyword 'weight'"],
    "with self.beat(1) as b:\n    self.wait(b.length)": ["Beat has no attribute 'length'"],
    "self.camera.frame": ["Camera has no attribute 'frame'"],
    "Text.from_words('a')": ["Text has no attribute 'from_words'"],
    "np.array_of(2)": ["np has no attribute 'array_of'"],
    "ring(self).move_to((1, 2))": ["(1, 2) is a point of two numbers"],
    "Square().move_to([1, 2])": ["[1, 2] is a point of two numbers"],
    "Line(np.array([0, 0]), (1, -1.5))": ["(1, -1.5) is a point", "np.array([0, 0]) is a point"],
    "self.play()": ["play() needs at least one animation"],
    "s = Square()\nself.play(s)": ["play(s) is given a mobject, not an animation"],
    "self.play(Square().shift(UP))": [".animate.shift(...)"],
    "self.play('hello')": ["play() is given 'hello'"],
    "self.dot = Dot()\nself.dot.jump()": ["Dot has no attribute 'jump'"],
    "import manimlib": ["the module 'manimlib' is not installed"],
    "from scenekit import Lable": ["scenekit has no 'Lable'"],
    "f = lambda x: x + missing_one": ["the name 'missing_one' is not defined"],
    "return [y for y in range(z_end)]": ["the name 'z_end' is not defined"],
    "shape = Dot()\nshape = Square()\nshape.turn(1)": ["Square has no attribute 'turn'"],
    "shape, other = Dot(), Square()\nother.turn(1)": ["Square has no attribute 'turn'"],
    "shape = Dot()\nif shape:\n    shape = Square()\n    shape.turn(1)": ["Square has no attribute 'turn'"],
    "for shape in (1, 2):\n    pass\nfor shape in [Dot()]:\n    shape.turn(1)": [
        "Dot has no attribute 'turn'"
    ],
    "size = 2.5 * PI\nsize.turn(1)": ["a number has no attribute 'turn'"],
    "name = f'{self}'\nname.to_edge(UP)": ["a text has no attribute 'to_edge'"],
    "Dot().get_center().turn(1)": ["a point has no attribute 'turn'"],
    "self.wait().turn(1)": ["None has no attribute 'turn'"],
    "dots = [np.array([np.cos(n), 1]) for n in range(3)]\ndots = [p * 2 for p in dots]\nDot(dots[0])": [
        "dots[0] is a point of two numbers; points have three: [x, y, 0]"
    ],
    "dot = always_redraw(lambda: Dot())\ndot.turn(1)": ["Dot has no attribute 'turn'"],
}
