"""Language codes as MP4 writes them: ISO 639-2/T, three letters."""

from collections.abc import Mapping
from types import MappingProxyType

UNDETERMINED = "und"

_THREE_LETTERS: Mapping[str, str] = MappingProxyType(
    dict(
        pair.split(":")
        for pair in (
            "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu "
            "el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj he:heb "
            "hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm kn:kan ko:kor "
            "ky:kir la:lat lt:lit lv:lav mk:mkd ml:mal mn:mon mr:mar ms:msa my:mya nb:nob ne:nep nl:nld "
            "nn:nno no:nor or:ori pa:pan pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi "
            "sr:srp sv:swe sw:swa ta:tam te:tel th:tha tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie xh:xho "
            "yo:yor yue:zho zh:zho zu:zul cmn:zho "
        ).split()
    )
)


def find_mp4_language(tag: str) -> str:
    """The three letters for a BCP 47 tag: `pt-BR` gives `por`; an unknown one gives `und`."""
    primary = tag.strip().replace("_", "-").split("-")[0].lower()
    if primary in _THREE_LETTERS:
        return _THREE_LETTERS[primary]
    is_three_letters = len(primary) == 3 and primary.isascii() and primary.isalpha()
    return primary if is_three_letters else UNDETERMINED
