"""Runs the attacks against hosts without some layers and tells which succeed: a table, attack by host."""

import argparse
import asyncio
import platform
import re
import sys
import time
from collections.abc import Collection, Sequence

from tests.runner.sandbox.attacks.attack import Aftermath, Attack
from tests.runner.sandbox.attacks.battle import battlefield
from tests.runner.sandbox.attacks.catalogue import ATTACKS
from tests.runner.sandbox.attacks.document import (
    DOCUMENT,
    HOSTS,
    numbers_in,
    read_results,
    write_document,
)
from tests.runner.sandbox.attacks.host import EVERY_LAYER

ACHIEVED, CONTAINED, ALREADY, BROKEN = "ACHIEVED", "-", "already", "BROKEN"


def column(attacks: Sequence[Attack], removed: frozenset[str]) -> dict[str, tuple[str, str]]:
    """What became of each attack against a host without these layers, and why we say so."""
    outcomes: dict[str, tuple[str, str]] = {}
    with battlefield(removed) as field:
        for attack in attacks:
            began_at = time.monotonic()
            after, evidence = asyncio.run(field.carry_out(attack))
            outcomes[attack.number] = _outcome(attack, after, evidence, is_bare=EVERY_LAYER in removed)
            seconds = time.monotonic() - began_at
            print(f"{seconds:5.1f} s  {attack.number:4} {outcomes[attack.number][0]}", file=sys.stderr)
            # A step that fails where nothing forbids it says nothing when it fails elsewhere.
            for line in attack.steps_denied(after) if EVERY_LAYER in removed else ():
                print(f"              not achieved: {_quoted(line)}", file=sys.stderr)
    return outcomes


def _outcome(attack: Attack, after: Aftermath, evidence: str, *, is_bare: bool) -> tuple[str, str]:
    if evidence:
        return ACHIEVED, evidence
    if not is_bare:
        return CONTAINED, after.answer.reason
    # Where nothing forbids it, an attack that fails is broken, unless it shows how far it got and why.
    if attack.already and attack.steps_done(after):
        return ALREADY, attack.already
    return BROKEN, f"{after.answer.reason} | {after.answer.log[-1500:]}"


def table(attacks: Sequence[Attack], columns: dict[str, dict[str, tuple[str, str]]]) -> str:
    """The columns side by side, as Markdown; the last field tells the evidence of the first column."""
    head = ["attack", "what it does", *columns, "evidence"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    first = next(iter(columns.values()))
    for attack in attacks:
        fields = [attack.number, attack.name, *(found[attack.number][0] for found in columns.values())]
        lines.append(f"| {' | '.join([*fields, _quoted(first[attack.number][1])])} |")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Words of an attack are data: no character of theirs may shape the table or the terminal."""
    return re.sub(r"[^ -~]+|[|`<>\\]", " ", text)[:160].strip()


def _achieved(found: dict[str, tuple[str, str]]) -> frozenset[str]:
    return frozenset(number for number, (outcome, _) in found.items() if outcome == ACHIEVED)


def _renew(wanted: Collection[str] | None) -> bool:
    """Writes the document; returns whether any attack is broken.

    Attacks that are not wanted keep what the document says of them, if it has them and the host's line.
    """
    old = DOCUMENT.read_text(encoding="utf-8")
    known, tried = read_results(old), numbers_in(old)
    succeeded, is_broken = {}, False
    for host in HOSTS:
        kept = tried - set(wanted or tried) if host in known else frozenset[str]()
        print(f"without {host or 'nothing'}", file=sys.stderr)
        found = column([attack for attack in ATTACKS if attack.number not in kept], _names(host))
        is_broken |= any(outcome == BROKEN for outcome, _ in found.values())
        succeeded[host] = _achieved(found) | known.get(host, frozenset()) & kept
    write_document(ATTACKS, succeeded, _system())
    return is_broken


def _names(layers: str) -> frozenset[str]:
    return frozenset(filter(None, layers.split(",")))


def _system() -> str:
    return f"Linux {platform.release().partition('-')[0]}, {platform.machine()}"


def main() -> int:
    """Returns 1 where a host without any sandbox withstood an attack without a known reason."""
    parser = argparse.ArgumentParser(description="Runs the attacks against hosts without layers.")
    parser.add_argument("--only", default="", help="numbers of attacks, with commas between")
    parser.add_argument(
        "--without", action="append", help="layers to remove, with commas between; a column each"
    )
    parser.add_argument(
        "--document",
        action="store_true",
        help="remove each layer in turn, for the docs; with --only the other attacks keep their lines",
    )
    options = parser.parse_args()
    wanted = set(options.only.split(",")) if options.only else None
    attacks = [attack for attack in ATTACKS if wanted is None or attack.number in wanted]
    if options.document:
        return int(_renew(wanted))
    hosts = options.without or [EVERY_LAYER]
    columns = {name: column(attacks, _names(name)) for name in hosts}
    print(table(attacks, columns))
    outcomes = [outcome for found in columns.values() for outcome, _ in found.values()]
    print(f"\n{', '.join(f'{outcomes.count(kind)} {kind}' for kind in sorted(set(outcomes)))}")
    return 1 if BROKEN in outcomes else 0
