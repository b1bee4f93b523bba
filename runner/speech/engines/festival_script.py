"""The Scheme program that festival runs for one text. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.text.pronunciation import SpokenWord

TIMES_FILE = "times.txt"
_PUNCTUATED = re.compile(r"^(.*?)([.,;:!?]*)$", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?]")
# No real word is longer; festival would spell out the rest for seconds.
_MAX_TOKEN_CHARACTERS = 60
# Feature extraction is quadratic in the length of an utterance.
_MAX_UTTERANCE_TOKENS = 60

_PROGRAM = """\
(voice_cmu_us_slt_arctic_hts)
(set! hts_engine_params (list (list "-m" {model}) (list "-r" {speed})))
(set! podreel_times (fopen {times} "w"))
(define (podreel_token utt name punc source)
  (utt.relation.append utt 'Token
    (list name (list (list 'name name) (list 'punc punc) (list 'prepunctuation "") (list 'whitespace " ")
                     (list 'source source)))))
(define (podreel_say utt number wave)
  (utt.synth utt)
  (utt.save.wave utt wave 'riff)
  (mapcar
    (lambda (word)
      (format podreel_times "%d %s %f %f\\n" number (item.feat word "R:Token.parent.source")
              (item.feat word 'word_start) (item.feat word 'word_end)))
    (utt.relation.items utt 'Word)))
{utterances}
(fclose podreel_times)
"""
_UTTERANCE = """\
(set! podreel_utt (Utterance Tokens ()))
(utt.relation.create podreel_utt 'Token)
{tokens}
(podreel_say podreel_utt {number} {wave})"""


@dataclass(frozen=True)
class Token:
    """A token for festival. `source` is the index of its word in the text."""

    name: str
    punctuation: str
    source: int


def scheme_string(text: str) -> str:
    """`text`, reduced to printable ASCII, as a Scheme string literal."""
    printable = "".join(character if " " <= character <= "~" else " " for character in text)
    return '"' + printable.replace("\\", "\\\\").replace('"', '\\"') + '"'


def utterances(words: Sequence[SpokenWord]) -> list[list[Token]]:
    """The words as tokens, divided into sentences; sentences that are too long are cut."""
    sentences: list[list[Token]] = [[]]
    for token in _tokens(words):
        sentences[-1].append(token)
        if _SENTENCE_END.search(token.punctuation) or len(sentences[-1]) >= _MAX_UTTERANCE_TOKENS:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def wave_file(number: int) -> str:
    return f"{number}.wav"


def program(sentences: Sequence[Sequence[Token]], model: Path, speed: float) -> str:
    """A program that speaks each sentence into its own wave file and all word times into `TIMES_FILE`."""
    bodies = [
        _UTTERANCE.format(
            tokens="\n".join(_token_line(token) for token in sentence),
            number=number,
            wave=scheme_string(wave_file(number)),
        )
        for number, sentence in enumerate(sentences)
    ]
    return _PROGRAM.format(
        model=scheme_string(str(model)),
        speed=f"{speed:.3f}",
        times=scheme_string(TIMES_FILE),
        utterances="\n".join(bodies),
    )


def _token_line(token: Token) -> str:
    name, punctuation = scheme_string(token.name), scheme_string(token.punctuation)
    return f"(podreel_token podreel_utt {name} {punctuation} {token.source})"


def _tokens(words: Sequence[SpokenWord]) -> Iterator[Token]:
    last: Token | None = None
    for source, word in enumerate(words):
        for part in word.spoken.split():
            found = _PUNCTUATED.match(part)
            name, punctuation = (found[1], found[2][:1]) if found else (part, "")
            if not name:
                # A lone comma or full stop is a pause after the word before it.
                last = last and Token(last.name, punctuation, last.source)
                continue
            if last:
                yield last
            last = Token(name[:_MAX_TOKEN_CHARACTERS], punctuation, source)
    if last:
        yield last
