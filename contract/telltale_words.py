"""Small words that tell languages apart, even in one sentence. Data.

Each language has its question words and requests to explain, then articles, prepositions and the like.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True)
class TelltaleWords:
    """Words of one language that ask or request something, and its other small words."""

    asking: frozenset[str]
    small: frozenset[str]

    @cached_property
    def all(self) -> frozenset[str]:
        return self.asking | self.small


# Question words that are also English nouns, such as the Dutch “hoe”, are among the small ones.
_ASKING = {
    "ar": "لماذا ما ماذا كيف متى هل من اشرح",
    "bg": "защо как какво кой коя кои обясни",
    "ca": "què com quan quin quina explica expliqueu",
    "cs": "proč jak kdo kdy která jaký vysvětli vysvětlete",
    "da": "hvorfor hvordan hvad hvem hvornår hvilken forklar",
    "de": "warum weshalb wieso wie wer wann welche welcher welches erklär erkläre erklären erklärt",
    "en": "explain explained how what what's when where which who whose why",
    "eo": "kial kio kiel kiu kiam klarigu",
    "es": "qué cómo cuándo cuál quién explica explique explícame",
    "et": "miks mis kuidas kes millal selgita",
    "fa": "چرا چه چیست چگونه کی آیا توضیح",
    "fi": "miksi mikä miten kuka milloin kuinka selitä",
    "fr": "pourquoi explique comment quand qui quel quelle quelles quels qu'est-ce expliquez",
    "hi": "क्यों क्या कैसे कौन कब समझाइए",
    "hr": "zašto kako što tko kada koji objasni",
    "hu": "miért hogyan mit ki mikor magyarázd",
    "id": "mengapa kenapa bagaimana apa siapa kapan jelaskan",
    "it": "come perché perchè cos'è quando quale spiega spiegami spiegare",
    "lt": "kodėl kaip kas kada kokia koks paaiškink",
    "lv": "kāpēc kā kas kad kāds izskaidro",
    "mr": "का काय कसे कोण केव्हा समजावून",
    "nb": "hvorfor hvordan hva hvem når hvilken forklar",
    "ne": "किन के कसरी को कहिले बुझाउनुहोस्",
    "nl": "waarom wanneer welke verklaar",
    "pl": "dlaczego jak kto kiedy czym czy który wyjaśnij",
    "pt": "porquê quando quem qual quais explica explique",
    "ro": "cine când explică explicați",
    "ru": "почему зачем что кто когда какой какая объясни объясните",
    "sk": "prečo čo kto kedy ktorý aký vysvetli",
    "sl": "zakaj kako kaj kdo kdaj kateri razloži pojasni",
    "sr": "зашто како шта ко када који објасни zašto kako šta kada koji objasni",
    "sv": "varför hur vad vem när vilken förklara",
    "sw": "kwanini nani lini vipi eleza",
    "tr": "neden niçin nasıl nedir kim hangi açıkla açıklayın",
    "uk": "чому навіщо що хто коли який поясни поясніть",
    "ur": "کیوں کیا کیسے کون کب",
    "vi": "tại sao gì nào giải thích",
}

_SMALL = {
    "ar": "في إلى على عن مع أن هو هي هذا هذه التي الذي كل أو ثم لكن بين لا كان كانت",
    "bg": "е са и на в се от за да не с по че като но",
    "ca": "el la els les un una de del i és són per amb que no en al però més molt d l s tots a me",
    "cs": "je jsou a v na se to že s z do ale pro po o si tento této jako nebo podle i co",
    "da": "er og det den en et i på af til der som at med for ikke har de om men fra os so",
    "de": "der die das den dem des ein eine einen einem einer und oder aber ist sind war im in zu zum zur "
    "von vom für mit auf an aus bei nicht auch sich es wird werden durch dass wenn nach über sein kann als "
    "am so will was man",
    "en": "a about after all also an and are as at be because been between but by can could did do does each "
    "every explains for from had has have he her his i if in into introduction is it its like made make many "
    "me mean means more most much my no not of on one or our please prove she should show shows so some such "
    "tell than that the their them then there these they this those to under us versus vs was we were while "
    "whom will with without work works would you your",
    "eo": "la estas kaj de en al ne ĝi por kun sed tiu pli el ĉiuj oni ke me",
    "es": "el la los las un una de del y es son por para con que en se no al lo su como pero más cada a "
    "me he",
    "et": "on ja ei see ta et ka kui oli või aga seda kõik",
    "fa": "در از به با که این آن را است برای یا تا هر اما می",
    "fi": "on ja ei se että kun hän myös ovat oli tai mutta joka niin kuin sen me he",
    "fr": "le la les un une des de du d l et est sont en au aux dans sur pour par avec que ne pas se sa son "
    "ce cette il elle mais plus est-il on a me",
    "hi": "है हैं का की में से पर और या होता होती यह वह कि तो भी ने एक लेकिन को",
    "hr": "je su i u na se da za s od ne koja ali kao iz sve do to",
    "hu": "a az és egy nem is van hogy de ez meg vagy mint azt mi",
    "id": "yang dan di ke dari itu ini adalah untuk dengan tidak pada dalam oleh karena cara kerja",
    "it": "il lo la i gli le un una di del della dei delle e è sono che per con non da in si al ma più a "
    "me cosa chi",
    "lt": "ir yra į iš su ne tai kad bet apie nuo jis ji",
    "lv": "ir un no ar uz par to ka bet tas tā ne pie visu",
    "mr": "आहे आणि हे ते व या ने पण म्हणजे तो ती असते होतो दिसतो",
    "nb": "er og det den en et i på av til der som at med for ikke har de om men fra oss so",
    "ne": "हो र छ यो त्यो मा ले तर पनि हुन्छ भनेको सबै",
    "nl": "de het een en van is zijn in op te dat met voor niet aan ook uit er maar om naar door hoe wat wie "
    "of was we me leg",
    "pl": "jest są i w z na się to że do nie o po od ale dla oraz tym jako lub przez a co",
    "pt": "o a os as um uma de do da dos das e é são por para com que não em no na se ao mas mais à me como",
    "ro": "este sunt și în la de pe cu un o că nu din pentru se mai dar al ale a i ce cum care",
    "ru": "и в не на с по это из от к но для у он она же так или его до при как",
    "sk": "je sú a v na sa to že s z do ale pre po o si tento ako alebo cez i",
    "sl": "je so in v na se da za z s od ne pa ki ali iz kot to do",
    "sr": "је су и у на се да за са од не која али као из све je su i u na se da za sa od ne koja ali kao iz "
    "sve do to ko",
    "sv": "är och det den en ett i på av till som att med för inte har de om men från alla oss so",
    "sw": "ni ya wa la na kwa za katika cha vya hii hiyo lakini kutoka sana nini",
    "tr": "ve bir bu için ile da de çok ama olan gibi daha mi mı en",
    "uk": "і в не на з у по це та до але для він вона так або його від при як",
    "ur": "ہے ہیں کا کی کے میں سے پر اور یہ وہ کہ نے ایک لیکن کو",
    "vi": "là của và có không những các một cho trong với được như từ này thế",
}

TELLTALE_WORDS: Mapping[str, TelltaleWords] = MappingProxyType(
    {
        code: TelltaleWords(frozenset(_ASKING[code].split()), frozenset(_SMALL[code].split()))
        for code in _SMALL
    }
)
