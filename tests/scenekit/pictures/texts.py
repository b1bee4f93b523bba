"""Texts of every script and shape, as titles and sentences may have them."""

TEXTS = {
    "short": "Leaf",
    "english": "The Calvin cycle uses that energy to build sugar from carbon dioxide",
    "capitals": "WHY WOMEN WROTE WWW MEMOS MAINLY WITH M",
    "chinese": "光合作用是绿色植物利用光能把二氧化碳和水转化为有机物并释放氧气的过程",
    "arabic": "العملية التي تحول بها النباتات ضوء الشمس إلى طاقة كيميائية",
    "arabic word": "نعم",
    "hebrew and digits": "המים רותחים ב-100 מעלות",
    "hindi": "प्रकाश संश्लेषण वह प्रक्रिया है जिससे पौधे ऊर्जा बनाते हैं",
    "russian": "Хлорофилл поглощает красный и синий свет",
    "thai": "การสังเคราะห์ด้วยแสงเป็นกระบวนการที่พืชใช้",
    "one long word": "w" * 90,
    "emoji": "🙂👩‍👩‍👧‍👦",
    "combining": "e\u0301\u0302 a\u0308",
    "nothing": "\u200b\x00",
    "quotes": "\"quoted\" \\ 'text' {x} %s <b>&amp;</b>",
}
