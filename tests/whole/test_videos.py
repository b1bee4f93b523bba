"""Whole videos, made by the real command, then opened and measured with other tools than made them."""

import json
from pathlib import Path

import numpy as np
import pytest
import webvtt
from PIL import Image

from tests.whole.conftest import podreel
from tests.whole.open_paths import open_paths
from tests.whole.results import exported_result, max_offset_ms_of
from tests.whole.video_file import ffprobe
from tests.workers import made_once

pytestmark = pytest.mark.slow
SYNC_GOAL_MS = 40
EXPORTED = {
    "video.mp4", "captions.vtt", "captions.srt", "transcript.md", "poster.jpg", "script.py", "timeline.json",
    "result.json",
}  # fmt: skip
OWN_TEXT = """# Volcanoes

A volcano is an opening in the crust. Magma → crater → lava.

# How hot is it?

Basalt: 1,200 °C, andesite: 1,000 °C, rhyolite: 800 °C.
"""


def make(out: Path, *arguments: str, **env: str) -> Path:
    run = podreel("make", *arguments, "--out", str(out), "--data", str(out.parent / "data"), env=env)
    assert run.status == 0, run.stderr
    return out


@pytest.fixture(scope="module")
def lesson(run_folder: Path) -> Path:
    out = run_folder / "lesson" / "out"
    return made_once(
        run_folder,
        "lesson",
        lambda: make(out, "Explain binary search", "--quality", "draft", "--voice", "Ruth"),
    )


@pytest.fixture(scope="module")
def own_text(run_folder: Path) -> Path:
    out = run_folder / "own" / "out"
    return made_once(
        run_folder,
        "own",
        lambda: make(out, OWN_TEXT, "--quality", "draft", "--voice", "Matthew", "--aspect", "9:16"),
    )


@pytest.fixture(params=["lesson", "own_text"])
def out(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_an_export_holds_every_file_and_nothing_else(out: Path) -> None:
    assert {path.name for path in out.iterdir()} == EXPORTED


def test_others_can_read_what_was_exported_as_the_user_likes_and_nothing_else(
    out: Path, tmp_path: Path
) -> None:
    (tmp_path / "new").touch()
    usual = (tmp_path / "new").stat().st_mode
    assert {path.stat().st_mode for path in out.iterdir()} == {usual}
    assert open_paths(out.parent / "data") == []


def test_the_poster_shows_what_the_video_is_about(out: Path) -> None:
    with Image.open(out / "poster.jpg") as poster:
        pixels = np.asarray(poster.convert("L")).astype(int)
    background = np.bincount(pixels.ravel()).argmax()
    assert np.mean(np.abs(pixels - background) > 24) > 0.03


def test_voice_and_picture_agree(out: Path) -> None:
    sync = exported_result(out).sync
    assert sync.max_offset_ms is not None
    assert sync.max_offset_ms <= SYNC_GOAL_MS
    assert sync.missing_beats == ()


def test_the_file_is_what_players_and_platforms_want(out: Path) -> None:
    facts = ffprobe(out / "video.mp4")
    video, sound, text, chapters = facts["streams"]
    assert (video["codec_name"], video["profile"], video["pix_fmt"]) == ("h264", "High", "yuv420p")
    assert video["r_frame_rate"] == video["avg_frame_rate"] == "15/1"
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "44100", 2)
    assert (text["codec_name"], chapters["codec_type"]) == ("mov_text", "data")
    assert {stream["tags"]["language"] for stream in (video, sound, text)} == {"eng"}
    assert facts["format"]["tags"]["title"] == exported_result(out).title


def test_chapters_are_the_sections(out: Path) -> None:
    timeline = json.loads((out / "timeline.json").read_bytes())
    chapters = ffprobe(out / "video.mp4")["chapters"]
    assert [chapter["tags"]["title"] for chapter in chapters] == [
        section["title"] for section in timeline["sections"]
    ]
    assert float(chapters[0]["start_time"]) == 0


def test_the_voice_is_as_loud_as_platforms_ask(out: Path) -> None:
    validation = exported_result(out).validation
    assert validation.is_good
    assert validation.integrated_lufs == pytest.approx(-16, abs=1)
    assert validation.true_peak_dbtp is not None
    assert validation.true_peak_dbtp <= -1


def test_captions_say_every_word(out: Path) -> None:
    timeline = json.loads((out / "timeline.json").read_bytes())
    spoken = [beat["text"] for section in timeline["sections"] for beat in section["beats"]]
    shown = " ".join(caption.text for caption in webvtt.read(str(out / "captions.vtt")).captions)
    assert shown.split() == " ".join(spoken).split()


