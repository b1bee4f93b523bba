"""Speaks a text of any length, in parts that every engine can speak within its time limit."""

from collections.abc import Iterator, Sequence

import numpy as np

from contract.punctuation import CLOSERS, SENTENCE_ENDS
from runner.speech.voice import NothingToSay, Speech, Voice, VoiceError, WordTime
from runner.text.pronunciation import spoken_words
from runner.text.sentences import chunks

# Some 75 seconds of speech, which the slowest local engine speaks in 3 seconds.
PART_CHARACTERS = 1_000
# Each part is without the silence at its ends.
_SENTENCE_PAUSE_SECONDS = 0.35
_CLAUSE_PAUSE_SECONDS = 0.1


async def speak_whole(voice: Voice, text: str, language: str) -> Speech:
    """The spoken text, divided at the ends of sentences, else of clauses or words, if it is long.

    Raises as `Voice.speak` does.
    """
    if len(text) <= PART_CHARACTERS:
        return await voice.speak(text, language)
    parts = [part.strip() for part in chunks(" ".join(text.split()), PART_CHARACTERS)]
    return _joined(parts, [await _speak(voice, part, language) for part in parts], language)


async def _speak(voice: Voice, part: str, language: str) -> Speech | None:
    try:
        return await voice.speak(part, language)
    except NothingToSay:
        return None


def _joined(parts: Sequence[str], speeches: Sequence[Speech | None], language: str) -> Speech:
    """The speech of all parts, with pauses between them; None is a part without words."""
    spoken = [speech for speech in speeches if speech is not None]
    if not spoken:
        raise NothingToSay("no part of the text has a word")
    rate = spoken[0].sample_rate
    if any(speech.sample_rate != rate for speech in spoken):
        raise VoiceError(f"{spoken[0].engine} gave parts of a text in different sample rates")
    pieces: list[np.ndarray[tuple[int], np.dtype[np.int16]]] = []
    words: list[WordTime] = []
    count = 0
    for part, speech in zip(parts, speeches, strict=True):
        words += _words(part, speech, count / rate, language)
        if speech is not None:
            pieces += [speech.pcm, np.zeros(round(_pause_after(part) * rate), np.int16)]
            count += len(pieces[-2]) + len(pieces[-1])
    is_timed = all(speech.words is not None for speech in spoken)
    return Speech(np.concatenate(pieces[:-1]), rate, tuple(words) if is_timed else None, spoken[0].engine)


def _words(part: str, speech: Speech | None, start: float, language: str) -> Iterator[WordTime]:
    if speech is None:
        yield from (WordTime(word.text, start, start) for word in spoken_words(part, language))
    for word in (speech and speech.words) or ():
        yield WordTime(word.text, start + word.start_seconds, start + word.end_seconds)


def _pause_after(part: str) -> float:
    is_end = part.rstrip(CLOSERS).endswith(tuple(SENTENCE_ENDS))
    return _SENTENCE_PAUSE_SECONDS if is_end else _CLAUSE_PAUSE_SECONDS
