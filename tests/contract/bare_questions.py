"""The same bare question in many languages."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

QUESTIONS = {
    "en": "Why is the sky blue?",
    "de": "Warum ist der Himmel blau?",
    "fr": "Pourquoi le ciel est-il bleu ?",
    "es": "¿Por qué el cielo es azul?",
    "it": "Perché il cielo è blu?",
    "pt": "Por que o céu é azul?",
    "pl": "Dlaczego niebo jest niebieskie?",
    "ru": "Почему небо голубое?",
    "el": "Γιατί ο ουρανός είναι μπλε;",
    "ar": "لماذا السماء زرقاء؟",
    "hi": "आसमान नीला क्यों होता है?",
    "zh": "为什么白天的天空是蓝色的?",
    "ja": "空はなぜ青いのですか。教えてください。",
    "ko": "하늘은 왜 파란색인가요?",
    "th": "ทำไมท้องฟ้าถึงเป็นสีฟ้า",
    "tr": "Gökyüzü neden mavidir?",
}
