"""Finds causes and effects: "A because B", "A led to B", "Because A, B". Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.statements import Sentence, is_complete, is_short, is_supposed, sentences_of
from runner.script.storyboard.visuals import Visual, VisualPart

_MAX_WIDTH = 90
_LEAST_WORDS = 2
_CAUSE_FIRST = (
    r"(?P<cause>.+?)(?:,? which|,? that)? (?:(?:directly |eventually |soon )?(?:led|leads?|leading) to|"
    r"(?:caused?|causes)|(?:results?|resulted|resulting) in|gave rise to|brought about|triggered) "
    r"(?P<effect>.+)",
    r"(?:because|since|as a result of|due to|owing to) (?P<cause>[^,]+), (?P<effect>.+)",
    r"(?P<cause>.+?)(?:[,;] (?:so|therefore|thus|hence|consequently|as a result),?| and therefore) "
    r"(?P<effect>.+)",
    r"(?P<cause>.+?) (?:führt(?:e|en)? (?:dazu|zu[mr]?)|verursacht(?:e|en)?|bewirkt(?:e|en)?) (?P<effect>.+)",
    r"(?P<cause>.+?) (?:a (?:conduit|mené|entraîné|provoqué) (?:à )?|entraîne(?:nt)? |provoque(?:nt)? |"
    r"cause(?:nt)? |conduit à |mène à )(?P<effect>.+)",
    r"(?:parce que|puisque|comme|à cause de) (?P<cause>[^,]+), (?P<effect>.+)",
    r"(?P<cause>.+?) (?:causó|causan?|provocó|provocan?|condujo a|conduce a|llevó a|da lugar a) "
    r"(?P<effect>.+)",
    r"(?:como|dado que|ya que|debido a que|debido a|puesto que) (?P<cause>[^,]+), (?P<effect>.+)",
    r"(?P<cause>.+?), (?:por lo que|por lo tanto|por tanto|así que) (?P<effect>.+)",
)
_EFFECT_FIRST = (
    r"(?P<effect>.+?),? (?:because(?! of)|because of|due to|owing to|as a result of) (?P<cause>.+)",
    r"(?P<effect>.+?),? (?:is|are|was|were) caused by (?P<cause>.+)",
    r"(?P<effect>.+?), (?:denn )?(?P<cause>(?:(?<=denn )|weil ).+)",
    r"(?P<effect>.+?),? (?:parce que|car|à cause de|en raison de) (?P<cause>.+)",
    r"(?P<effect>.+?),? (?:porque|ya que|debido a que|debido a|a causa de|puesto que) (?P<cause>.+)",
)
_RELATIONS = tuple(re.compile(each, re.IGNORECASE) for each in (*_CAUSE_FIRST, *_EFFECT_FIRST))
_LEAD = re.compile(
    r"^(?:however|moreover|therefore|thus|also|similarly|in addition|further|indeed|finally|then|"
    r"for example|and|but|so|"
    r"jedoch|außerdem|auch|aber|und|cependant|aussi|mais|et|sin embargo|además|entonces|por ejemplo|"
    r"zum beispiel|par exemple|pero|y),? ",
    re.IGNORECASE,
)
# A part that only points at what was said shows nothing.
_POINTER = re.compile(
    r"(?:which|who|lo|named|\w+ing|the (?:former|latter)|"
    r"(?:this|that|these|those|dies\w*|das|cela|ceci|ce|est[aeo]s?|eso|ello) (?:is|are|was|were|ist|sind|"
    r"est|sont|es|son|era|eran))\b"
    r"|(?:this|that|these|those|it|they|he|she|dies\w*|das|es|er|sie|cela|ceci|ce|il|elle|ils|"
    r"est[aeo]s?|eso|ello|su)(?: \S+)?$",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(
    r"\b(?:not|nicht|pas|no) (?:because|due|weil|parce|porque)|\bonly$|\bnur$|\btwice as|\bsince \d",
    re.IGNORECASE,
)


def find_causes(beats: Sequence[str]) -> Iterator[Visual]:
    """A chain of a cause and its effect for each sentence that names both."""
    for sentence in sentences_of(beats):
        found = cause_and_effect(sentence)
        if found:
            yield Visual("CauseChain", found, tuple(VisualPart(text, sentence.beat) for text in found))


def cause_and_effect(sentence: Sentence) -> tuple[str, str] | None:
    """Both in the sentence's own words, if each is whole."""
    text = _LEAD.sub("", sentence.text.rstrip(f" {FULL_STOPS};!"), count=1)
    if sentence.is_question or is_supposed(text) or _UNCERTAIN.search(text):
        return None
    for relation in _RELATIONS:
        found = relation.fullmatch(text)
        if found:
            pair = _tidy(found["cause"]), _tidy(found["effect"])
            return pair if all(map(_is_whole, pair)) else None
    return None


def _tidy(text: str) -> str:
    clean = _LEAD.sub("", text.strip(" ,;:—–-"), count=1)
    return clean[:1].upper() + clean[1:]


def _is_whole(text: str) -> bool:
    has_words = len(text.split()) >= _LEAST_WORDS and not _POINTER.match(text)
    return is_short(text, _MAX_WIDTH) and is_complete(text) and has_words
