"""What the render host asks of its zygote, and what it hears: one JSON message a packet. Pure."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from runner.render.job import Picture, SectionFrames
from runner.sandbox.layers import Layer
from runner.sandbox.policy import Policy


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class RenderTask(_Value):
    """Runs the script of the folder."""

    kind: Literal["render"] = "render"


class CheckTask(_Value):
    """Opens the video of the folder, and tells what is wrong with it."""

    kind: Literal["check"] = "check"
    picture: Picture
    times: SectionFrames


class NoTask(_Value):
    """Ends as soon as the process is confined, to see whether that works."""

    kind: Literal["nothing"] = "nothing"


Task = Annotated[RenderTask | CheckTask | NoTask, Field(discriminator="kind")]


class ForkRequest(_Value):
    """Asks for one child. Two descriptors come with it: for its output, and for its report."""

    number: int
    task: Task
    folder: Path
    policy: Policy


class ForkStatus(_Value):
    """What became of an order: first its process id, at the end its exit status (negative: a signal)."""

    number: int
    process_id: int
    exit_status: int | None = None


class ChildReport(_Value):
    """What a child says before it runs anything that is not ours.

    `missing` has the layers that it does without, each with the reason; `refused` says why it runs nothing.
    """

    missing: dict[Layer, str] = {}
    refused: str = ""
    microseconds: int = 0
