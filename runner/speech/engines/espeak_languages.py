"""Which of espeak-ng's voices speaks a language of ours. Data only.

Left out although espeak-ng lists them: Japanese (no kanji), Hebrew (no vowels), Thai (wrong order of vowels).
"""

from collections.abc import Mapping
from types import MappingProxyType

# Where espeak-ng's voice has another name than the language's code. Its plain `en` is British.
_OTHER_NAMES = {
    "en": "en-us",
    "en-GB": "en",
    "en-US": "en-us",
    "es-419": "es-419",
    "pt-BR": "pt-br",
    "no": "nb",
    # Plain `cmn` of 1.51 reads the pinyin it looks up as English.
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
    """The voice for a BCP 47 code; a region that has no voice of its own gets its language's."""
    return ESPEAK_VOICES.get(language) or ESPEAK_VOICES.get(language.split("-")[0])
