"""One text of three sentences in many languages."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

SHORT_TEXTS = {
    "en": (
        "Light from the sun looks white, but it is a mixture of all colours. Small particles of air "
        "scatter blue light much more strongly than red light. So blue light reaches our eyes from "
        "every direction, and the sky looks blue during the day."
    ),
    "de": (
        "Das Licht der Sonne sieht weiß aus, ist aber eine Mischung aller Farben. Kleine Teilchen der "
        "Luft streuen blaues Licht viel stärker als rotes. Deshalb erreicht uns blaues Licht aus "
        "allen Richtungen, und der Himmel sieht am Tag blau aus."
    ),
    "fr": (
        "La lumière du soleil paraît blanche, mais elle est un mélange de toutes les couleurs. Les "
        "petites particules de l'air diffusent la lumière bleue beaucoup plus que la rouge. La "
        "lumière bleue nous arrive donc de toutes les directions, et le ciel paraît bleu."
    ),
    "es": (
        "La luz del sol parece blanca, pero es una mezcla de todos los colores. Las partículas "
        "pequeñas del aire dispersan la luz azul mucho más que la roja. Por eso la luz azul nos llega "
        "desde todas las direcciones y el cielo se ve azul."
    ),
    "it": (
        "La luce del sole sembra bianca, ma è una miscela di tutti i colori. Le piccole particelle "
        "dell'aria diffondono la luce blu molto più di quella rossa. Perciò la luce blu ci raggiunge "
        "da tutte le direzioni e il cielo appare blu."
    ),
    "pt": (
        "A luz do sol parece branca, mas é uma mistura de todas as cores. As pequenas partículas do "
        "ar espalham a luz azul muito mais do que a vermelha. Por isso a luz azul chega até nós de "
        "todas as direções e o céu parece azul."
    ),
    "nl": (
        "Het licht van de zon lijkt wit, maar het is een mengsel van alle kleuren. Kleine deeltjes in "
        "de lucht verstrooien blauw licht veel sterker dan rood licht. Daarom bereikt blauw licht ons "
        "uit alle richtingen en lijkt de hemel blauw."
    ),
    "pl": (
        "Światło słońca wydaje się białe, ale jest mieszaniną wszystkich kolorów. Małe cząsteczki "
        "powietrza rozpraszają światło niebieskie znacznie silniej niż czerwone. Dlatego niebieskie "
        "światło dociera do nas ze wszystkich stron i niebo wydaje się niebieskie."
    ),
    "cs": (
        "Světlo slunce vypadá bílé, ale je směsí všech barev. Malé částice vzduchu rozptylují modré "
        "světlo mnohem silněji než červené. Proto k nám modré světlo přichází ze všech směrů a obloha "
        "vypadá ve dne modře."
    ),
    "sv": (
        "Solens ljus ser vitt ut, men det är en blandning av alla färger. Små partiklar i luften "
        "sprider blått ljus mycket starkare än rött. Därför når blått ljus oss från alla håll, och "
        "himlen ser blå ut på dagen."
    ),
    "nb": (
        "Lyset fra solen ser hvitt ut, men det er en blanding av alle farger. Små partikler i luften "
        "sprer blått lys mye sterkere enn rødt. Derfor når blått lys oss fra alle retninger, og "
        "himmelen ser blå ut om dagen."
    ),
    "fi": (
        "Auringon valo näyttää valkoiselta, mutta se on kaikkien värien sekoitus. Ilman pienet "
        "hiukkaset sirottavat sinistä valoa paljon voimakkaammin kuin punaista. Siksi sininen valo "
        "saapuu meille joka suunnasta, ja taivas näyttää päivällä siniseltä."
    ),
    "hu": (
        "A Nap fénye fehérnek látszik, de minden szín keveréke. A levegő apró részecskéi a kék fényt "
        "sokkal erősebben szórják, mint a vöröset. Ezért a kék fény minden irányból elér minket, és "
        "az ég nappal kéknek látszik."
    ),
    "ro": (
        "Lumina soarelui pare albă, dar este un amestec al tuturor culorilor. Particulele mici ale "
        "aerului împrăștie lumina albastră mult mai puternic decât pe cea roșie. De aceea lumina "
        "albastră ajunge la noi din toate direcțiile, iar cerul pare albastru."
    ),
    "tr": (
        "Güneşin ışığı beyaz görünür, ama bütün renklerin karışımıdır. Havadaki küçük parçacıklar "
        "mavi ışığı kırmızıdan çok daha güçlü saçar. Bu yüzden mavi ışık bize her yönden ulaşır ve "
        "gökyüzü gündüz mavi görünür."
    ),
    "ru": (
        "Свет солнца кажется белым, но он состоит из всех цветов. Мелкие частицы воздуха рассеивают "
        "синий свет гораздо сильнее, чем красный. Поэтому синий свет приходит к нам со всех сторон, и "
        "небо днём кажется голубым."
    ),
    "uk": (
        "Світло сонця здається білим, але воно складається з усіх кольорів. Дрібні частинки повітря "
        "розсіюють синє світло набагато сильніше, ніж червоне. Тому синє світло надходить до нас з "
        "усіх боків, і небо вдень здається блакитним."
    ),
    "bg": (
        "Светлината на слънцето изглежда бяла, но тя е смес от всички цветове. Малките частици на "
        "въздуха разсейват синята светлина много по-силно от червената. Затова синята светлина "
        "достига до нас от всички посоки и небето изглежда синьо."
    ),
    "sr": (
        "Светлост сунца изгледа бело, али је мешавина свих боја. Мале честице ваздуха расипају плаву "
        "светлост много јаче него црвену. Зато плава светлост до нас стиже из свих праваца и небо "
        "дању изгледа плаво."
    ),
    "el": (
        "Το φως του ήλιου φαίνεται λευκό, αλλά είναι μείγμα όλων των χρωμάτων. Τα μικρά σωματίδια του "
        "αέρα σκεδάζουν το μπλε φως πολύ πιο έντονα από το κόκκινο. Γι' αυτό ο ουρανός φαίνεται μπλε."
    ),
    "ar": (
        "يبدو ضوء الشمس أبيض، لكنه خليط من كل الألوان. تشتت جزيئات الهواء الصغيرة الضوء الأزرق أكثر "
        "بكثير من الأحمر. لذلك يصل إلينا الضوء الأزرق من كل الاتجاهات وتبدو السماء زرقاء في النهار."
    ),
    "fa": (
        "نور خورشید سفید به نظر می‌رسد، اما آمیزه‌ای از همه رنگ‌هاست. ذرات کوچک هوا نور آبی را بسیار "
        "بیشتر از نور قرمز پراکنده می‌کنند. به همین دلیل نور آبی از همه سو به ما می‌رسد و آسمان آبی "
        "دیده می‌شود."
    ),
    "ur": (
        "سورج کی روشنی سفید نظر آتی ہے، لیکن یہ تمام رنگوں کا مجموعہ ہے۔ ہوا کے چھوٹے ذرات نیلی روشنی "
        "کو سرخ سے کہیں زیادہ بکھیرتے ہیں۔ اسی لیے نیلی روشنی ہر طرف سے ہم تک پہنچتی ہے اور آسمان "
        "نیلا دکھائی دیتا ہے۔"
    ),
    "hi": (
        "सूरज की रोशनी सफेद दिखती है, लेकिन वह सभी रंगों का मिश्रण है। हवा के छोटे कण नीली रोशनी को "
        "लाल से कहीं अधिक बिखेरते हैं। इसलिए नीली रोशनी हर दिशा से हम तक पहुँचती है और आसमान नीला "
        "दिखता है।"
    ),
    "mr": (
        "सूर्याचा प्रकाश पांढरा दिसतो, पण तो सर्व रंगांचे मिश्रण आहे. हवेतील लहान कण निळा प्रकाश लाल "
        "प्रकाशापेक्षा खूप जास्त विखुरतात. म्हणून निळा प्रकाश सर्व दिशांनी आपल्यापर्यंत पोहोचतो आणि "
        "आकाश निळे दिसते."
    ),
    "ne": (
        "सूर्यको प्रकाश सेतो देखिन्छ, तर यो सबै रंगहरूको मिश्रण हो। हावाका साना कणहरूले नीलो "
        "प्रकाशलाई रातोभन्दा धेरै छर्छन्। त्यसैले नीलो प्रकाश सबै दिशाबाट हामीसम्म आइपुग्छ र आकाश "
        "नीलो देखिन्छ।"
    ),
    "zh": (
        "太阳光看起来是白色的，但它是所有颜色的混合。空气中的小分子对蓝光的散射比红光强得多。因此蓝"
        "光从四面八方进入我们的眼睛，白天的天空看起来是蓝色的。"
    ),
    "ko": (
        "햇빛은 하얗게 보이지만 모든 색이 섞인 것입니다. 공기의 작은 입자는 푸른 빛을 붉은 빛보다 "
        "훨씬 강하게 산란시킵니다. 그래서 푸른 빛이 사방에서 우리에게 도달하고 "
        "낮에 하늘이 파랗게 보입니다."
    ),
    "vi": (
        "Ánh sáng mặt trời trông có màu trắng, nhưng nó là hỗn hợp của mọi màu sắc. Các hạt nhỏ trong "
        "không khí tán xạ ánh sáng xanh mạnh hơn nhiều so với ánh sáng đỏ. Vì vậy bầu trời ban ngày "
        "có màu xanh."
    ),
    "id": (
        "Cahaya matahari tampak putih, tetapi sebenarnya merupakan campuran semua warna. Partikel "
        "kecil di udara menghamburkan cahaya biru jauh lebih kuat daripada cahaya merah. Karena itu "
        "langit tampak biru pada siang hari."
    ),
    "sw": (
        "Mwanga wa jua unaonekana mweupe, lakini ni mchanganyiko wa rangi zote. Chembe ndogo za hewa "
        "hutawanya mwanga wa bluu zaidi kuliko mwanga mwekundu. Kwa hiyo anga linaonekana la bluu "
        "wakati wa mchana."
    ),
    "ca": (
        "La llum del sol sembla blanca, però és una barreja de tots els colors. Les petites "
        "partícules de l'aire dispersen la llum blava molt més que la vermella. Per això la llum "
        "blava ens arriba de totes les direccions i el cel es veu blau."
    ),
    "sk": (
        "Svetlo slnka vyzerá biele, ale je zmesou všetkých farieb. Malé častice vzduchu rozptyľujú "
        "modré svetlo oveľa silnejšie ako červené. Preto k nám modré svetlo prichádza zo všetkých "
        "smerov a obloha vyzerá cez deň modrá."
    ),
    "sl": (
        "Svetloba sonca je videti bela, vendar je mešanica vseh barv. Majhni delci zraka sipajo modro "
        "svetlobo veliko močneje kot rdečo. Zato modra svetloba prihaja do nas z vseh strani in nebo "
        "je podnevi videti modro."
    ),
    "lt": (
        "Saulės šviesa atrodo balta, bet ji yra visų spalvų mišinys. Mažos oro dalelės mėlyną šviesą "
        "sklaido daug stipriau nei raudoną. Todėl mėlyna šviesa mus pasiekia iš visų pusių, ir dangus "
        "dieną atrodo mėlynas."
    ),
    "lv": (
        "Saules gaisma izskatās balta, bet tā ir visu krāsu maisījums. Mazās gaisa daļiņas izkliedē "
        "zilo gaismu daudz spēcīgāk nekā sarkano. Tāpēc zilā gaisma pie mums nonāk no visām pusēm, un "
        "debesis dienā izskatās zilas."
    ),
    "et": (
        "Päikese valgus paistab valge, kuid see on kõigi värvide segu. Õhu väikesed osakesed "
        "hajutavad sinist valgust palju tugevamini kui punast. Seepärast jõuab sinine valgus meieni "
        "igast suunast ja taevas paistab päeval sinine."
    ),
    "eo": (
        "La lumo de la suno aspektas blanka, sed ĝi estas miksaĵo de ĉiuj koloroj. La malgrandaj eroj "
        "de la aero disĵetas bluan lumon multe pli forte ol ruĝan. Tial la blua lumo atingas nin el "
        "ĉiuj direktoj, kaj la ĉielo aspektas blua."
    ),
}
