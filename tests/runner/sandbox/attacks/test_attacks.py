"""Every attack, carried out against a host with its whole sandbox: contained, survived and explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.render.answer import SectionOutcome
from tests.runner.sandbox.attacks.attack import Aftermath, Attack
from tests.runner.sandbox.attacks.battle import Battlefield
from tests.runner.sandbox.attacks.catalogue import ATTACKS, BEHAVIOURS, DRY_RUN_ATTACKS, behaviour
from tests.runner.sandbox.attacks.document import (
    BY_HAND,
    DOCUMENT,
    HOSTS,
    by_hand,
    document,
    numbers_in,
    read_results,
)


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.slug)
async def test_the_attack_is_contained_and_the_host_lives_and_says_what_happened(
    field: Battlefield, attack: Attack
) -> None:
    _judge(attack, *await field.carry_out(attack))


@pytest.mark.slow
@pytest.mark.parametrize("attack", DRY_RUN_ATTACKS, ids=lambda attack: attack.slug)
async def test_the_attack_is_contained_in_a_dry_run_too(field: Battlefield, attack: Attack) -> None:
    _judge(attack, *await field.carry_out(attack, is_dry_run=True))


def _judge(attack: Attack, after: Aftermath, evidence: str) -> None:
    assert evidence == "", f"{attack.goal}\n{after.words[-3000:]}"
    assert after.is_host_alive
    assert after.is_answered
    assert after.left_alive == 0
    assert after.next_answer.outcome is SectionOutcome.RENDERED, after.next_answer.reason
    assert attack.is_explained(after), after.words[-3000:]


def test_every_behaviour_of_the_list_has_an_attack() -> None:
    assert {behaviour(attack) for attack in ATTACKS} == set(range(1, BEHAVIOURS + 1))


def test_the_document_has_every_attack_and_every_layer() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    for attack in ATTACKS:
        assert any(line.startswith(f"| {attack.number} | {attack.name} | ") for line in lines), attack.slug
    for host in HOSTS:
        assert any(line.startswith(f"| {host.replace(',', ' and ') or 'nothing'} | ") for line in lines), host
    assert "| nothing | none |" in lines


def test_every_attack_has_a_number_and_a_name_of_its_own() -> None:
    assert len({attack.number for attack in ATTACKS}) == len(ATTACKS)
    assert len({attack.slug for attack in ATTACKS}) == len(ATTACKS)


NUMBERS = sorted(attack.number for attack in ATTACKS)
RESULTS = st.fixed_dictionaries({host: st.frozensets(st.sampled_from(NUMBERS), max_size=9) for host in HOSTS})


@given(RESULTS)
def test_a_document_is_read_as_it_was_written(succeeded: dict[str, frozenset[str]]) -> None:
    text = document(ATTACKS, succeeded, "Linux")
    assert read_results(text) == succeeded
    assert numbers_in(text) == set(NUMBERS)


@given(RESULTS, st.builds("\n{}\n{}".format, st.sampled_from(BY_HAND), st.text()))
def test_what_is_written_by_hand_stays_and_is_not_read(
    succeeded: dict[str, frozenset[str]], by_people: str
) -> None:
    text = document(ATTACKS, succeeded, "Linux") + by_people
    assert by_hand(text) == by_people
    assert read_results(text) == succeeded
    assert numbers_in(text) == set(NUMBERS)
