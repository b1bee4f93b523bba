"""Signs that LaTeX does not know, and the commands for them; commands that it does not know. Pure data."""

from collections.abc import Mapping
from types import MappingProxyType

_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϕϑϵ∂",
        """alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau
        upsilon varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega phi vartheta
        epsilon partial""".split(),
        strict=True,
    )
)
_OPERATORS = dict(
    zip(
        "→←↔⇒⇐⇔↦↑↓≈≠≤≥≡∼≅∝∞∑∏∫∮∇√∈∉⊂⊆⊃⊇∪∩∅∀∃¬∧∨⊕⊗⊥∥∠⋅∘∗×÷±∓…⋯⋮⋱ℓℏℜℑ≪≫⟨⟩⌊⌋⌈⌉−′″≻≺★●■▲✓✔✗✘",  # noqa: RUF001
        r"""rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto uparrow downarrow
        approx neq leq geq equiv sim cong propto infty sum prod int oint nabla sqrt in notin subset subseteq
        supset supseteq cup cap emptyset forall exists neg wedge vee oplus otimes perp parallel angle cdot
        circ ast times div pm mp ldots cdots vdots ddots ell hbar Re Im ll gg langle rangle lfloor rfloor
        lceil rceil - ' '' succ prec star bullet blacksquare blacktriangle checkmark checkmark times
        times""".split(),
        strict=True,
    )
)
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", "0123456789+-=()niT", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789+-=()aeoxhklmnpstijruv", strict=True))
_LETTERS = dict(zip("ℝℕℤℚℂ", "RNZQC", strict=True))  # noqa: RUF001
_FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}

RAISED: Mapping[str, str] = MappingProxyType(_RAISED)
LOWERED: Mapping[str, str] = MappingProxyType(_LOWERED)
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        **{sign: f"\\{name}" if name[0].isalpha() else name for sign, name in (_GREEK | _OPERATORS).items()},
        **{sign: rf"\mathbb{{{letter}}}" for sign, letter in _LETTERS.items()},
        **{sign: rf"\frac{{{top}}}{{{bottom}}}" for sign, (top, bottom) in _FRACTIONS.items()},
        "°": r"^\circ",
        "·": r"\cdot",
        "µ": r"\mu",
    }
)
"""What a sign is in math mode."""

IN_TEXT: Mapping[str, str] = MappingProxyType(
    {"–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "…": r"\ldots{}", "•": r"\textbullet{}"}  # noqa: RUF001
)
"""What a sign is in a text."""

OTHER_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("mathds", "mathbbm", "Bbb"), r"\mathbb"),
        **dict.fromkeys(("bm", "boldmath"), r"\boldsymbol"),
        "mathscr": r"\mathcal",
        **{letter: rf"\mathbb{{{letter}}}" for letter in "RNZQC"},
        "degree": r"^\circ",
        **{
            name: rf"\operatorname{{{name}}}"
            for name in ("argmax", "argmin", "softmax", "sgn", "sign", "rank")
        },
        **dict.fromkeys(("coloneqq", "coloneq"), ":="),
        "dd": "d",
        "nicefrac": r"\frac",
        "sfrac": r"\frac",
        "mathnormal": r"\mathrm",
        "textmu": r"$\mu$",
    }
)
"""What stands for a command that is not defined."""

AROUND: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "abs": (r"\left|", r"\right|"),
        "norm": (r"\left\|", r"\right\|"),
        "ket": (r"|", r"\rangle"),
        "bra": (r"\langle ", "|"),
        "braket": (r"\langle ", r"\rangle"),
        **dict.fromkeys(("cancel", "hl", "ul", "bcancel", "xcancel", "ce", "si", "unit"), ("{", "}")),
    }
)
"""Commands with one argument: what stands before and behind it."""
