"""Where a sentence's subject ends: before its verb, as far as common verbs and their endings tell. Pure."""

import re

_MOST_SUBJECT_WORDS = 6
_VERBS = frozenset(
    (
        "liefert liefern wiegt wiegen misst messen kostet kosten schmilzt siedet pèse pèsent mesure "
        "coûte coûtent fond bout se pesa pesan mide miden cuesta cuestan funde hierve boils melts "
        "weighs weigh lasts last reaches reach is are was were has have had does do did can will "
        "uses use used needs need gives give gave takes take took makes make made gets get got goes "
        "go went comes come came becomes become became remains remain stays stay keeps keep kept "
        "holds hold held shows show lies lie stands stand runs run ran moves move grows grow grew "
        "contains contain consists consist includes include lives live eats eat lays lay stores "
        "store produces produce absorbs absorb releases release costs cost works work acts act "
        "serves serve supports support opposes oppose favors favor wants want hopes hope believes "
        "believe carries carry sends send receives receive requires require provides provide offers "
        "offer describes describe forms form occurs occur happens happen begins begin began ends "
        "end starts start rises rise rose falls fall fell flows flow relies rely depends depend "
        "focuses focus measures measure means mean put won lost fought built bought sold led left "
        "met said wrote told knew thought saw felt found sought spread set cut let hit read "
        "conducts conduct attracts attract repels repel reacts react dissolves dissolve melt boil "
        "ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können braucht "
        "brauchen gibt geben nutzt nutzen enthält enthalten besteht bestehen liegt liegen steht "
        "stehen bleibt bleiben nimmt nehmen est sont était étaient a ont avait peut peuvent utilise "
        "utilisent contient contiennent produit produisent reste restent devient deviennent prend "
        "prennent donne donnent vit vivent absorbe absorbent es son era eran fue fueron ha han "
        "tiene tienen tenía puede pueden usa usan contiene contienen producen necesita necesitan da "
        "dan vive viven queda quedan está están absorben"
    ).split()
)
# The German ones are those that no English or French noun ends with ("estate", "découverte").
_ENDED = re.compile(
    r"[a-z]{3,}ed$|[a-zäöü]{2,}(?:ier|el|ig|ch|ck|rn|ll|nn|hr|ng|eg|ag|mm|hl)ten?$|[a-zñ]{3,}(?:ó|aron|ieron)$"
)


def begins_with_verb(clause: str) -> bool:
    """Whether its subject is missing."""
    first = clause.split()[0].strip(",;:()").lower() if clause.split() else ""
    return first in _VERBS or bool(_ENDED.search(first))


def subject_and_rest(clause: str) -> tuple[str, str] | None:
    """The words before the first verb, and those from it on; None if it is unclear where that is."""
    words = clause.split()
    for index, word in enumerate(words[: _MOST_SUBJECT_WORDS + 1]):
        bare = word.strip(",;:()").lower()
        is_name = word[:1].isupper()
        if index and not is_name and (bare in _VERBS or _ENDED.search(bare)):
            return " ".join(words[:index]), " ".join(words[index:])
        if word.endswith((",", ";", ":", ")")):
            return None
    return None
