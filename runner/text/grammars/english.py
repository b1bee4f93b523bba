"""English."""

from runner.text.grammars.grammar import Grammar, entries

_PREPOSITIONS = entries(
    "of in on at by for from to into onto with without within about over under between through "
    "during after before above below upon until toward towards via per against among across along "
    "around behind beyond despite except inside near off outside since than throughout like as "
    "unlike"
)
_AUXILIARIES = entries(
    "is are was were am has have had do does did can could will would shall should may might must "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't "
    "wouldn't shouldn't cannot it's that's there's they're we're he's she's"
)
_VERBS = entries(
    "yields yield exists turn exhibits take make give show mean bring come get keep find hold grow "
    "see know think say use enter release store move work live eat drink need want try help break "
    "build become go became becomes become began begins led leads made makes caused causes uses "
    "contains contain consists consist gives gave shows showed means meant took takes brought "
    "brings came comes went goes got gets kept keeps left leaves lost loses found finds held holds "
    "grew grows rose rises fell falls saw sees said says knew knows thought thinks believed "
    "believes argued argues claimed claims hoped feared felt depends depend occurs occur forms "
    "produces produce requires require allows allow needs includes include increases increased "
    "decreases represents represent describes describe refers refer changes moved moves acts acted "
    "reacts reacted built wrote writes fought won broke breaks drew draws drove drives spoke stood "
    "stands understood told met lies lay run runs ran sent sold spent set put pays paid owed owes "
    "sought ended ends started starts turned turns helped helps created creates provided provides "
    "remained remains seems seemed appears appeared determines determined results resulted follows "
    "followed exists existed happens happened measures involves involve illustrates illustrate "
    "occupies occupy permits permit defines define explains explain enables enable prevents prevent "
    "receives receive absorbs absorb consumes consume combines combine dissolves dissolve "
    "evaporates evaporate melts melt freezes freeze boils boil burns burn expands expand carries "
    "carry serves serve reveals reveal demonstrates demonstrate confirms confirm suggests suggest "
    "implies imply indicates indicate varies vary differs differ exceeds exceed attracts attract "
    "repels repel emits emit reflects reflect behaves behave interacts interact exerts exert "
    "opposes oppose rotates rotate migrates evolves evolve adapts adapt survives survive functions "
    "function crystallizes owed gripped invaded declared passed elected fostered oversaw witnessed "
    "viewed favored offered ordered transformed introduced bound called used wanted tried asked "
    "hated vowed insisted rejected nominated threatened"
)
_LIMITS = entries(
    "not no never none nobody nothing neither nor only least may might could cannot unless except "
    "rarely hardly barely without if almost nearly about approximately some few little most "
    "sometimes usually often perhaps probably possibly"
)

ENGLISH = Grammar(
    leads=entries(
        "however, therefore, thus, hence, consequently, accordingly, moreover, furthermore, "
        "additionally, in addition, for example, for instance, in fact, indeed, in particular, in "
        "other words, that is, as a result, as a consequence, on the other hand, on the one hand, "
        "in contrast, by contrast, instead, nevertheless, nonetheless, meanwhile, similarly, "
        "likewise, finally, first, firstly, second, secondly, third, thirdly, next, then, also, "
        "besides, again, now, of course, clearly, obviously, interestingly, unfortunately, "
        "fortunately, at the time, at first, at the same time, in short, in summary, to sum up, "
        "note that, notice that, remember that, recall that, in this case, in the next step, as "
        "noted, as mentioned, as discussed, well, still, yes, so, yet, specifically, importantly, "
        "more importantly, most importantly, "
        "perhaps most importantly, ultimately, eventually, in the end, as we have seen, as expected, not "
        "surprisingly, in turn, in response"
    ),
    ties=entries("and but so yet or thus therefore hence then"),
    tails=entries(
        "which, who, whom, whose, where, whereby, because, since, as, for, while, whereas, "
        "although, though, even though, with, such as, including, like, for example, especially, "
        "particularly, namely, making, leading, resulting, causing, giving, allowing, producing, "
        "forming, creating, leaving, showing, increasing, decreasing, reducing, bringing, forcing, "
        "becoming, meaning, suggesting, raising, lowering, turning, providing, eliminating, "
        "overturning, ensuring, enabling, helping, releasing, converting, ending, beginning, "
        "marking, sparking, prompting, yielding, indicating, due to, thanks to, and thus, and "
        "therefore, and hence, and so, so that, in order to, rather than, defined, located, "
        "discussed, based on, in which, of which, for which, many of which, some of which, most of "
        "which, one of which, all of which, by which, both of which, each of which, from which, at "
        "which, during which, after which, two of which, either of which, with which, held, seen, "
        "found, written, built, along with, together with, as well as, followed by, called, known "
        "as, named, so named, followed"
    ),
    loose_tails=entries(
        "because, although, though, whereas, so that, in order to, so as to, such as, due to, "
        "thanks to, despite, in spite of, as a result of, as shown in, as illustrated in, as "
        "described in, when, while, throughout, as well as, along with, together with"
    ),
    fronts=entries(
        "although, though, even though, because, since, as, while, whereas, despite, in order to, "
        "to, due to, thanks to, as a result of, seeking, having, being, hoping"
    ),
    past_tails=entries("when"),
    conjunctions=entries(
        "because, since, while, whereas, although, though, even though, so that, and thus, and "
        "therefore, and hence, and so, due to, thanks to"
    ),
    concessions=entries("although, though, even though, while, whereas, when, rather than, despite"),
    limits=_LIMITS,
    openers=_PREPOSITIONS
    | entries(
        "if when whenever because although though since as while whereas unless whether where "
        "wherever once how why regardless depending assuming suppose what who which that even "
        "only to given not"
    ),
    pairs=entries(
        "not only, either, neither, whether, not because, as if, as though, more, less, rather, so, "
        "too, enough"
    ),
    starters=entries(
        "only a an the this that these those its their his her our your my each every both all some "
        "any no most many several few one two three four five six another such other there"
    ),
    pronouns=entries("it they he she we you i this that these those there one who"),
    verbs=_AUXILIARIES | _VERBS,
    never_last=_PREPOSITIONS
    | _AUXILIARIES
    | entries(
        "a an the this these those its their his her our your my and or but nor so that which "
        "who whom whose be been being not very more less most also both either neither when if "
        "because where how why what such every each no one's themselves"
    ),
    relatives=entries(
        "after before until once how why what which who whom whose that where when if because although while "
        "whereas whether"
    ),
    are_names_capitalised=True,
    conjoined=entries("and"),
    indefinite=entries("a an another"),
    described_by=entries("that which who"),
    vague=entries(
        "fact likewise soon later rather now then also thus often usually here still just always "
        "already sometimes it we they same latter former other others first second following next "
        "reason answer figure result one question way thing point two three former idea"
    ),
    quantifiers=entries("all every each no only not any those"),
    negations=entries(
        "not no never none nothing nobody neither don't doesn't didn't isn't aren't wasn't weren't "
        "can't cannot won't"
    ),
    verb_endings=("ed",),
    articles=entries("a an the its their his her our your my each every"),
    object_articles=entries("a an the its their his her our your each every"),
    infinite_endings=("ing",),
    infinitive_mark="to",
    genitives=entries("of"),
    adverb_endings=("ly",),
)
