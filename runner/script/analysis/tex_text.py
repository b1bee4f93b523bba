"""Finds what LaTeX will certainly refuse in a text, with the packages that Manim loads. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|%[^\n]*|\$\$|[{}$^_&#]|[^\\{}$^_&#]", re.DOTALL)
_DOLLARS = frozenset(("$", "$$"))
_ENVIRONMENT = re.compile(r"\\(begin|end)\{(\w+\*?)\}")
_MATH_ENVIRONMENTS = frozenset(
    "math displaymath equation align gather multline eqnarray alignat flalign".split()
)
_TEXT_ENVIRONMENTS = frozenset("tabular minipage itemize enumerate center flushleft flushright".split())
# In these boxes a formula goes on as text, and a text in its own mode.
_BOXES = frozenset(
    """text mbox textrm textbf textit texttt textsf textsc textsl textup textmd textnormal emph fbox
    tag""".split()
)
# In these a text goes on as a formula.
_FORMULAS = frozenset(("boxed", "ensuremath"))
# What follows these is not judged: definitions, literal text, boxes with other arguments first.
_UNREAD = frozenset(
    """newcommand renewcommand providecommand DeclareRobustCommand newenvironment def gdef edef let verb
    string char catcode label ref hbox vbox makebox framebox parbox raisebox intertext""".split()
)
_MATH_ONLY = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho
    sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    frac dfrac tfrac sqrt int iint oint sum prod lim infty partial nabla cdot times div pm mp leq geq le ge
    neq ne approx equiv sim to rightarrow leftarrow Rightarrow Leftarrow leftrightarrow iff implies mapsto in
    notin subset subseteq cup cap forall exists vec hat bar overline mathbb mathcal mathbf mathrm binom cdots
    ldotp circ propto angle perp""".split()
)
# What models often take for granted, though neither LaTeX nor amsmath nor amssymb defines it.
_UNDEFINED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("color", "textcolor"), "give colours by `color=` or `set_color_by_tex`"),
        **dict.fromkeys(("cancel", "hl", "ul"), "draw a Line or a Cross over it"),
        **dict.fromkeys(("mathds", "mathbbm"), r"write \mathbb"),
        **dict.fromkeys(("bm",), r"write \boldsymbol"),
        **dict.fromkeys(("mathscr",), r"write \mathcal"),
        **dict.fromkeys(("R", "N", "Z", "Q", "C"), r"write \mathbb{...}"),
        **dict.fromkeys(("degree", "celsius"), r"write ^\circ"),
        **dict.fromkeys(("abs", "norm"), r"write \lvert...\rvert or \lVert...\rVert"),
        **dict.fromkeys(("ket", "bra", "braket"), r"write \langle, \rangle and |"),
        **dict.fromkeys(("dv", "pdv"), r"write \frac{d}{dx}"),
        **dict.fromkeys(("dd", "diff"), "write d"),
        **dict.fromkeys(("argmax", "argmin"), r"write \operatorname{...}"),
        **dict.fromkeys(("coloneqq", "coloneq"), "write :="),
        **dict.fromkeys(
            ("SI", "si", "qty", "unit", "ce", "ang", "ohm", "micro"), "write it with plain letters"
        ),
        **dict.fromkeys(
            ("includegraphics", "tikz", "draw", "node", "href", "url"), "LaTeX draws text only here"
        ),
        **dict.fromkeys(("llbracket", "lightning", "oiint", "slashed", "sfrac", "nicefrac"), ""),
    }
)
_KNOWN_CHARACTERS = frozenset("ḂḃḍḞḟḠḡḥḰḱḷṃṅṇṛṣṭẎẏẐẑẞỲỳȘșȚț₡₤₦₩₫€₱℃№℗℞℠™Ω℧℮←↑→↓〈〉⟨⟩◦◯♪ﬀﬁﬂﬃﬄﬅﬆ")  # noqa: RUF001
_LAST_OF_LATIN = "\u017f"