def test_a_lesson_lasts_as_long_as_promised_and_says_where_it_comes_from(lesson: Path) -> None:
    result = exported_result(lesson)
    assert 60 <= result.seconds <= 120
    assert result.models["explain"] == "offline:lessons"
    assert "has this lesson built in" in result.notes[0]
    assert result.voice.engines == ("festival:slt-bright",)


def test_own_text_is_spoken_in_its_own_words_and_labelled_so(own_text: Path) -> None:
    result = exported_result(own_text)
    assert "presents your own text" in result.notes[0]
    assert (result.width, result.height) == (480, 854)
    timeline = json.loads((own_text / "timeline.json").read_bytes())
    known = set(OWN_TEXT.replace("#", "").split())
    spoken = " ".join(beat["text"] for section in timeline["sections"] for beat in section["beats"])
    assert {word.strip(".,:;") for word in spoken.split()} <= {word.strip(".,:;?") for word in known}


def test_an_exported_script_renders_again_and_an_edited_sentence_is_spoken(
    own_text: Path, tmp_path: Path
) -> None:
    edited = tmp_path / "edited.py"
    text = (own_text / "script.py").read_text().replace("an opening in the crust", "a hole in the ground")
    edited.write_text(text)
    out = tmp_path / "out"
    make(out, "--script", str(edited), "--quality", "draft")
    assert "a hole in the ground" in " ".join((out / "transcript.md").read_text().split())


def test_sections_that_cannot_be_drawn_become_title_cards_and_keep_their_voice(tmp_path: Path) -> None:
    out = tmp_path / "out"
    # No section can be rendered in so little time, and no storyboard either.
    make(out, OWN_TEXT, "--quality", "draft", PODREEL_SECTION_SECONDS="0.2")
    result = exported_result(out)
    assert [section.title for section in result.degraded] == ["Volcanoes", "How hot is it?"]
    assert max_offset_ms_of(result) <= SYNC_GOAL_MS
    assert any("simpler pictures" in note for note in result.notes)
    # What can't be drawn is exported as the storyboard that was tried in its place.
    assert "BarChart(" in (out / "script.py").read_text()


def test_a_script_speaks_the_language_that_it_names(short_script: Path, tmp_path: Path) -> None:
    short_script.write_text(short_script.read_text().replace('"language": "en"', '"language": "de"'))
    out = tmp_path / "out"
    make(out, "--script", str(short_script), "--quality", "draft")
    result = exported_result(out)
    assert result.request is not None
    assert result.request.language == "de"
    assert result.voice.engines == ("espeak:female",)


def test_a_strict_request_rather_fails_than_simplifies(tmp_path: Path) -> None:
    arguments = [OWN_TEXT, "--quality", "draft", "--strict", "--data", str(tmp_path / "data")]
    run = podreel("make", *arguments, "--out", str(tmp_path / "out"), env={"PODREEL_SECTION_SECONDS": "0.2"})
    assert (run.status, run.last["code"]) == (65, "script_failed")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("language", ["fr", "ar", "hi", "zh", "ru"])
def test_a_text_in_another_language_is_spoken_drawn_and_captioned(language: str, tmp_path: Path) -> None:
    texts = {
        "fr": "La lumière est une onde. Elle est aussi une particule.",
        "ar": "الضوء موجة. وهو أيضا جسيم.",
        "hi": "प्रकाश एक तरंग है। वह एक कण भी है।",
        "zh": "光是一种波动现象。光也是一种粒子。",
        "ru": "Свет — это волна. И ещё это частица.",
    }
    out = tmp_path / "out"
    wanted = ["--as-text", "--language", language, "--quality", "draft", "--aspect", "1:1"]
    make(out, texts[language], *wanted)
    result = exported_result(out)
    assert result.voice.engines == ("espeak:female",)
    assert result.validation.is_good
    assert result.degraded == ()
    assert max_offset_ms_of(result) <= SYNC_GOAL_MS


def test_a_custom_size_and_rate_are_kept(short_script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    size = ["--width", "322", "--height", "242", "--frame-rate", "24"]
    make(out, "--script", str(short_script), "--quality", "custom", *size, "--theme", "light")
    video = ffprobe(out / "video.mp4")["streams"][0]
    assert (video["width"], video["height"], video["r_frame_rate"]) == (322, 242, "24/1")
