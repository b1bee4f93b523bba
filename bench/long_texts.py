"""What own texts of odd shapes cost in draft quality, against a normal text, in seconds per second of video.

`python -m bench.long_texts [SHARE]`. A SHARE of 0.25 takes a quarter of each text. CPU seconds count all
processes of the command, and vary less than wall time where other programs run.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.serving import PODREEL
from contract.result import parse_completed

NORMAL = "normal"
_THINGS = (
    "the moon|a river|the old bridge|a cell|the market|light|a sound wave|the city|an atom|the king".split(
        "|"
    )
)
_DEEDS = "carries|changes|holds back|needs|explains|divides|slowly builds|rarely meets|turns into".split("|")
_ENDS = "in spring|over many years|without any loss|as Newton showed|at night|by its own weight".split("|")


def main() -> None:
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    costs: dict[str, float] = {}
    for name, (language, text) in texts(share).items():
        figures = measure(language, text)
        if video_seconds := figures["video_seconds"]:
            costs[name] = figures["cpu_seconds"] / video_seconds
            figures["cpu_seconds_per_video_second"] = round(costs[name], 3)
            figures["ratio_to_normal"] = round(costs[name] / costs[NORMAL], 2)
        print(json.dumps({"measurement": "long_texts", "text": name, **figures}), flush=True)


def texts(share: float) -> Mapping[str, tuple[str, str]]:
    """Language and text by name; the normal one comes first."""
    sentence = "光合作用是植物把光能变成化学能的过程"
    return {
        NORMAL: ("en", _normal(round(10_000 * share))),
        "a word of 9,000 letters": ("en", "a" * 9_000),
        "a number of 4,990 digits": ("en", ("1234567890" * 499)),
        "10,000 Chinese characters": ("zh", (sentence * 600)[: round(10_000 * share)]),
        "2,000 headings": ("en", "# a\n" * round(2_000 * share)),
    }


def measure(language: str, text: str) -> dict[str, Any]:
    """Makes the video of the text. A refused one has no video, and the sentence that refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [PODREEL, "make", "-", "--quality", "draft"]
        command += ["--language", language, "--data", f"{folder}/data", "--out", f"{folder}/out"]
        before = os.times()
        started_at = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        _, told = process.communicate(text)
        figures: dict[str, Any] = {
            "characters": len(text),
            "exit_status": process.returncode,
            "wall_seconds": round(time.monotonic() - started_at, 1),
            "cpu_seconds": round(_children_seconds(os.times()) - _children_seconds(before), 1),
            "video_seconds": None,
        }
        if process.returncode != 0:
            return {**figures, "told": told.strip().splitlines()[:1]}
        result = parse_completed((Path(folder) / "out" / "result.json").read_bytes(), "of the video")
        return {**figures, "video_seconds": result.seconds, "stage_seconds": result.stage_seconds}


def _children_seconds(times: os.times_result) -> float:
    return times.children_user + times.children_system


def _normal(length: int) -> str:
    """Paragraphs under headings, in plain sentences of twenty words or fewer; the same at each call."""
    chance = random.Random(1)  # noqa: S311 - no secret
    paragraphs: list[str] = []
    while len("\n\n".join(paragraphs)) < length:
        about = chance.choice(_THINGS)
        sentences = [f"{about.capitalize()} {chance.choice(_DEEDS)} {chance.choice(_THINGS)}."]
        for _ in range(7):
            first, second = _clause(chance), _clause(chance)
            sentences.append(f"{first[0].upper()}{first[1:]}, and so {second}.")
        paragraphs.append(f"## How {about} works, part {len(paragraphs) + 1}\n\n{' '.join(sentences)}")
    return "\n\n".join(paragraphs)[:length]


def _clause(chance: random.Random) -> str:
    return " ".join(chance.choice(words) for words in (_THINGS, _DEEDS, _THINGS, _ENDS))


if __name__ == "__main__":
    main()
