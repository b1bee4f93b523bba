"""Texts that LaTeX refuses, and how they are set."""

from tests.runner.script.rules.golden import Golden

_REFUSED = "ValueError: latex error converting to dvi. See log output above or the log file: a.log"

TEX = (
    Golden(
        rule="tex",
        error=_REFUSED,
        before=r'a = Tex("The area x^2 + y_1 of a circle")',
        after=r'a = Tex("The area $x^2 + y_1$ of a circle")',
        sentence="LaTeX refuses this Tex; it is set as a text, with its formulas between $",
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before=r'a = Tex(r"\frac{1}{2} = \alpha", color=RED)',
        after=r'a = MathTex(r"\frac{1}{2} = \alpha", color=RED)',
        sentence="LaTeX refuses this Tex; it is set as a formula, in math mode: MathTex.",
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before='a = Tex("Sick & healthy: 5% of #1 in my_list")',
        after=r'a = Tex("Sick \\& healthy: 5\\% of \\#1 in my\\_list")',
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before=r'a = MathTex(r"$x^2$")',
        after=r'a = MathTex(r"x^2")',
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before=r'a = MathTex("The length $x$ of it")',
        after=r'a = Tex("The length $x$ of it")',
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before='a = MathTex(f"½m₁v² ≤ {x}")',
        after=r'a = MathTex(f"\\frac{{1}}{{2}}m_{{1}}v^{{2}} \\leq {x}")',
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before='a = MathTex("\\frac{a}{b} + \\beta")',
        after=r'a = MathTex("\\frac{a}{b} + \\beta")',
        line=1,
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before=r'a = MathTex(r"\begin{align} x &= \R \\ y &= \abs{z} \end{align}")',
        after=r'a = MathTex(r"\begin{aligned} x &= \mathbb{R} \\ y &= \left|z\right| \end{aligned}")',
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before=r'a = MathTex(r"x^2^3 + \text{a_b}")',
        after=r'a = MathTex(r"x{^2}^3 + \text{a\_b}")',
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before="a = Tex(caption, tex_template=x, font_size=30)",
        after="a = Text(caption, font_size=30)",
        sentence="LaTeX refuses this text; it is set as plain text, sign by sign.",
    ),
    Golden(
        rule="tex",
        error=_REFUSED,
        before='for text in ["a & b", "c"]:\n    Tex(text)',
        after=r'for text in ["a \\& b", "c"]:' + "\n    Text(text)",
        line=2,
        log="Context of error: \n \\begin{document}\n -> \\begin{center}\n a & b\n \\end{center}\nTraceback",
        sentence="LaTeX refuses this text; its signs are written as LaTeX wants them.",
    ),
)
