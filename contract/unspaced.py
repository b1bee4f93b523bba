"""Scripts that put no spaces between words, as ranges for a character class of a regular expression."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
SOUTH_EAST_ASIAN = (
    "\u0e00-\u109f\u1780-\u17ff\u1950-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf\U00011000-\U000116ff"
)
"""Thai to Burmese with Tibetan, Khmer, and smaller ones such as Javanese."""
