"""German: the clauses at a sentence's end may go, those at its beginning not, since the verb follows them."""

from runner.text.grammars.grammar import Grammar, entries

_VERBS = entries(
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte konnten "
    "muss müssen musste mussten darf dürfen soll sollen sollte will wollen wollte möchte bleibt "
    "bleiben blieb besteht bestehen bestand bildet bilden entsteht entstehen entstand führt führte "
    "führen begann beginnt endete endet heißt nennt gilt gelten liegt liegen lag zeigt zeigen macht "
    "machte gibt gab geht ging kommt kam steht stand nimmt nahm wirkt wirken wächst stieg steigt "
    "sinkt sank fällt fiel enthält enthalten bedeutet braucht brauchen benötigt hängt verlor gewann "
    "lebt leben lebten wandelt gehört gehören dient dienen bewegt dreht brachte bringt ließ lässt "
    "trat tritt verläuft nutzt nutzen dauert dauerte reagiert reagieren sagt sagte glaubte erklärte "
    "beträgt betrug misst trägt trug sieht sah wusste weiß"
)

GERMAN = Grammar(
    leads=entries("das heißt, d. h., nun, ja, nein, kurz gesagt, genauer gesagt, kurzum, mit anderen worten"),
    ties=entries("und aber oder denn doch sondern"),
    tails=entries(
        "weil, da, sodass, so dass, wobei, wodurch, womit, wofür, weshalb, weswegen, während, "
        "obwohl, obgleich, um, indem, nämlich, zum beispiel, z. b., etwa, beispielsweise, vor "
        "allem, insbesondere, was, worauf, woraufhin, damit, also, das heißt, d. h., der, die, das, "
        "dessen, deren, denen, dem, den, welche, welcher, welches, in der, in dem, in denen, mit "
        "der, mit dem, mit denen, auf der, auf dem, auf die, aus der, aus dem, aus denen, bei der, "
        "bei dem, bei denen, von der, von dem, von denen, durch die, durch den, durch das, an der, "
        "an dem, an denen, für die, für den, für das, zu der, zu dem, zu denen"
    ),
    loose_tails=entries("zum beispiel, z. b., beispielsweise, sowie"),
    conjunctions=entries("weil, da, sodass, so dass, während, obwohl, obgleich, um"),
    concessions=entries("während, obwohl, obgleich"),
    limits=entries(
        "nicht kein keine keinen keiner keinem keines nie niemals nur höchstens mindestens wenn "
        "falls sofern außer ohne kaum fast etwa manche einige meist oft selten vielleicht "
        "wahrscheinlich solange bis"
    ),
    openers=entries(
        "wenn falls sofern weil da obwohl während nachdem bevor als dass ob sobald solange "
        "indem wie wo wer was um damit nicht nur je"
    ),
    pairs=entries("nicht nur, entweder, weder, sowohl, je, zwar, dadurch, umso, desto, erst, so"),
    quantifiers=entries(
        "alle allen jede jeder jedes jeden kein keine keinen keiner nur nicht diejenigen derjenige "
        "diejenige solche einzige einzigen dort darauf davon darin"
    ),
    starters=entries(
        "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem "
        "jeder jede jedes sein seine ihr ihre unser unsere viele manche alle kein keine zwei drei "
        "vier fünf mehrere einige"
    ),
    pronouns=entries("er sie es wir ich ihr du man dies das diese dieser sie"),
    verbs=_VERBS,
    never_last=entries(
        "von vom im ins am beim zum zur für über ohne gegen bis seit während wegen trotz "
        "zwischen hinter neben je pro innerhalb außerhalb außer als wie in der die das den dem "
        "des eine einen einem einer eines und oder aber denn dass weil ob wenn nicht sehr mehr "
        "auch nur noch so sich dieser diese dieses jeder jede sein seine ihr ihre kein keine "
        "ist sind war waren wird werden hat haben"
    ),
    relatives=entries("dass weil wenn ob obwohl welche welcher welches wobei"),
    are_fronts_inverted=True,
    conjoined=entries("und"),
    indefinite=entries("ein eine einen einem einer"),
    described_by=entries("—"),
    vague=entries(
        "deshalb daher dabei danach dann dort hier so also zudem außerdem jedoch trotzdem deswegen "
        "darum dadurch damit dafür dagegen davon heute nun später zuerst schließlich zunächst meist "
        "oft manchmal vielleicht nicht allerdings somit folglich anschließend gleiche selbe erste "
        "zweite folgende grund frage ergebnis"
    ),
    negations=entries("nicht kein keine keinen keiner nie niemals"),
    verb_endings=("te", "ten", "t", "en"),
    articles=entries("der die das den dem des ein eine einen einem einer eines seine ihre"),
    commas_close_clauses=True,
    are_nouns_capitalised=True,
    object_articles=entries("die das ein eine"),
    genitives=entries("von vom des der"),
    adverb_endings=("weise",),
)
