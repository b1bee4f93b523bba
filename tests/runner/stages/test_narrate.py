"""Every beat is spoken once, some at a time, and in the order of the explanation."""

import io
from dataclasses import replace

import pytest

from contract.failure import FailureCode, PodreelError
from contract.names import work_key
from runner.progress.reporter import Reporter
from runner.speech.chain import VoiceChain
from runner.stages.narrate import narrate
from runner.stages.section_job import section_job
from runner.storage.checkpoints import Checkpoints
from runner.text.explanation import Explanation, Section
from tests.fakes.objects import BrokenStore
from tests.fakes.voice import HummingVoice
from tests.runner.stages.conftest import EXPLANATION, ID, Bench


async def test_every_beat_is_spoken_in_order(bench: Bench) -> None:
    narrated = await narrate(bench.run, EXPLANATION)
    assert [round(speech.seconds, 2) for speech in narrated.speeches] == [0.75, 1.25, 0.75]
    assert sorted(bench.voice.spoken) == sorted(EXPLANATION.beats)
    assert narrated.engines == ("fake:hum",)
    assert narrated.falls == ()


async def test_no_more_beats_are_spoken_at_once_than_there_are_workers(bench: Bench) -> None:
    beats = tuple(f"Beat number {number}." for number in range(12))
    await narrate(bench.run, Explanation(title="T", sections=(Section(title="S", beats=beats),)))
    assert bench.voice.max_at_once == bench.run.settings.workers == 2


async def test_a_beat_of_more_than_ten_minutes_is_spoken_and_rendered_as_one(bench: Bench) -> None:
    beat = "The quick brown fox jumps over a lazy dog, and then it sleeps. " * 200
    spoken = Explanation(title="T", sections=(Section(title="S", beats=(beat.strip(),)),))
    narrated = await narrate(bench.run, spoken)
    job = section_job(bench.run, "First", narrated.speeches, bench.run.picture, 900)
    assert job.beats[0].seconds > 600
    assert [word.text for word in job.beats[0].words] == beat.split()


async def test_what_was_spoken_is_not_spoken_again(bench: Bench) -> None:
    first = await narrate(bench.run, EXPLANATION)
    again = await narrate(bench.run, EXPLANATION)
    assert len(bench.voice.spoken) == 3
    for one, other in zip(first.speeches, again.speeches, strict=True):
        assert (one.pcm == other.pcm).all()
        assert (one.words, one.sample_rate, one.engine) == (other.words, other.sample_rate, other.engine)


async def test_a_damaged_beat_is_spoken_again(bench: Bench) -> None:
    await narrate(bench.run, EXPLANATION)
    for stored in await bench.run.objects.list(work_key(ID, "speech-")):
        await bench.run.objects.put_bytes(stored.key, b"damaged")
    await narrate(bench.run, EXPLANATION)
    assert len(bench.voice.spoken) == 6


async def test_without_a_store_beats_are_spoken_all_the_same(bench: Bench) -> None:
    run = replace(bench.run, checkpoints=Checkpoints(BrokenStore(), ID))
    assert len((await narrate(run, EXPLANATION)).speeches) == 3


async def test_a_failed_voice_is_reported_at_once_and_in_the_result(bench: Bench) -> None:
    chain = VoiceChain((HummingVoice("fake:mute", fails=True), bench.voice))
    events = io.StringIO()
    run = replace(bench.run, voice=chain, reporter=Reporter(ID, events))
    narrated = await narrate(run, EXPLANATION)
    assert [(fall.engine, fall.reason) for fall in narrated.falls] == [("fake:mute", "lost its voice")]
    assert "fake:mute can't speak" in events.getvalue()


async def test_when_a_voice_fails_in_the_middle_the_next_one_speaks_everything(bench: Bench) -> None:
    tired = HummingVoice("fake:tired", breath=2)
    run = replace(bench.run, voice=VoiceChain((tired, bench.voice)))
    narrated = await narrate(run, EXPLANATION)
    assert narrated.engines == ("fake:hum",)
    assert sorted(bench.voice.spoken) == sorted(EXPLANATION.beats)


async def test_the_next_attempt_asks_a_voice_that_failed_only_for_what_is_missing(bench: Bench) -> None:
    tired, rested = HummingVoice("fake:tired", breath=2), HummingVoice("fake:tired")
    await narrate(replace(bench.run, voice=VoiceChain((tired, bench.voice))), EXPLANATION)
    narrated = await narrate(replace(bench.run, voice=VoiceChain((rested, bench.voice))), EXPLANATION)
    assert narrated.engines == ("fake:tired",)
    assert rested.spoken == [EXPLANATION.beats[2]]


async def test_after_a_failure_no_further_beat_is_begun(bench: Bench) -> None:
    mute = HummingVoice("fake:mute", fails=True)
    beats = tuple(f"Beat number {number}." for number in range(12))
    run = replace(bench.run, voice=VoiceChain((mute, bench.voice)))
    await narrate(run, Explanation(title="T", sections=(Section(title="S", beats=beats),)))
    assert len(mute.spoken) <= run.settings.workers


async def test_when_no_voice_can_speak_the_run_is_unavailable(bench: Bench) -> None:
    run = replace(bench.run, voice=VoiceChain((HummingVoice(fails=True),)))
    with pytest.raises(PodreelError) as caught:
        await narrate(run, EXPLANATION)
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert "lost its voice" in caught.value.detail


async def test_an_explanation_without_beats_is_silent(bench: Bench) -> None:
    silent = Explanation(title="T", sections=(Section(title="S", beats=()),))
    narrated = await narrate(bench.run, silent)
    assert (narrated.speeches, narrated.engines) == ((), ())
