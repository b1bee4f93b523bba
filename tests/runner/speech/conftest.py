"""What the tests of voices share: every Voice that ships."""

import pytest

from runner.speech.chain import ENGINES, voice_for
from runner.speech.voice import Voice


def _all_voices() -> dict[str, Voice]:
    # The other timbres run the same code; test_timbre.py hears them all.
    names = ("festival:slt", "festival:slt-man", "espeak:female", "silence")
    voices: dict[str, Voice] = {name: ENGINES[name]() for name in names}
    voices["chain"] = voice_for(("polly:Joanna", "festival:slt", "espeak:female"))
    return voices


@pytest.fixture(params=sorted(_all_voices()))
def voice(request: pytest.FixtureRequest) -> Voice:
    return _all_voices()[str(request.param)]
