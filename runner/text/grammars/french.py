"""French."""

from runner.text.grammars.grammar import Grammar, entries

_PREPOSITIONS = entries(
    "de du des d' à au aux en dans sur sous par pour avec sans entre vers chez contre depuis "
    "pendant après avant selon malgré jusque jusqu'à comme que parmi durant hors sauf"
)
_VERBS = entries(
    "est sont était étaient fut furent sera seront a ont avait avaient eut aura peut peuvent "
    "pouvait pouvaient doit doivent devait devient deviennent devint fait font faisait va vont "
    "prend prennent prit donne donnent permet permettent forme forment produit produisent contient "
    "contiennent commence commença mène provoque provoqua provoquent reste restent dépend dépendent "
    "représente représentent sert servent signifie montre montrent semble semblent existe existent "
    "augmente augmentent diminue diminuent utilise utilisent appelle transforme transforment vient "
    "viennent vit vivent mesure tourne agit agissent perd perdit gagne gagna meurt mourut naît "
    "naquit compte comptent n'est n'a n'ont n'était ne c'est s'appelle s'est constitue constituent "
    "absorbe absorbent libère libèrent reçoit reçoivent comprend comprennent commence commencent "
    "finit"
)

FRENCH = Grammar(
    leads=entries(
        "cependant, toutefois, pourtant, néanmoins, par exemple, en effet, ainsi, de plus, en "
        "outre, par ailleurs, en revanche, au contraire, par conséquent, en conséquence, donc, "
        "enfin, finalement, d'abord, tout d'abord, ensuite, puis, en fait, de même, autrement dit, "
        "c'est-à-dire, bref, en résumé, or, d'autre part, d'une part, bien sûr, en somme, "
        "notamment, certes, alors, à l'inverse"
    ),
    ties=entries("et mais ou donc car or"),
    tails=entries(
        "qui, dont, où, lequel, laquelle, lesquels, lesquelles, auquel, ce qui, ce que, parce que, "
        "parce qu'il, car, puisque, puisqu'il, tandis que, alors que, bien que, afin de, afin que, "
        "pour, de sorte que, si bien que, comme, par exemple, notamment, grâce à, à cause de, en "
        "raison de, ainsi que, c'est-à-dire, provoquant, entraînant, formant, produisant, "
        "permettant, donnant, libérant, rendant, causant, créant, laissant, appelé, appelée, "
        "appelés, appelées, avec"
    ),
    loose_tails=entries(
        "parce que, parce qu'il, parce qu'elle, parce qu'ils, parce qu'elles, car, puisque, tandis "
        "que, bien que, afin de, afin que, grâce à, à cause de, en raison de, ainsi que, de sorte "
        "que, par exemple"
    ),
    fronts=entries(
        "comme, puisque, bien que, parce que, afin de, pour, grâce à, en raison de, à cause de, malgré"
    ),
    conjunctions=entries(
        "parce que, parce qu'il, car, puisque, tandis que, alors que, bien que, afin de, afin que, "
        "de sorte que, si bien que"
    ),
    concessions=entries("tandis que, alors que, bien que"),
    limits=entries(
        "ne n' pas non ni jamais rien aucun aucune sans sauf seulement que plus peut peuvent "
        "parfois souvent rarement presque environ certains quelques si peut-être guère"
    ),
    openers=_PREPOSITIONS
    | entries("si quand lorsque lorsqu'il parce puisque bien tandis alors quand où qui dont que non"),
    pairs=entries("non seulement, soit, ni, plus, moins, si, tel, telle, tellement, tant, aussi, pas parce"),
    starters=entries(
        "le la les l' un une des ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma "
        "mes chaque plusieurs quelques certains tous toutes deux trois quatre cinq aucun aucune"
    ),
    pronouns=entries("il elle ils elles on nous vous je tu ce c' c'est cela ça celui-ci celle-ci ceux-ci"),
    verbs=_VERBS,
    never_last=_PREPOSITIONS
    | entries(
        "le la les un une ce cet cette ces son sa ses leur leurs et ou mais donc car qui dont "
        "où ne pas plus très aussi est sont était a ont se si"
    ),
    relatives=entries("qui que dont où lequel laquelle si quand lorsque parce puisque"),
    are_names_capitalised=True,
    conjoined=entries("et"),
    indefinite=entries("un une"),
    described_by=entries("qui"),
    vague=entries("même premier première second seconde suivant raison question résultat différence autre"),
    quantifiers=entries("tous toutes tout aucun aucune chaque seul seule seuls ne n' pas ceux celles"),
    negations=entries("ne n' pas jamais rien aucun aucune"),
    verb_endings=("a", "èrent", "aient", "ait"),
    articles=entries("le la les un une des ce cet cette ces son sa ses leur leurs"),
    object_articles=entries("le la les un une"),
    infinite_endings=("ant", "er", "ir"),
    genitives=entries("de du des"),
    adverb_endings=("ment",),
)
