"""Writes docs/attacks.md: the attacks, and which of them succeed once a layer is removed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from runner.sandbox.layers import Layer
from tests.runner.sandbox.attacks.attack import Attack
from tests.runner.sandbox.attacks.host import EVERY_LAYER

DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "attacks.md"
# Some layers are second walls: only with the first one gone it shows what they stop.
PAIRS = ((Layer.SCOPES, Layer.OWN_USER), (Layer.TEX, Layer.FILES), (Layer.PRIVILEGES, Layer.OWN_USER))
HOSTS = ("", *Layer, *(",".join(pair) for pair in PAIRS), EVERY_LAYER)
_HEAD = """# Attacks and layers

Written by `python -m tests.runner.sandbox.attacks --document`, which carries out every attack against a real
render host without the layers of each line, as root on {system}. [sandbox.md](sandbox.md) describes the
layers.

## What succeeds once a layer is removed

| removed | attacks that then succeed |
|---|---|
"""
_ATTACKS = """
## The attacks

The last column says what the cluster tests repeat with the real thing. "Forbidden already" means that this
kernel, or the way in which sections are rendered, stops the attack without any layer; the attack then reports
how far it got.

| number | attack | without any layer | in a pod |
|---|---|---|---|
"""


def write_document(attacks: Sequence[Attack], succeeded: Mapping[str, Sequence[str]], system: str) -> None:
    """`succeeded` has, for each of HOSTS, the numbers of the attacks that succeeded there."""
    lines = [f"| {_name(host)} | {_list(attacks, succeeded[host])} |" for host in HOSTS]
    bare = set(succeeded[EVERY_LAYER])
    rows = [
        f"| {attack.number} | {attack.name} | {_without(attack, bare)} | {attack.needs_pod} |"
        for attack in attacks
    ]
    text = _HEAD.format(system=system) + "\n".join(lines) + "\n" + _ATTACKS + "\n".join(rows) + "\n"
    DOCUMENT.write_text(text, encoding="utf-8")


def _name(host: str) -> str:
    return host.replace(",", " and ") or "nothing"


def _list(attacks: Sequence[Attack], numbers: Sequence[str]) -> str:
    if len(numbers) > len(attacks) / 2:
        return f"{len(numbers)} of {len(attacks)}"
    return ", ".join(numbers) or "none"


def _without(attack: Attack, succeeded: set[str]) -> str:
    return "succeeds" if attack.number in succeeded else f"forbidden already: {attack.already}"
