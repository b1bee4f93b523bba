"""Tables of how signs are pronounced. Data only; the rules that use them are in `pronunciation`."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from types import MappingProxyType

GREEK_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "α": "alpha",
        "β": "beta",
        "γ": "gamma",
        "δ": "delta",
        "ε": "epsilon",
        "ζ": "zeta",
        "η": "eta",
        "θ": "theta",
        "ι": "iota",
        "κ": "kappa",
        "λ": "lambda",
        "μ": "mu",
        "ν": "nu",
        "ξ": "xi",
        "ο": "omicron",
        "π": "pi",
        "ρ": "rho",
        "σ": "sigma",
        "τ": "tau",
        "υ": "upsilon",
        "φ": "phi",
        "χ": "chi",
        "ψ": "psi",
        "ω": "omega",
        "ς": "sigma",
        "ϵ": "epsilon",
        "ϕ": "phi",
        "ϑ": "theta",
    }
)

# Longer signs come first, so that they are matched first.
ENGLISH_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "<->": "goes to and from",
        "<=>": "is equivalent to",
        "->": "to",
        "=>": "implies",
        "<=": "is at most",
        ">=": "is at least",
        "!=": "is not equal to",
        "==": "equals",
        ":=": "is",
        "=": "equals",
        "+": "plus",
        "<": "is less than",
        ">": "is greater than",
        "&": "and",
        "@": "at",
        "%": "percent",
        "‰": "per thousand",
        "×": "times",
        "·": "times",
        "⋅": "times",
        "∙": "times",
        "÷": "divided by",
        "±": "plus or minus",
        "∓": "minus or plus",
        "≤": "is at most",
        "⩽": "is at most",
        "≥": "is at least",
        "⩾": "is at least",
        "≠": "is not equal to",
        "≈": "is about",
        "≅": "is congruent to",
        "≃": "is about",
        "∼": "is about",
        "≡": "is identical to",
        "∝": "is proportional to",
        "≪": "is much less than",
        "≫": "is much greater than",
        "→": "to",
        "⟶": "to",
        "←": "from",
        "↔": "goes to and from",
        "↦": "maps to",
        "⇒": "implies",
        "⟹": "implies",
        "⇔": "is equivalent to",
        "∴": "therefore",
        "∵": "because",
        "∞": "infinity",
        "∑": "the sum of",
        "∏": "the product of",
        "∫": "the integral of",
        "∂": "partial",
        "∇": "nabla",
        "√": "the square root of",
        "∛": "the cube root of",
        "∜": "the fourth root of",
        "∈": "is in",
        "∉": "is not in",
        "⊂": "is a subset of",
        "⊆": "is a subset of",
        "∪": "union",
        "∩": "intersection",
        "∅": "the empty set",
        "∀": "for all",
        "∃": "there is",
        "¬": "not",
        "∧": "and",
        "∨": "or",
        "⊕": "exclusive or",
        "∥": "is parallel to",
        "⊥": "is perpendicular to",
        "∠": "angle",
        "△": "triangle",
        "°": "degrees",
        "′": "prime",
        "″": "double prime",
        "€": "euros",
        "£": "pounds",
        "¥": "yen",
        "©": "copyright",
        "½": "one half",
        "⅓": "one third",
        "⅔": "two thirds",
        "¼": "one quarter",
        "¾": "three quarters",
        "⅕": "one fifth",
        "⅛": "one eighth",
        "ℝ": "the real numbers",
        "ℤ": "the integers",
        "ℕ": "the natural numbers",
        "ℚ": "the rational numbers",
        "ℂ": "the complex numbers",
        "µ": "micro",
        "−": "minus",
    }
)

ENGLISH_SHORT_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "e.g.": "for example",
        "i.e.": "that is",
        "etc.": "et cetera",
        "vs.": "versus",
        "vs": "versus",
        "approx.": "approximately",
        "dr.": "doctor",
        "mr.": "mister",
        "mrs.": "missus",
        "prof.": "professor",
        "fig.": "figure",
        "eq.": "equation",
        "no.": "number",
    }
)

# Letters that Unicode's decomposition does not split.
LATIN_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ø": "o",
        "Ø": "O",
        "œ": "oe",
        "Œ": "Oe",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "þ": "th",
        "Þ": "Th",
        "ð": "th",
        "ı": "i",
    }
)

TYPOGRAPHIC: Mapping[str, str] = MappingProxyType(
    {**dict.fromkeys("‘’ʼ‚", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑", "-"), "…": ","}
)

SUPERSCRIPTS: Mapping[str, str] = MappingProxyType(
    dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱˣ", "0123456789+-nix", strict=True))
)
SUBSCRIPTS: Mapping[str, str] = MappingProxyType(
    dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢₙₓ", "0123456789+-aeinx", strict=True))
)

# Signs that espeak-ng skips, or speaks in English, within text of another language.
FOREIGN_SIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "fr": {"√": "racine de", "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "≠": "différent de",
               "≈": "environ", "→": "vers", "∞": "infini", "½": "un demi"},
        "de": {"√": "Wurzel aus", "≤": "kleiner gleich", "≥": "größer gleich", "≠": "ungleich",
               "≈": "ungefähr", "→": "nach", "∞": "unendlich", "½": "einhalb"},
        "es": {"√": "raíz de", "≤": "menor o igual que", "≥": "mayor o igual que", "≠": "distinto de",
               "≈": "aproximadamente", "→": "a", "∞": "infinito", "½": "un medio"},
        "it": {"√": "radice di", "≤": "minore o uguale a", "≥": "maggiore o uguale a", "≠": "diverso da",
               "≈": "circa", "→": "a", "∞": "infinito", "½": "un mezzo"},
        "pt": {"√": "raiz de", "≤": "menor ou igual a", "≥": "maior ou igual a", "≠": "diferente de",
               "≈": "aproximadamente", "→": "para", "∞": "infinito", "½": "um meio"},
        "nl": {"√": "wortel van", "≤": "kleiner dan of gelijk aan", "≥": "groter dan of gelijk aan",
               "≠": "ongelijk aan", "≈": "ongeveer", "→": "naar", "∞": "oneindig", "½": "een half"},
        "ru": {"√": "корень из", "≤": "меньше или равно", "≥": "больше или равно", "≠": "не равно",
               "≈": "примерно", "→": "к", "∞": "бесконечность", "½": "одна вторая"},
    }
)  # fmt: skip
UNSPEAKABLE_ABROAD = "√≤≥≠≈→←↔⇒⇔∞½¼¾∑∏∫∈∉∀∃•◦▪■□●○◆★☆✓✗"
