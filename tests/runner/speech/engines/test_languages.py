"""espeak-ng speaks a sentence in every language of the table."""

# The sentences are in many scripts.
# ruff: noqa: RUF001

import pytest

from runner.speech.engines.espeak import Espeak
from runner.speech.engines.espeak_languages import ESPEAK_VOICES, espeak_voice
from runner.speech.voice import VoiceError
from runner.text.pronunciation import spoken_words

SENTENCES = {
    "af": "Die vierkant op die langste sy is gelyk aan die som van die ander twee.",
    "ar": "مربع الوتر يساوي مجموع مربعي الضلعين الآخرين.",
    "az": "Hipotenuzun kvadratı katetlərin kvadratları cəminə bərabərdir.",
    "bg": "Квадратът на хипотенузата е равен на сбора от квадратите на катетите.",
    "bn": "অতিভুজের বর্গ অপর দুই বাহুর বর্গের যোগফলের সমান।",
    "bs": "Kvadrat nad hipotenuzom jednak je zbiru kvadrata nad katetama.",
    "ca": "El quadrat de la hipotenusa és igual a la suma dels quadrats dels catets.",
    "cs": "Čtverec nad přeponou se rovná součtu čtverců nad odvěsnami.",
    "cy": "Mae sgwâr yr hypotenws yn hafal i swm sgwariau'r ddwy ochr arall.",
    "da": "Kvadratet på hypotenusen er lig med summen af kvadraterne på kateterne.",
    "de": "Das Quadrat über der längsten Seite ist gleich der Summe der beiden anderen.",
    "el": "Το τετράγωνο της υποτείνουσας ισούται με το άθροισμα των τετραγώνων των άλλων πλευρών.",
    "en": "The square on the longest side equals the sum of the other two.",
    "en-GB": "The square on the longest side equals the sum of the other two.",
    "eo": "La kvadrato de la hipotenuzo egalas la sumon de la aliaj kvadratoj.",
    "es": "El cuadrado de la hipotenusa es igual a la suma de los cuadrados de los catetos.",
    "es-419": "El cuadrado de la hipotenusa es igual a la suma de los cuadrados de los catetos.",
    "et": "Hüpotenuusi ruut võrdub kaatetite ruutude summaga.",
    "eu": "Hipotenusaren karratua katetoen karratuen batura da.",
    "fa": "مربع وتر برابر است با مجموع مربع\u200cهای دو ضلع دیگر.",
    "fi": "Hypotenuusan neliö on kateettien neliöiden summa.",
    "fr": "Le carré de l'hypoténuse est égal à la somme des carrés des deux autres côtés.",
    "ga": "Is ionann cearnóg an taobhagáin agus suim chearnóga an dá shlios eile.",
    "gu": "કર્ણનો વર્ગ બાકીની બે બાજુઓના વર્ગોના સરવાળા બરાબર છે.",
    "hi": "कर्ण का वर्ग अन्य दो भुजाओं के वर्गों के योग के बराबर होता है।",
    "hr": "Kvadrat nad hipotenuzom jednak je zbroju kvadrata nad katetama.",
    "hu": "Az átfogó négyzete egyenlő a befogók négyzetének összegével.",
    "hy": "Ներքնաձիգի քառակուսին հավասար է էջերի քառակուսիների գումարին։",
    "id": "Kuadrat sisi terpanjang sama dengan jumlah kuadrat kedua sisi lainnya.",
    "is": "Ferningur langhliðarinnar er jafn summu ferninga skammhliðanna.",
    "it": "Il quadrato dell'ipotenusa è uguale alla somma dei quadrati dei cateti.",
    "ka": "ჰიპოტენუზის კვადრატი კათეტების კვადრატების ჯამის ტოლია.",
    "kk": "Гипотенузаның квадраты катеттер квадраттарының қосындысына тең.",
    "kn": "ವಿಕರ್ಣದ ವರ್ಗವು ಉಳಿದ ಎರಡು ಬಾಹುಗಳ ವರ್ಗಗಳ ಮೊತ್ತಕ್ಕೆ ಸಮ.",
    "ko": "빗변의 제곱은 나머지 두 변의 제곱의 합과 같습니다.",
    "ky": "Гипотенузанын квадраты катеттердин квадраттарынын суммасына барабар.",
    "la": "Quadratum lateris longissimi aequale est summae quadratorum ceterorum.",
    "lt": "Įžambinės kvadratas lygus statinių kvadratų sumai.",
    "lv": "Hipotenūzas kvadrāts ir vienāds ar katešu kvadrātu summu.",
    "mk": "Квадратот на хипотенузата е еднаков на збирот од квадратите на катетите.",
    "ml": "കർണ്ണത്തിന്റെ വർഗ്ഗം മറ്റു രണ്ടു വശങ്ങളുടെ വർഗ്ഗങ്ങളുടെ തുകയാണ്.",
    "mr": "कर्णाचा वर्ग इतर दोन बाजूंच्या वर्गांच्या बेरजेइतका असतो.",
    "ms": "Kuasa dua sisi terpanjang sama dengan jumlah kuasa dua sisi lain.",
    "mt": "Il-kwadru tal-ipotenusa huwa daqs is-somma tal-kwadri l-oħra.",
    "nb": "Kvadratet på hypotenusen er lik summen av kvadratene på katetene.",
    "no": "Kvadratet på hypotenusen er lik summen av kvadratene på katetene.",
    "ne": "कर्णको वर्ग अन्य दुई भुजाहरूको वर्गको योग बराबर हुन्छ।",
    "nl": "Het kwadraat van de schuine zijde is gelijk aan de som van de andere twee.",
    "pa": "ਕਰਣ ਦਾ ਵਰਗ ਬਾਕੀ ਦੋ ਭੁਜਾਵਾਂ ਦੇ ਵਰਗਾਂ ਦੇ ਜੋੜ ਦੇ ਬਰਾਬਰ ਹੈ।",
    "pl": "Kwadrat przeciwprostokątnej równa się sumie kwadratów przyprostokątnych.",
    "pt": "O quadrado da hipotenusa é igual à soma dos quadrados dos catetos.",
    "pt-BR": "O quadrado da hipotenusa é igual à soma dos quadrados dos catetos.",
    "ro": "Pătratul ipotenuzei este egal cu suma pătratelor catetelor.",
    "ru": "Квадрат гипотенузы равен сумме квадратов катетов.",
    "sk": "Štvorec nad preponou sa rovná súčtu štvorcov nad odvesnami.",
    "sl": "Kvadrat hipotenuze je enak vsoti kvadratov katet.",
    "sq": "Katrori i hipotenuzës është i barabartë me shumën e katrorëve të kateteve.",
    "sr": "Квадрат над хипотенузом једнак је збиру квадрата над катетама.",
    "sv": "Kvadraten på hypotenusan är lika med summan av kvadraterna på kateterna.",
    "sw": "Mraba wa upande mrefu ni sawa na jumla ya miraba ya pande nyingine.",
    "ta": "கர்ணத்தின் வர்க்கம் மற்ற இரு பக்கங்களின் வர்க்கங்களின் கூட்டுத்தொகைக்கு சமம்.",
    "te": "కర్ణం యొక్క వర్గం మిగిలిన రెండు భుజాల వర్గాల మొత్తానికి సమానం.",
    "tr": "Hipotenüsün karesi diğer iki kenarın karelerinin toplamına eşittir.",
    "tt": "Гипотенуза квадраты катетлар квадратлары суммасына тигез.",
    "uk": "Квадрат гіпотенузи дорівнює сумі квадратів катетів.",
    "ur": "وتر کا مربع باقی دو اضلاع کے مربعوں کے مجموعے کے برابر ہے۔",
    "uz": "Gipotenuzaning kvadrati katetlar kvadratlari yigʻindisiga teng.",
    "vi": "Bình phương cạnh huyền bằng tổng bình phương hai cạnh góc vuông.",
    "yue": "斜邊的平方等於另外兩條邊的平方和。",
    "zh": "斜边的平方等于另外两条边的平方和。",
    "zh-CN": "斜边的平方等于另外两条边的平方和。",
    "en-US": "The square on the longest side equals the sum of the other two.",
}


def test_every_language_has_a_sentence() -> None:
    assert SENTENCES.keys() == ESPEAK_VOICES.keys()


@pytest.mark.parametrize("language", sorted(SENTENCES))
async def test_a_language_speaks_each_word_of_its_sentence(language: str) -> None:
    text = SENTENCES[language]

    speech = await Espeak().speak(text, language)

    assert 2 < speech.seconds < 9
    assert speech.words is not None
    assert [word.text for word in speech.words] == [word.text for word in spoken_words(text, language)]
    assert all(word.end_seconds - word.start_seconds > 0.02 for word in speech.words)


@pytest.mark.parametrize("language", ["ja", "he", "th", "xx"])
async def test_an_unsupported_language_is_an_error(language: str) -> None:
    assert not Espeak().can_speak(language)
    with pytest.raises(VoiceError):
        await Espeak().speak("text", language)


def test_a_region_without_a_voice_speaks_its_language() -> None:
    assert espeak_voice("fr-CA") == "fr"
    assert espeak_voice("pt-BR") == "pt-br"
