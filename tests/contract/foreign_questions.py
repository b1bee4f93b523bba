"""Questions and titles in other languages, one a line."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

_QUESTIONS = {
    "de": """
Warum ist der Himmel blau?
Was ist ein schwarzes Loch?
Wie funktionieren Impfungen?
Erkläre die binäre Suche
Erkläre den Satz des Pythagoras
Wie entsteht ein Regenbogen?
Photosynthese einfach erklärt
Was ist der Unterschied zwischen Mitose und Meiose?
Die Französische Revolution
Wer war Johann Wolfgang von Goethe?
""",
    "fr": """
Pourquoi le ciel est-il bleu ?
Qu'est-ce qu'un trou noir ?
Comment fonctionnent les vaccins ?
Explique la recherche dichotomique
Explique le théorème de Pythagore
Comment se forme un arc-en-ciel ?
La Révolution française
La photosynthèse
Quelle est la différence entre mitose et méiose ?
""",
    "es": """
¿Por qué el cielo es azul?
¿Qué es un agujero negro?
¿Cómo funcionan las vacunas?
Explica la búsqueda binaria
Explica el teorema de Pitágoras
La fotosíntesis
La Revolución francesa
Cómo se forma un arcoíris
por que el cielo es azul
""",
    "it": """
Perché il cielo è blu?
Che cos'è un buco nero?
Come funzionano i vaccini?
Spiega la ricerca binaria
Spiega il teorema di Pitagora
La fotosintesi
La rivoluzione francese
Come si forma un arcobaleno?
""",
    "pt": """
Por que o céu é azul?
O que é um buraco negro?
Como funcionam as vacinas?
Explique a busca binária
Explique o teorema de Pitágoras
A fotossíntese
A Revolução Francesa
""",
    "nl": """
Waarom is de lucht blauw?
Wat is een zwart gat?
Hoe werken vaccins?
Leg de stelling van Pythagoras uit
Hoe ontstaat een regenboog?
De Franse Revolutie
""",
    "pl": """
Dlaczego niebo jest niebieskie?
Czym jest czarna dziura?
Jak działają szczepionki?
Wyjaśnij twierdzenie Pitagorasa
Jak powstaje tęcza?
""",
    "cs": """
Proč je obloha modrá?
Co je to černá díra?
Jak fungují vakcíny?
Vysvětli Pythagorovu větu
""",
    "sv": """
Varför är himlen blå?
Vad är ett svart hål?
Hur fungerar vacciner?
Förklara Pythagoras sats
""",
    "da": """
Hvorfor er himlen blå?
Hvad er et sort hul?
Hvordan virker vacciner?
Forklar Pythagoras' læresætning
""",
    "nb": """
Hvorfor er himmelen blå?
Hva er et svart hull?
Hvordan virker vaksiner?
Forklar Pytagoras' læresetning
""",
    "fi": """
Miksi taivas on sininen?
Mikä on musta aukko?
Miten rokotteet toimivat?
Selitä Pythagoraan lause
""",
    "hu": """
Miért kék az ég?
Mi az a fekete lyuk?
Hogyan működnek az oltások?
Magyarázd el a Pitagorasz-tételt
""",
    "ro": """
De ce este cerul albastru?
Ce este o gaură neagră?
Cum funcționează vaccinurile?
Explică teorema lui Pitagora
""",
    "tr": """
Gökyüzü neden mavidir?
Kara delik nedir?
Aşılar nasıl çalışır?
Pisagor teoremini açıkla
""",
    "ru": """
Почему небо голубое?
Что такое чёрная дыра?
Как работают вакцины?
Объясни теорему Пифагора
""",
    "uk": """
Чому небо блакитне?
Що таке чорна діра?
Як працюють вакцини?
Поясни теорему Піфагора
""",
    "bg": """
Защо небето е синьо?
Какво е черна дупка?
Как действат ваксините?
""",
    "sr": """
Зашто је небо плаво?
Шта је црна рупа?
Како делују вакцине?
""",
    "el": """
Γιατί ο ουρανός είναι μπλε;
Τι είναι η μαύρη τρύπα;
Εξήγησε το πυθαγόρειο θεώρημα
""",
    "ar": """
لماذا السماء زرقاء؟
ما هو الثقب الأسود؟
كيف تعمل اللقاحات؟
""",
    "fa": """
چرا آسمان آبی است؟
سیاهچاله چیست؟
واکسن‌ها چگونه کار می‌کنند؟
""",
    "ur": """
آسمان نیلا کیوں ہے؟
بلیک ہول کیا ہے؟
ویکسین کیسے کام کرتی ہے؟
""",
    "hi": """
आसमान नीला क्यों होता है?
ब्लैक होल क्या है?
टीके कैसे काम करते हैं?
""",
    "mr": """
आकाश निळे का असते?
कृष्णविवर म्हणजे काय?
""",
    "ne": """
आकाश किन नीलो हुन्छ?
कृष्ण छिद्र भनेको के हो?
""",
    "zh": """
为什么天空是蓝色的？
什么是黑洞？
疫苗是如何工作的？
""",
    "ko": """
하늘은 왜 파란색인가요?
블랙홀이란 무엇인가요?
""",
    "vi": """
Tại sao bầu trời có màu xanh?
Lỗ đen là gì?
Vắc-xin hoạt động như thế nào?
""",
    "id": """
Mengapa langit berwarna biru?
Apa itu lubang hitam?
Bagaimana cara kerja vaksin?
""",
    "sw": """
Kwa nini anga ni la bluu?
Shimo jeusi ni nini?
""",
    "ca": """
Per què el cel és blau?
Què és un forat negre?
""",
    "hr": """
Zašto je nebo plavo?
Što je crna rupa?
""",
    "sk": """
Prečo je obloha modrá?
Čo je čierna diera?
""",
    "sl": """
Zakaj je nebo modro?
Kaj je črna luknja?
""",
    "lt": """
Kodėl dangus mėlynas?
Kas yra juodoji skylė?
""",
    "lv": """
Kāpēc debesis ir zilas?
Kas ir melnais caurums?
""",
    "et": """
Miks on taevas sinine?
Mis on must auk?
""",
    "eo": """
Kial la ĉielo estas blua?
Kio estas nigra truo?
""",
    "ja": """
空はなぜ青いのですか。
ブラックホールとは何ですか
""",
    "th": """
ทำไมท้องฟ้าถึงเป็นสีฟ้า
""",
    "he": """
למה השמיים כחולים?
""",
}
QUESTIONS_BY_LANGUAGE = {code: lines.strip().splitlines() for code, lines in _QUESTIONS.items()}
