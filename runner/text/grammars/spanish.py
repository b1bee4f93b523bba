"""Spanish. A verb without a subject is a sentence of its own."""

from runner.text.grammars.grammar import Grammar, entries

_PREPOSITIONS = entries(
    "de del a al en con sin por para sobre entre hasta desde hacia según contra durante tras ante "
    "bajo mediante como que excepto salvo"
)
_VERBS = entries(
    "se nos es son era eran fue fueron será serán está están estaba estaban ha han había habían hay "
    "hubo tiene tienen tenía puede pueden podía pudo debe deben hace hacen hizo va van da dan dio "
    "forma forman produce producen contiene contienen comenzó comienza empezó llevó lleva causa "
    "causó permite permiten depende dependen representa representan significa muestra muestran "
    "parece parecen existe existen aumenta aumentan disminuye utiliza utilizan llama llaman "
    "convierte convierten viene vienen vive viven mide miden gira actúa actúan perdió ganó murió "
    "nació consiste consisten describe describen se indica indican ocurre ocurren apunta cambia "
    "cambian constituye constituyen absorbe absorben libera liberan recibe incluye incluyen "
    "requiere pasa pase implica implican sigue siguen"
)

SPANISH = Grammar(
    leads=entries(
        "sin embargo, no obstante, por ejemplo, además, por lo tanto, por tanto, por consiguiente, "
        "así, en cambio, por otro lado, por otra parte, por un lado, de hecho, en efecto, es decir, "
        "o sea, en resumen, finalmente, por último, primero, en primer lugar, después, luego, "
        "entonces, ahora, ahora bien, a continuación, asimismo, también, en particular, en general, "
        "en otras palabras, como es lógico, por supuesto, al mismo tiempo, en consecuencia, como "
        "resultado, en este ejemplo, en este caso, para ello, mientras tanto"
    ),
    ties=entries("y pero o sino pues e"),
    tails=entries(
        "que, el cual, la cual, los cuales, las cuales, lo que, lo cual, donde, cuyo, cuya, cuyos, "
        "cuyas, quien, quienes, porque, ya que, puesto que, dado que, pues, mientras que, aunque, "
        "para, de modo que, de manera que, así que, como, por ejemplo, especialmente, es decir, "
        "gracias a, debido a, a causa de, así como, provocando, formando, produciendo, permitiendo, "
        "dando, liberando, haciendo, causando, creando, dejando, llamado, llamada, llamados, "
        "llamadas, con, por lo que, por lo tanto, y por lo tanto, en la que, en el que"
    ),
    loose_tails=entries(
        "porque, ya que, puesto que, dado que, mientras que, aunque, debido a, gracias a, a causa "
        "de, así como, por ejemplo, de modo que, de manera que, tal como, tales como"
    ),
    fronts=entries("como, aunque, dado que, puesto que, ya que, porque, debido a, gracias a, para"),
    conjunctions=entries(
        "porque, ya que, puesto que, dado que, mientras que, aunque, de modo que, de manera que, "
        "así que, por lo que"
    ),
    concessions=entries("mientras que, aunque"),
    limits=entries(
        "no ni nunca jamás nada ningún ninguna ninguno sin salvo excepto solo sólo solamente puede "
        "pueden podría quizás casi unos unas algunos algunas pocos pocas si apenas máximo mínimo"
    ),
    openers=_PREPOSITIONS
    | entries(
        "aquí ahí ahora entonces también si cuando porque aunque mientras como donde dado "
        "puesto ya lo cuanto no solo al"
    ),
    pairs=entries("no solo, no sólo, o bien, ni, más, menos, si, tan, tanto, tal, tanta, no porque, cuanto"),
    starters=entries(
        "el la los las un una unos unas este esta estos estas ese esa esos esas su sus nuestro "
        "nuestra cada ambos ambas todos todas algunos algunas varios varias dos tres cuatro cinco "
        "otro otra"
    ),
    pronouns=entries("él ella ellos ellas nosotros ello esto eso este esta se nos"),
    verbs=_VERBS,
    never_last=_PREPOSITIONS
    | entries(
        "el la los las un una unos unas este esta estos estas su sus y o pero que cual quien "
        "donde no muy más menos también es son era fue está se si lo e u así"
    ),
    relatives=entries("que cual cuyo cuya quien quienes donde si cuando porque aunque"),
    are_names_capitalised=True,
    conjoined=entries("y"),
    indefinite=entries("un una"),
    described_by=entries("que"),
    vague=entries("mismo misma primero primera segundo siguiente razón pregunta resultado otro otra"),
    quantifiers=entries("todos todas todo cada ningún ninguna no solo sólo únicas únicos única único"),
    negations=entries("no nunca jamás ningún ninguna nada"),
    verb_endings=("ó", "aron", "ieron", "aban", "rá", "rán"),
    articles=entries("el la los las un una unos unas su sus este esta estos estas"),
    object_articles=entries("el la los las un una"),
    infinite_endings=("ando", "iendo", "ar", "er", "ir"),
    genitives=entries("de del"),
    adverb_endings=("mente",),
)
