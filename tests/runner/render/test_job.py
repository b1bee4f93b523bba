"""Which jobs a host accepts."""

import pytest
from pydantic import ValidationError

from runner.render.job import MAX_STILLS, Picture, SectionJob

SMALL = Picture(width=480, height=270, frame_rate=30)


def test_the_stills_of_a_job_are_some_frames_in_order() -> None:
    job = SectionJob(scene="A", picture=SMALL, stills=(0, 7, 31))
    assert job.stills_bytes == 3 * 480 * 270 * 3
    assert SectionJob.model_validate_json(job.model_dump_json()) == job


@pytest.mark.parametrize(
    ("stills", "width", "complaint"),
    [
        ((3, 3), 480, "each once"),
        ((7, 3), 480, "each once"),
        ((-1,), 480, "greater than or equal to 0"),
        ((1_000_000,), 480, "less than 1000000"),
        (tuple(range(MAX_STILLS + 1)), 480, "at most 32 items"),
        (tuple(range(MAX_STILLS)), 3840, "at most 64 MB"),
    ],
    ids=["repeated", "in disorder", "negative", "too late", "too many", "too large"],
)
def test_stills_that_no_dry_run_can_draw_are_refused(
    stills: tuple[int, ...], width: int, complaint: str
) -> None:
    picture = Picture(width=width, height=270, frame_rate=30)
    with pytest.raises(ValidationError, match=complaint):
        SectionJob(scene="A", picture=picture, stills=stills)
