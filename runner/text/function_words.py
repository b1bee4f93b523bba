"""Function words (words that carry grammar, not content) of the most widely written languages."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

_ENGLISH = (
    "a an the this that these those it its they them their he she his her we you your our i my me us and "
    "or but nor so yet if then than because since as while whereas although though when where which who "
    "whom whose what how why is are was were be been being am has have had having do does did can could "
    "will would shall should may might must not no of in on at by for from to into onto with without "
    "within about over under between through during after before above below up down out off again "
    "further there here also just only very too more most much many some any such each every both either "
    "neither same other another once until upon toward towards via per let it's that's there's don't "
    "doesn't isn't aren't can't won't we're you're they're"
)
_GERMAN = (
    "der die das den dem des ein eine einen einem einer eines und oder aber denn weil dass ob wenn als "
    "wie wo wer was ist sind war waren wird werden wurde wurden hat haben hatte kann können muss müssen "
    "soll nicht kein keine er sie es wir ihr ich du sich sein seine ihre im in an am auf aus bei mit nach "
    "von vom vor zu zum zur um durch für über unter auch nur noch schon sehr mehr so dann da dabei dieser "
    "diese dieses jede jeder"
)
_ROMANCE = (
    "le la les un une des du de d' l' et ou mais donc car que qui quoi dont où est sont était être a ont "
    "avait il elle ils elles on nous vous je tu se sa son ses leur leurs ce cet cette ces dans en sur "
    "sous par pour avec sans ne pas plus très aussi comme si au aux el los las una unos unas y o pero "
    "porque es era fue ser ha han hay su sus lo al del con sin sobre entre hasta desde como más muy "
    "también no ni esta este estos estas i gli uno e ma che chi cui è sono ho di da dal della delle dei "
    "nel nella per tra fra non più anche os as um uma mas é são foi ao à às dos das na nos nas em por com "
    "sem seu sua muito também não"
)
_SLAVIC = (
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее её мне "
    "было вот от меня еще ещё о из ему теперь когда даже ну ли если уже или ни быть был была были до них "
    "это этот эта эти того чтобы который которая которое которые для при об над под через между также их "
    "мы они той том w z na do się nie to jest są i oraz ale że jak po od dla przez"
)
_ARABIC = (
    "في من إلى على عن مع أن إن كان كانت هو هي هم هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كل أو ثم "
    "حتى بين عند بعد قبل كما لكن و از به در با که این آن را است برای یا تا هر"
)
_INDIC = (
    "का की के को में से पर और या है हैं था थे थी हो होता होती होते यह ये वह वे जो कि तो ही भी ने एक इस उस "
    "इन उन कर करके करता करती करते लिए द्वारा तक साथ नहीं जब तब"
)

FUNCTION_WORDS = frozenset(" ".join((_ENGLISH, _GERMAN, _ROMANCE, _SLAVIC, _ARABIC, _INDIC)).split())
