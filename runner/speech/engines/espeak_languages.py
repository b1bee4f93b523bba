"""Which espeak-ng voice speaks which language. Data only.

espeak-ng also lists these, but speaks them wrongly: Japanese (skips kanji), Hebrew (skips vowels),
Thai (vowels in the wrong order).
"""

from collections.abc import Mapping
from types import MappingProxyType

# Languages whose espeak-ng voice is not named like the language's code. Its plain `en` is British.
_OTHER_NAMES = {
    "en": "en-us",
    "en-GB": "en",
    "en-US": "en-us",
    "es-419": "es-419",
    "pt-BR": "pt-br",
    "no": "nb",
    # In espeak-ng 1.51 plain `cmn` reads the pinyin that it looks up as English.
    "zh": "cmn-latn-pinyin",
    "zh-CN": "cmn-latn-pinyin",
}
_SAME_NAMES = (
    "af ar az bg bn bs ca cs cy da de el eo es et eu fa fi fr ga gu hi hr hu hy id is it ka kk kn ko "
    "ky la lt lv mk ml mr ms mt nb ne nl pa pl pt ro ru sk sl sq sr sv sw ta te tr tt uk ur uz vi "
    "yue "
)

ESPEAK_VOICES: Mapping[str, str] = MappingProxyType(
    {**{code: code for code in _SAME_NAMES.split()}, **_OTHER_NAMES}
)


def espeak_voice(language: str) -> str | None:
    """The voice for a BCP 47 code, or None. A region without its own voice gets the voice of its language."""
    return ESPEAK_VOICES.get(language) or ESPEAK_VOICES.get(language.split("-")[0])
