"""Shows the stored result of a real run to all who read results, and holds what they say against its JSON."""

import json
from pathlib import Path
from typing import Any

from api.metrics import Metrics, no_facts
from api.presenters import describe_video
from api.reader_view import ReaderView
from contract.names import result_key
from contract.result import parse_completed, result_bytes
from controller.projection import ended_record
from tests.api.world import World

SHOWN = (
    "title seconds width height frame_rate models voice sync script sandbox captions_are_estimated "
    "corrections degraded notes stage_seconds initial_explanation refined_explanation"
).split()


async def check_readers(data: bytes, folder: Path) -> None:
    """`data` is the stored result; `folder` is an empty one for the API."""
    result, stored = parse_completed(data, "of the run"), json.loads(data)
    assert result_bytes(result) == data, "a field that the run has written is unknown to readers"
    record = ended_record(result, None, None)
    assert record.cost_usd == stored["model_use"]["cost_usd"]
    world = World(folder)
    await world.objects.put_bytes(result_key(result.video_id, 1), data)
    described = await describe_video(world.backends(), record, ReaderView("/videos/a"))
    detail = json.loads(described.model_dump_json())
    assert {name: detail[name] for name in SHOWN} == {name: stored[name] for name in SHOWN}
    assert stored["request"].items() <= detail["request"].items()
    assert {file["name"]: file["size_bytes"] for file in detail["files"]} == stored["files"]
    metrics = Metrics()
    metrics.video_ended(result)
    check_figures(metrics.page(no_facts).decode(), stored)


def check_figures(page: str, stored: dict[str, Any]) -> None:
    figures = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    use = stored["model_use"]
    for direction in ("input", "output"):
        counted = sum(
            float(value)
            for name, value in figures.items()
            if name.startswith("podreel_model_tokens_total") and f'direction="{direction}"' in name
        )
        assert counted == use[f"{direction}_tokens"] > 0
    calls = [float(value) for name, value in figures.items() if name.startswith("podreel_model_calls_total")]
    assert sum(calls) == len(use["calls"])
    assert float(figures["podreel_model_cost_usd_total"]) == use["cost_usd"] > 0
    for stage, seconds in stored["stage_seconds"].items():
        assert float(figures[f'podreel_stage_seconds_sum{{stage="{stage}"}}']) == seconds
