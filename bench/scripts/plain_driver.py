"""Renders every scene of a script with Manim as it is installed; nothing of Podreel is imported.

`python -I plain_driver.py SCRIPT`, confined, in an empty folder. Does what the command `manim render
--write_all` does, at 144 lines and 10 pictures a second: loads the module, makes each of its scenes, calls
`render`, and stops at the first error. Prints one line of JSON for the list of scenes, and one for each
scene; a script that does not load has one line only, with its error.
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from manim import config, tempconfig
from manim.utils.module_ops import get_module, get_scene_classes_from_module

SCRIPT = Path("script.py")
SETTINGS = {
    "pixel_width": 256,
    "pixel_height": 144,
    "frame_rate": 10,
    "disable_caching": True,
    "progress_bar": "none",
    "verbosity": "ERROR",
    "media_dir": "media",
    "seed": 1,
}


def main() -> None:
    """Never raises what a script raises."""
    SCRIPT.write_bytes(Path(sys.argv[1]).read_bytes())
    answers = os.dup(1)
    os.dup2(2, 1)  # what the script prints is no answer
    config.update(SETTINGS)
    try:
        classes = get_scene_classes_from_module(get_module(SCRIPT))
    except BaseException as error:  # scripts may also raise what is not an Exception
        _tell(answers, _error(error))
        return
    _tell(answers, {"scenes": [scene.__name__ for scene in classes]})
    for scene in classes:
        started_at = time.monotonic()
        told: dict[str, Any] = {"scene": scene.__name__}
        try:
            with tempconfig({}):
                scene().render()
        except BaseException as error:
            told |= _error(error)
        told["seconds"] = round(time.monotonic() - started_at, 2)
        _tell(answers, told)
        if "exception" in told:
            return


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).name == SCRIPT.name]
    if isinstance(error, SyntaxError) and Path(error.filename or "").name == SCRIPT.name:
        lines.append(error.lineno)
    message = str(error).strip()[:300]
    return {"exception": type(error).__name__, "message": message, "line": lines[-1] if lines else None}


def _tell(answers: int, told: dict[str, Any]) -> None:
    os.write(answers, json.dumps(told).encode() + b"\n")


if __name__ == "__main__":
    main()
