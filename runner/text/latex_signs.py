"""Tables of LaTeX commands and the signs they stand for. Data only; the rules are in `latex`."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from types import MappingProxyType

_PAIRS = """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ
mu μ nu ν xi ξ pi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
times × cdot · ast · div ÷ pm ± mp ∓ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ cong ≅
sim ∼ simeq ≃ equiv ≡ propto ∝ ll ≪ gg ≫ to → rightarrow → longrightarrow → leftarrow ← leftrightarrow ↔
mapsto ↦ Rightarrow ⇒ implies ⇒ Longrightarrow ⇒ Leftrightarrow ⇔ iff ⇔ therefore ∴ because ∵ infty ∞
sum ∑ prod ∏ int ∫ oint ∫ partial ∂ nabla ∇ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅
varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ parallel ∥ perp ⊥ angle ∠
triangle △ circ ° degree ° prime ′ ldots … cdots … dots … vdots … lt < gt > hbar ħ ell ℓ
""".split()
SIGNS: Mapping[str, str] = MappingProxyType(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))

# Commands whose argument is spoken unchanged.
WRAPPERS = frozenset(
    "text textbf textit textrm textsf texttt emph mathrm mathbf mathit mathsf mathtt mathbb mathcal mathfrak "
    "mathscr boldsymbol bm operatorname mbox hbox boxed underline overline bar vec hat tilde dot ddot "
    "widehat overrightarrow underbrace overbrace mathop".split()
)
TEXT_WRAPPERS = frozenset(
    "text textbf textit textrm textsf texttt emph mathrm operatorname mbox hbox".split()
)
FRACTIONS = frozenset("frac dfrac tfrac cfrac".split())
# Commands whose argument is for the page, not for the ear.
UNSAID = frozenset("begin end label tag ref cite color hspace vspace phantom includegraphics".split())

FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "sin": "sine of",
        "cos": "cosine of",
        "tan": "tangent of",
        "log": "log of",
        "ln": "natural log of",
        "exp": "exponential of",
        "max": "maximum of",
        "min": "minimum of",
        "gcd": "greatest common divisor of",
        "lim": "the limit of",
        "det": "determinant of",
    }
)
ENGLISH_FRACTIONS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("1", "2"): "one half",
        ("1", "3"): "one third",
        ("2", "3"): "two thirds",
        ("1", "4"): "one quarter",
        ("3", "4"): "three quarters",
    }
)
ENGLISH_POWERS: Mapping[str, str] = MappingProxyType(
    {"2": "squared", "3": "cubed", "degrees": "degrees", "prime": "prime", "times": "star", "T": "transposed"}
)
ENGLISH_ROOTS: Mapping[str, str] = MappingProxyType({"": "square", "2": "square", "3": "cube", "4": "fourth"})
ENGLISH_MATHS: Mapping[str, str] = MappingProxyType(
    {"-": "minus", "−": "minus", "*": "times", "/": "over", "!": "factorial", "…": "and so on"}
)