def tex_fault(text: str, *, is_math: bool, is_whole: bool = True) -> str:
    """Why LaTeX refuses the text, or all texts that begin so; empty if that is not certain.

    `is_math` tells in which mode it is set. What follows a definition of the text's own, or a box whose
    content is hard to tell, is not judged.
    """
    reader = _Reader(is_math)
    fault = _unknown_character(text) or reader.fault_of(text)
    return fault or ("a $ has no partner" if reader.is_open and is_whole else "")


def _unknown_character(text: str) -> str:
    for character in text:
        if character > _LAST_OF_LATIN and character not in _KNOWN_CHARACTERS and _has_shape(character):
            return f"LaTeX doesn't know the character {character!r}: write its command, or use Text"
    return ""


def _has_shape(character: str) -> bool:
    """Letters, numbers and symbols; LaTeX knows most punctuation, and leaves out much of the rest."""
    return unicodedata.category(character)[0] in "LNS"


class _Reader:
    """Follows text and math mode through a text."""

    def __init__(self, is_math: bool) -> None:
        self._starts_in_math = self._is_math = is_math
        self.is_open = False
        # For each open brace: mode and formula outside of it, if it is that of a box.
        self._braces: list[tuple[bool, bool] | None] = []
        self._tables = 0

    def fault_of(self, text: str) -> str:
        last = ""
        for token in _TOKEN.findall(_ENVIRONMENT.sub(self._mark, text)):
            if token.startswith("\\") and token[1:].rstrip("*") in _UNREAD:
                self.is_open = False
                return ""
            if fault := self._read(token, last):
                return fault
            last = token if token.strip() else last
        return ""

    def _mark(self, found: re.Match[str]) -> str:
        """An environment's begin or end as one token: a command that no text has, or the end of reading."""
        if found[2] == "verbatim" or (self._starts_in_math and found[2] in _TEXT_ENVIRONMENTS):
            return r"\verb "
        kind = "Math" if found[2].rstrip("*") in _MATH_ENVIRONMENTS else "Table"
        return rf"\podreel{found[1].capitalize()}{kind} "

    def _read(self, token: str, last: str) -> str:
        match token:
            case "{":
                self._open_brace(last[1:].rstrip("*") if last.startswith("\\") else "")
            case "}" if self._braces:
                outside = self._braces.pop()
                self._is_math, self.is_open = outside or (self._is_math, self.is_open)
            case "$" | "$$" | r"\(" | r"\)" | r"\[" | r"\]":
                return self._switch(token)
            case "^" | "_" if not self._is_math:
                return f"{token} stands outside of $...$: set it between them, or use MathTex"
            case "&" if not self._is_math and not self._tables:
                return r"& stands outside of a table: write \&"
            case "#":
                return r"# is a sign of LaTeX's own: write \#"
            case _ if token.startswith("\\"):
                return self._command(token[1:].rstrip("*"))
        return ""

    def _open_brace(self, command: str) -> None:
        is_box = command in _BOXES | _FORMULAS
        self._braces.append((self._is_math, self.is_open) if is_box else None)
        if is_box:
            self._is_math = self.is_open = command in _FORMULAS

    def _switch(self, sign: str) -> str:
        if sign in _DOLLARS and self._is_math and not self.is_open:
            return "MathTex is in math mode already: leave the $ out, or use Tex"
        self.is_open = not self.is_open if sign in _DOLLARS else sign in {r"\(", r"\["}
        self._is_math = self.is_open or (self._starts_in_math and not self._braces)
        return ""

    def _command(self, name: str) -> str:
        match name:
            case "podreelBeginMath":
                self._is_math = True
            case "podreelEndMath":
                self._is_math = self._starts_in_math
            case "podreelBeginTable":
                self._tables += 1
            case "podreelEndTable":
                self._tables -= 1
            case _ if name in _UNDEFINED:
                hint = _UNDEFINED[name]
                return rf"\{name} is not defined here" + (f": {hint}" if hint else "")
            case _ if name in _MATH_ONLY and not self._is_math:
                return rf"\{name} stands outside of $...$: set it between them, or use MathTex"
        return ""
