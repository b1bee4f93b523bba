"""Statements that no parser accepts, with the rule that mends each, and what it becomes."""

START = "from manim import *\n\n\nclass A(Scene):\n    def construct(self):\n"
END = "        self.play(Create(Dot()))\n"

MENDED = (
    ("python-2", 'print "hi"', 'print("hi")'),
    ("python-2", 'print "%d, %d" % (a, b),', "print(\"%d, %d\" % (a, b), end=' ')"),
    (
        "python-2",
        "try:\n    pass\nexcept ValueError, e:\n    pass",
        "try:\n    pass\nexcept ValueError as e:\n    pass",
    ),
    ("notebook-command", "%matplotlib inline", "# %matplotlib inline"),
    ("notebook-command", "!pip install numpy", "# !pip install numpy"),
    ("characters", "x = Text(\u201cIt\u2019s\u201d)", 'x = Text("It\'s")'),
    ("characters", "x\u00a0=\u00a02 \u00d7 3", "x = 2 * 3"),
    ("characters", 'x = Text("2 \u00d7 3", width=2 \u00d7 3)', 'x = Text("2 \u00d7 3", width=2 * 3)'),
    ("characters", "x\u200b = 1", "x = 1"),
    ("characters", "x\u00a0= Text('a\u00a0b\u200cc')", "x = Text('a\u00a0b\u200cc')"),
    ("characters", "if a &lt;= b:\n    pass", "if a <= b:\n    pass"),
    ("characters", "x = y\u00b2 \u2212 1", "x = y**2 - 1"),
    ("formatted-text", "x = f'{d['a']}'", "x = f'{d[\"a\"]}'"),
    ("formatted-text", 'x = f"{", ".join(y)}"', "x = f\"{', '.join(y)}\""),
    ("formatted-text", 'x = f"{{a}} = {b}}"', 'x = f"{{a}} = {b}"'),
    ("formatted-text", 'x = f"x^{{{n}}"', 'x = f"x^{{{n}}}"'),
    ("header", "for i in range(3)\n    pass", "for i in range(3):\n    pass"),
    ("header", "for i in y  # each\n    pass", "for i in y:  # each\n    pass"),
    ("header", "if x = 3:\n    pass", "if x == 3:\n    pass"),
    ("header", "if f(a=1) = 3:\n    pass", "if f(a=1) == 3:\n    pass"),
    ("header", "while (x = 3):\n    pass", "while (x == 3):\n    pass"),
    ("header", "if x:\n    pass\nelse if y:\n    pass", "if x:\n    pass\nelif y:\n    pass"),
    ("foreign-words", "i++;", "i += 1"),
    ("foreign-words", "const x = 3;", "x = 3"),
    ("foreign-words", "// a remark", "# a remark"),
    ("quotes", "x = Text('It's fine')", 'x = Text("It\'s fine")'),
    ("quotes", 'x = Text("He said "hi" to us")', 'x = Text("He said \\"hi\\" to us")'),
    ("quotes", 'x = Text("one\ntwo")', 'x = Text("one\\ntwo")'),
    ("quotes", 'self.play(Write(Text("hello)))', 'self.play(Write(Text("hello")))'),
    ("quotes", 'x = MathTex(r"\\frac{1}{2})', 'x = MathTex(r"\\frac{1}{2}")'),
    ("long-texts", 'x = """abc\nself.wait()', 'x = """abc"""\nself.wait()'),
    ("brackets", "self.play(Create(x), run_time=2", "self.play(Create(x), run_time=2)"),
    ("brackets", "for i in range(len(x):\n    pass", "for i in range(len(x)):\n    pass"),
    ("brackets", "self.play(FadeOut(x)))", "self.play(FadeOut(x))"),
    ("brackets", "x = [f(1, g(2)]", "x = [f(1, g(2))]"),
    (
        "brackets",
        "x = VGroup(*[Dot()\n    for a in y]\n    for b in z])",
        "x = VGroup(*[Dot()\n    for a in y\n    for b in z])",
    ),
    (
        "commas",
        "x = VGroup(\n    Dot()  # one\n    Circle(),\n)",
        "x = VGroup(\n    Dot(),  # one\n    Circle(),\n)",
    ),
    ("commas", 'x = Text("a" font_size=3)', 'x = Text("a", font_size=3)'),
    ("prose", "Then the circle moves to the right.", "# Then the circle moves to the right."),
    ("prose", "2. **Now**, the next step:", "# 2. **Now**, the next step:"),
    ("prose", "```", "# ```"),
    ("indentation", "x = 1\n x.y()", "x = 1\nx.y()"),
    ("tabs", "if x:\n    y()\n\tz()", "if x:\n    y()\n    z()"),
    ("indentation", 'x = 1\n y = """a\n  b"""', 'x = 1\ny = """a\n  b"""'),
    ("empty-block", "def f():", "def f():\n    pass"),
)

LEFT_ALONE = (
    'exec "x"',
    "x = 012",
    "x = y if z",
    "x = = 3",
    "f(a=1, 2 3)",
    "class",
    "x = $y",
    "raise E, 'no'",
)


def in_scene(statement: str) -> str:
    """A script of one scene with this statement in it, and a call of `play` behind it."""
    return START + "".join(f"        {line}\n" for line in statement.split("\n")) + END
