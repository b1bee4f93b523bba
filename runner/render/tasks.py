"""The tasks of confined children. The zygote imports this, and with it Manim, once it serves."""

import json
from typing import assert_never

from runner.render.child.section import render_section
from runner.render.job import SectionJob
from runner.render.video_check import check
from runner.render.zygote_protocol import CheckTask, ForkRequest, NoTask, RenderTask


def carry_out(order: ForkRequest) -> str:
    """Runs the task; returns a line of JSON for the host, or an empty string."""
    match order.task:
        case RenderTask():
            render_section(order.folder)
            return ""
        case CheckTask(picture=picture, times=times):
            return json.dumps(check(order.folder, SectionJob(scene="", picture=picture), times))
        case NoTask():
            return ""
        case _:
            assert_never(order.task)
