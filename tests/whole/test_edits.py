"""Mending a finished video: one edited sentence is spoken, and one section is rendered; the rest is kept."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.whole.service import Service, service

pytestmark = pytest.mark.slow
PROMPT = (
    "# Shapes\n\n## Square\n\nA square has four equal sides, and each of its corners is a right angle.\n\n"
    "## Circle\n\nA circle has no corner at all. All of its points are as far from the middle.\n\n"
    "## Triangle\n\nA triangle has three corners. Their angles always add up to half a turn."
)
WISH = {"prompt": PROMPT, "as_text": True, "model": "offline", "quality": "draft"}


def submit(up: Service, **wishes: Any) -> str:
    answer = httpx2.post(f"{up.url}/api/v1/videos", json={**WISH, **wishes})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["video_id"])


def told(up: Service, path: str) -> Any:
    return httpx2.get(f"{up.url}/api/v1/videos/{path}").raise_for_status().json()


def finished(up: Service, video_id: str) -> Any:
    video = up.wait_for_status(video_id, "completed", "failed")
    assert video["status"] == "completed", video
    return video


def work_of(up: Service, video_id: str) -> dict[str, int]:
    """How often its run did what costs time."""
    lines = httpx2.get(f"{up.url}/api/v1/videos/{video_id}/logs").raise_for_status().text.splitlines()
    events = [json.loads(line).get("event") for line in lines]
    return {name: events.count(name) for name in ("beat_spoken", "section_rendered")}


def test_one_edited_sentence_is_spoken_and_one_section_rendered(tmp_path: Path) -> None:
    with service(tmp_path / "data") as up:
        origin = submit(up)
        finished(up, origin)
        explained = told(up, f"{origin}/explanation")
        beats = [len(section["beats"]) for section in explained["sections"]]
        assert work_of(up, origin) == {"beat_spoken": sum(beats), "section_rendered": 3}
        assert all(section["code"].startswith("class Section") for section in explained["sections"])

        markdown = explained["markdown"].replace("no corner at all", "not a single corner")
        edit = submit(up, explanation=markdown, edited_from=origin)
        video = finished(up, edit)
        assert work_of(up, edit) == {"beat_spoken": 1, "section_rendered": 1}
        assert (video["edited_from"], told(up, origin)["edits"][0]["video_id"]) == (origin, edit)
        changed = told(up, f"{edit}/explanation")
        assert [len(section["beats"]) for section in changed["sections"]] == beats
        assert "not a single corner" in changed["markdown"]

        # Another one begins from the edit, whose origin is gone by then.
        assert up.ask("delete", origin, "--yes").status == 0
        script = httpx2.get(f"{up.url}/api/v1/videos/{edit}/files/script.py").text
        script = script.replace("has three corners", "has three sides")
        again = submit(up, script=script, edited_from=edit)
        finished(up, again)
        assert work_of(up, again) == {"beat_spoken": 1, "section_rendered": 1}
        refused = httpx2.post(f"{up.url}/api/v1/videos", json={**WISH, "edited_from": origin})
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "not_found")
