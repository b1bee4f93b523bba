"""The messages between the render host and its zygote: one JSON message per packet. Pure."""

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
    """Opens the video of the folder, and reports what is wrong with it."""

    kind: Literal["check"] = "check"
    picture: Picture
    times: SectionFrames


class NoTask(_Value):
    """Ends as soon as the process is confined, to check that confinement works."""

    kind: Literal["nothing"] = "nothing"


Task = Annotated[RenderTask | CheckTask | NoTask, Field(discriminator="kind")]


class ForkRequest(_Value):
    """Asks for one child. Two descriptors come with it: for its output, and for its report."""

    number: int
    task: Task
    folder: Path
    policy: Policy


class ForkStatus(_Value):
    """The state of a request: first its process id, at the end its exit status (negative: a signal)."""

    number: int
    process_id: int
    exit_status: int | None = None


class ChildReport(_Value):
    """A child's first message, sent before it runs any of the script.

    `missing` maps each layer that it runs without to the reason; `refused` says why it runs nothing.
    `microseconds` is how long confinement took.
    """

    missing: dict[Layer, str] = {}
    refused: str = ""
    microseconds: int = 0
