"""A text of any length is spoken in parts that end where a reader breathes, and no word loses its time."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.speakable import fault_of_narration
from runner.media.captions.cues import make_captions
from runner.media.timeline import BeatTime, SectionTime, VideoTimeline, lay_out
from runner.render.job import BeatJob, SectionFrames
from runner.script.source import read_script
from runner.script.storyboard.writer import narration_lines
from runner.speech.chain import speech_by
from runner.speech.engines.espeak import Espeak
from runner.speech.long_texts import PART_CHARACTERS, speak_whole
from runner.speech.voice import NothingToSay, Speech
from runner.text.explanation import Explanation, Section
from runner.text.sentences import chunks
from tests.fakes.voice import HummingVoice
from tests.runner.shapes import SHAPES, text_of

BEAT = "The quick brown fox jumps over a lazy dog, and then it sleeps. " * 200


class ShyVoice(HummingVoice):
    """Hums what has a letter."""

    async def speak(self, text: str, language: str) -> Speech:
        if not any(character.isalpha() for character in text):
            raise NothingToSay("no letter")
        return await super().speak(text, language)


async def test_a_beat_of_2600_words_is_spoken_by_sentences_without_losing_a_word() -> None:
    voice = HummingVoice()
    speech = await speech_by(voice, BEAT, "en")
    assert len(voice.spoken) > 1
    assert all(len(part) <= PART_CHARACTERS and part.endswith("sleeps.") for part in voice.spoken)
    assert speech.words is not None
    assert [word.text for word in speech.words] == BEAT.split()
    starts = [word.start_seconds for word in speech.words]
    assert starts == sorted(starts)
    assert speech.words[-1].end_seconds == pytest.approx(speech.seconds)
    # Where one part ends and the next begins there is a pause.
    assert speech.seconds > 0.25 * len(BEAT.split()) + 0.3 * (len(voice.spoken) - 1)


async def test_a_short_text_is_given_to_the_voice_as_it_is() -> None:
    voice = HummingVoice()
    assert (await speak_whole(voice, "One  two.", "en")).words == (await voice.speak("One  two.", "en")).words
    assert voice.spoken[0] == "One  two."


async def test_a_part_without_a_word_is_left_out_and_a_text_without_any_says_so() -> None:
    marks = "— " * PART_CHARACTERS
    speech = await speak_whole(ShyVoice(), f"One. {marks} Two.", "en")
    assert speech.words is not None
    assert {"One.", "Two."} < {word.text for word in speech.words}
    with pytest.raises(NothingToSay):
        await speak_whole(ShyVoice(), marks, "en")


async def test_a_real_voice_keeps_the_words_of_a_long_chinese_text() -> None:
    text = "光合作用是植物把光能变成化学能的过程，它需要水。" * 60
    speech = await speak_whole(Espeak(), text, "zh")
    assert speech.words is not None
    assert "".join(word.text for word in speech.words) == text
    assert speech.words[-1].end_seconds <= speech.seconds + 0.01


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_beat_of_any_shape_in_a_script_is_refused_or_spoken_and_captioned(shape: str) -> None:
    beat = " ".join(text_of(shape, 3_000).split())
    if fault_of_narration(["T"], [beat]):
        return
    told = Explanation(title="T", sections=(Section(title="S", beats=(beat,)),))
    narration = "\n".join(narration_lines(told, ["First"], None))
    script = read_script(f"{narration}\n\n\nclass First: ...")
    assert script.narration.explanation == told
    speech = await speech_by(HummingVoice(), beat, "en")
    job = BeatJob(seconds=speech.seconds)
    starts, count = lay_out([job.seconds], 15, 0.35)
    time = BeatTime(text=beat, start_frame=0, speech_seconds=speech.seconds, words=speech.words)
    section = SectionTime(title="S", start_frame=0, frame_count=count, beats=(time,))
    captions = make_captions(VideoTimeline(title="T", language="en", frame_rate=15, sections=(section,)))
    assert SectionFrames(frame_count=count, beat_start_frames=starts)
    shown = "".join("".join(cue.lines) for cue in captions.cues)
    assert _letters(shown) == _letters(beat)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(st.text(st.sampled_from("ab .,—。，字\u0301🙂\u200d"), max_size=900), st.integers(40, 300))
@settings(max_examples=100, deadline=None)
def test_chunks_are_short_and_together_the_text(text: str, most: int) -> None:
    parts = list(chunks(text, most))
    assert "".join(parts) == text
    assert all(len(part) <= most for part in parts)
    assert all(parts) or not text
