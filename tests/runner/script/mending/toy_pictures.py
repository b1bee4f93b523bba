"""A toy host that reads from a script where its texts stand, and records them as a dry run does."""

import re
from dataclasses import dataclass, field

from runner.render.record import DryRunRecord, ShownObject
from runner.script.parsing import lines_of
from tests.runner.layout.sections import box, record, text

_TEXT = re.compile(
    r'(\w+) = Text\("(\w+)", font_size=([\d.]+), color="(#\w+)"\)\.move_to\(\[(.+), (.+), 0\]\)'
)
_SHIFT = re.compile(r"(\w+)\.shift\((.+)\)")
_PART = re.compile(r"(UP|DOWN|LEFT|RIGHT) \* ([\d.]+)")
_CLASS = re.compile(r"class (\w+)")
_WAYS = {"UP": (0, 1), "DOWN": (0, -1), "LEFT": (-1, 0), "RIGHT": (1, 0)}


@dataclass(frozen=True)
class ToyPictures:
    reason: str = ""
    record: DryRunRecord | None = None


@dataclass
class ToyScreen:
    """Fails with the mark `bad`; counts what it runs."""

    texts: list[str] = field(default_factory=list)

    async def try_scene(self, script: str, scene: str) -> ToyPictures:
        self.texts.append(script)
        if "bad" in script:
            return ToyPictures("line 1: NameError: name 'bad' is not defined")
        return ToyPictures(record=record(_objects(script, scene)))


def toy_script(*lines: str) -> str:
    body = "".join(f"        {line}\n" for line in lines)
    return f"from manim import *\n\n\nclass S1(NarratedScene):\n    def construct(this):\n{body}"


def toy_text(name: str, size: float, colour: str, x: float, y: float) -> str:
    return f'{name} = Text("{name}", font_size={size:g}, color="{colour}").move_to([{x:.2f}, {y:.2f}, 0])'


def _objects(script: str, scene: str) -> list[ShownObject]:
    shown: dict[str, ShownObject] = {}
    owner = scene
    for number, written in enumerate(lines_of(script), 1):
        if begun := _CLASS.match(written):
            owner = begun[1]
        elif owner != scene:
            continue
        elif made := _TEXT.search(written):
            name, words, size, colour, x, y = made.groups()
            height = float(size) / 80
            place = box(float(x), float(y), height * len(words), height)
            options = {"font_size": float(size), "fill": colour, "lines": (number,)}
            shown[name] = text(words, place, len(shown) + 1, **options)
        elif (moved := _SHIFT.search(written)) and moved[1] in shown:
            shown[moved[1]] = _moved(shown[moved[1]], moved[2])
    return list(shown.values())


def _moved(each: ShownObject, vector: str) -> ShownObject:
    ways = [(_WAYS[way], float(length)) for way, length in _PART.findall(vector)]
    across, up = (sum(way[axis] * length for way, length in ways) for axis in (0, 1))
    old = each.box
    place = box(
        (old.left + old.right) / 2 + across,
        (old.bottom + old.top) / 2 + up,
        old.right - old.left,
        old.top - old.bottom,
    )
    return each.model_copy(update={"box": place})
