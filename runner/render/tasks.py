"""What confined children do. The zygote imports this, and Manim with it, once it serves."""

import json
from typing import assert_never

from runner.render.child import render_section
from runner.render.job import SectionJob
from runner.render.video_check import check
from runner.render.zygote_protocol import CheckTask, ForkRequest, NoTask, RenderTask


def carry_out(order: ForkRequest) -> str:
    """Does what is ordered; returns a line of JSON for the host where the task has one."""
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
