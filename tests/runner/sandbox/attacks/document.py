"""Writes docs/attacks.md: the attacks, and which of them succeed once a layer is removed."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from runner.sandbox.layers import Layer
from tests.runner.sandbox.attacks.attack import Attack
from tests.runner.sandbox.attacks.host import EVERY_LAYER

DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "attacks.md"
# Some layers are second walls: only with the first one gone it shows what they stop.
TOGETHER = (
    (Layer.SCOPES, Layer.OWN_USER),
    (Layer.TEX, Layer.FILES),
    (Layer.PRIVILEGES, Layer.OWN_USER),
    (Layer.WATCH, Layer.CGROUP),
    (Layer.LIMITS, Layer.CGROUP),
    (Layer.SYSTEM_CALLS, Layer.LIMITS, Layer.CGROUP),
)
HOSTS = ("", *Layer, *(",".join(layers) for layers in TOGETHER), EVERY_LAYER)
# From the first of these on the document is written by hand.
BY_HAND = ("## Memory of the kernel", "## Attacks on the service")
_HEAD = """# Attacks and layers

Written by `python -m tests.runner.sandbox.attacks --document`, which carries out every attack against a real
render host without the layers of each line, as root on {system}. [sandbox.md](sandbox.md) describes the
layers.

{figures}

## What succeeds once a layer is removed

| removed | attacks that then succeed |
|---|---|
"""
_FIGURES = (
    "{tried} attacks were tried. With all layers {whole} of them succeed. Without any layer {bare} succeed, "
    "and {already} are forbidden by this kernel or by the way in which sections are rendered.",
    "Of the {bare}, {rest} are stopped by at least two layers. The other {alone} succeed once one layer is "
    "removed: {by_layer}.",
)
_WIDTH = 118
_ATTACKS = """
## The attacks

The last column says what the cluster tests repeat with the real thing. "Forbidden already" means that this
kernel, or the way in which sections are rendered, stops the attack without any layer; the attack then reports
how far it got.

| number | attack | without any layer | in a pod |
|---|---|---|---|
"""

Results = Mapping[str, frozenset[str]]
"""For each of HOSTS the numbers of the attacks that succeeded there."""


def write_document(attacks: Sequence[Attack], succeeded: Results, system: str) -> None:
    """Writes what the runner of attacks found; what somebody wrote by hand below it stays as it is."""
    old = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    DOCUMENT.write_text(document(attacks, succeeded, system) + by_hand(old), encoding="utf-8")


def document(attacks: Sequence[Attack], succeeded: Results, system: str) -> str:
    """The document as far as it is generated."""
    lines = [f"| {_name(host)} | {_list(attacks, succeeded[host])} |" for host in HOSTS]
    bare = succeeded[EVERY_LAYER]
    rows = [
        f"| {attack.number} | {attack.name} | {_without(attack, bare)} | {attack.needs_pod} |"
        for attack in attacks
    ]
    head = _HEAD.format(system=system, figures=_figures(attacks, succeeded))
    return head + "\n".join(lines) + "\n" + _ATTACKS + "\n".join(rows) + "\n"


def by_hand(text: str) -> str:
    """The part of a document that is not generated, with an empty line before it; "" if there is none."""
    starts = [text.find(f"\n{line}\n") for line in BY_HAND]
    return text[min((start for start in starts if start >= 0), default=len(text)) :]


def read_results(text: str) -> Results:
    """What a document says; hosts that it does not have are missing."""
    layers = text.partition("\n## The attacks\n")[0]
    bare = {number for number, rest in _rows(_table(text)) if "| succeeds |" in f"| {rest} |"}
    names = {_name(host): host for host in HOSTS}
    found = {
        names[name]: frozenset(numbers.removesuffix("none").split(", ")) - {""}
        for name, numbers in _rows(layers)
        if name in names
    }
    return {**found, EVERY_LAYER: frozenset(bare)} if EVERY_LAYER in found else found


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of the attacks that a document has."""
    return frozenset(number for number, _ in _rows(_table(text))) - {"number"}


def _table(text: str) -> str:
    """The section of a document that has all attacks."""
    return text.partition("\n## The attacks\n")[2].partition("\n## ")[0]


def _rows(table: str) -> list[tuple[str, str]]:
    """The first field of each row, and the rest of the row."""
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [
        (first, rest.removesuffix(" |"))
        for line in lines
        for first, _, rest in [line.removeprefix("| ").partition(" | ")]
    ]


def _figures(attacks: Sequence[Attack], succeeded: Results) -> str:
    bare = succeeded[EVERY_LAYER]
    by_layer = {layer: len(succeeded[layer]) for layer in Layer if succeeded[layer]}
    alone = frozenset[str]().union(*(succeeded[layer] for layer in Layer))
    figures = dict(
        tried=len(attacks),
        whole=len(succeeded[""]) or "none",
        bare=len(bare),
        already=len(attacks) - len(bare),
        alone=len(alone),
        by_layer=", ".join(f"`{layer}` {count}" for layer, count in by_layer.items()) or "none",
        rest=len(bare - alone),
    )
    return "\n\n".join(textwrap.fill(text.format(**figures), _WIDTH) for text in _FIGURES)


def _name(host: str) -> str:
    return host.replace(",", " and ") or "nothing"


def _list(attacks: Sequence[Attack], numbers: frozenset[str]) -> str:
    if len(numbers) > len(attacks) / 2:
        return f"{len(numbers)} of {len(attacks)}"
    return ", ".join(attack.number for attack in attacks if attack.number in numbers) or "none"


def _without(attack: Attack, succeeded: frozenset[str]) -> str:
    return "succeeds" if attack.number in succeeded else f"forbidden already: {attack.already}"
