"""Creates a data folder like that of thousands of ended videos: files, orders, results and Jobs.

Files have their real names and number, but only files that are read have content. Redis is empty, so the
service first has to rebuild every record.
"""

import json
import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.serving import PROMPT, USERS
from contract.names import (
    PUBLIC_COMPANIONS,
    attempt_key,
    claim_key,
    companion_key,
    log_key,
    order_key,
    request_key,
    result_key,
    section_picture_name,
    video_key,
    work_key,
)
from contract.order import JobOrder
from contract.result import result_bytes
from contract.result_parts import TokenUsage
from contract.video import VideoRequest
from controller.cluster.base import JobState
from controller.cluster.process.job_folder import JobFolder
from controller.reconcile import SETTLED_TTL_SECONDS
from tests.fakes.results import completed_result, model_call, model_result

EXPLANATION = "# Odd numbers\n\n" + "Each odd number is the next corner of a growing square. " * 40
CALLS, BEATS, SECTIONS = 24, 16, 4
_DAY_SECONDS = 86_400
_MODEL_ID = str(uuid.UUID(int=0))


@dataclass(frozen=True)
class Files:
    """Contents by path, with `_MODEL_ID` and a placeholder caller instead of the real ones."""

    texts: Mapping[Path, str]

    def write(self, folder: Path, video_id: str, caller: str) -> None:
        """Writes the files of one video."""
        for path, text in self.texts.items():
            target = folder / str(path).replace(_MODEL_ID, video_id)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace(_MODEL_ID, video_id).replace("user-0", caller))


def make_known(data: Path, count: int) -> None:
    """Creates `count` videos of all users that ended in the last six days, whose Jobs still exist."""
    for number in range(count):
        if number % 100 == 0:
            files = _model_files(
                data, datetime.now(UTC) - timedelta(seconds=6 * _DAY_SECONDS * number / count)
            )
        files.write(data, str(uuid.uuid4()), f"user-{1 + number % USERS}")
    # Otherwise the service would wait for the disk because of these files.
    os.sync()


def _model_files(data: Path, ended_at: datetime) -> Files:
    order = JobOrder(
        _MODEL_ID, 1, VideoRequest(prompt=PROMPT, model="offline"), "user-0", ended_at - timedelta(minutes=5)
    )
    texts = {Path("objects") / key: text for key, text in _objects(order, ended_at).items()}
    return Files(texts | _job(data / "model", order))


def _objects(order: JobOrder, ended_at: datetime) -> dict[str, str]:
    made = ("video.mp4", *PUBLIC_COMPANIONS)
    empty = [attempt_key(_MODEL_ID, 1, 1, name) for name in made]
    empty += [companion_key(_MODEL_ID, name) for name in PUBLIC_COMPANIONS]
    empty += [companion_key(_MODEL_ID, section_picture_name(n)) for n in range(1, SECTIONS + 1)]
    empty += [work_key(_MODEL_ID, f"answer-{n:032x}.json") for n in range(CALLS)]
    empty += [work_key(_MODEL_ID, f"speech-{n:064x}") for n in range(BEATS)]
    empty += [work_key(_MODEL_ID, f"section-{n:032x}.mp4") for n in range(SECTIONS)]
    empty += [video_key(_MODEL_ID), claim_key(_MODEL_ID, 1, 1), log_key(_MODEL_ID, 1, 0)]
    return dict.fromkeys(empty, "") | {
        request_key(_MODEL_ID): order.to_json(),
        order_key(_MODEL_ID): order.to_json(),
        result_key(_MODEL_ID, 1): _result(dict.fromkeys(made, 0), ended_at),
    }


def _result(files: dict[str, int], ended_at: datetime) -> str:
    usage = TokenUsage(input_tokens=2000, output_tokens=900)
    call = model_call("anthropic:claude-sonnet-4-5", 0.4 / CALLS, task="write_section", usage=usage)
    result = completed_result(
        _MODEL_ID,
        finished_at=ended_at,
        title="Odd numbers",
        initial_explanation=EXPLANATION,
        refined_explanation=EXPLANATION.upper(),
        files=files,
        seconds=95.0,
        model_use=model_result(*[call] * CALLS),
        stage_seconds={"render": 40.0},
    )
    return result_bytes(result).decode()


def _job(model: Path, order: JobOrder) -> dict[Path, str]:
    """The files of a Job that has just ended, as the process cluster writes them."""
    shutil.rmtree(model, ignore_errors=True)
    model.mkdir(parents=True)
    now = datetime.now(UTC)
    folder = JobFolder(model / order.name)
    folder.create(order)
    job = folder.read(SETTLED_TTL_SECONDS)
    assert job is not None
    folder.write_state(replace(job, state=JobState.SUCCEEDED, resumed_at=now, ended_at=now))
    told = {"video_id": _MODEL_ID, "event": "ended", "status": "completed", "progress": 100, "exit_status": 0}
    end = {"exit_status": 0, "reason": "Completed", "told": json.dumps(told), "ended_at": now.isoformat()}
    (folder.path / "try-1").mkdir()
    (folder.path / "try-1" / "exit.json").write_text(json.dumps(end))
    # Each Job has its own id.
    return {
        Path("jobs") / "jobs" / path.relative_to(model): path.read_text().replace(job.uid, _MODEL_ID)
        for path in folder.path.rglob("*")
        if path.is_file()
    }
