"""One edited sentence against the whole video anew: `python -m bench.edits [QUALITY]`; takes minutes.

A real service makes a built-in lesson, an edit of it in which one sentence of the second section is another,
and the lesson once more, without anything that is kept.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx2

from tests.whole.service import Service, service

LESSON = "Explain the Pythagorean theorem"


def main() -> None:
    quality = sys.argv[1] if len(sys.argv) > 1 and __name__ == "__main__" else "standard"
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder, service(Path(folder) / "data") as up:
        wish = {"prompt": LESSON, "model": "offline", "quality": quality}
        origin, _ = _made(up, wish)
        told = (
            httpx2.get(f"{up.url}/api/v1/videos/{origin['video_id']}/explanation").raise_for_status().json()
        )
        beat = told["sections"][1]["beats"][1]
        edited = wish | {"explanation": told["markdown"].replace(beat, f"Now look. {beat}")}
        edit, seconds = _made(up, {**edited, "edited_from": origin["video_id"]})
        again, again_seconds = _made(up, wish)
        measured = {
            "measurement": "edits",
            **{"quality": quality, "sections": len(told["sections"]), "video_seconds": edit["seconds"]},
            **{"edit_seconds": round(seconds, 1), "anew_seconds": round(again_seconds, 1)},
            **{"edit_stages": edit["stage_seconds"], "anew_stages": again["stage_seconds"]},
        }
    print(json.dumps(measured), flush=True)


def _made(up: Service, wish: dict[str, Any]) -> tuple[Any, float]:
    """The finished video, and the seconds from its submission to its end."""
    begun = time.monotonic()
    accepted = httpx2.post(f"{up.url}/api/v1/videos", json=wish)
    accepted.raise_for_status()
    video = up.wait_for_status(accepted.json()["video_id"], "completed", "failed")
    assert video["status"] == "completed", video
    return video, time.monotonic() - begun


if __name__ == "__main__":
    main()
