"""The tables of system calls against the kernel's own headers, which are not ours to get wrong."""

import re
from collections import Counter
from pathlib import Path

import pytest

from runner.sandbox.kernel import (
    LANDLOCK_ADD_RULE,
    LANDLOCK_CREATE_RULESET,
    LANDLOCK_RESTRICT_SELF,
    machine,
)
from runner.sandbox.syscalls import (
    ANSWERS,
    CONDITIONS,
    IGNORED,
    NEWEST_NUMBER,
    Numbers,
    signal_conditions,
)

# By the tables' columns; linux-libc-dev, or linux-headers where it is so called, brings them.
HEADERS = {
    "x86_64": (
        Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
        Path("/usr/include/asm/unistd_64.h"),
    ),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"),),
}
# Some are named after both of their forms, for 32 and for 64 bits.
_NUMBER = re.compile(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)$", re.MULTILINE)
_ALWAYS_REFUSED = {name: numbers for calls in ANSWERS.values() for name, numbers in calls.items()}
_CONDITIONAL = {condition.call: condition.numbers for condition in (*CONDITIONS, *signal_conditions(1))}
LISTED: dict[str, Numbers] = _ALWAYS_REFUSED | _CONDITIONAL


def numbers_of(architecture: str) -> dict[str, int]:
    """What the kernel's header says; nothing where this machine, being another one, does not have it."""
    header = next((path for path in HEADERS[architecture] if path.exists()), None)
    if header is None:
        assert machine() != architecture, "install linux-libc-dev, whose headers have the right numbers"
        return {}
    return {name: int(number) for name, number in _NUMBER.findall(header.read_text())}


@pytest.mark.parametrize(("column", "architecture"), tuple(enumerate(HEADERS)))
def test_every_number_is_the_one_in_the_kernels_header(column: int, architecture: str) -> None:
    known = numbers_of(architecture)
    wrong = {
        name: (numbers[column], known[name])
        for name, numbers in LISTED.items()
        if name in known and numbers[column] != known[name]
    }
    assert wrong == {}


@pytest.mark.parametrize(("column", "architecture"), tuple(enumerate(HEADERS)))
def test_every_name_is_one_that_the_kernel_has(column: int, architecture: str) -> None:
    known = numbers_of(architecture)
    newest = max(known.values(), default=0)
    invented = {
        name
        for name, numbers in LISTED.items()
        if (number := numbers[column]) is not None and number <= newest and name not in known
    }
    assert invented == set()


@pytest.mark.parametrize("column", [0, 1])
def test_no_number_stands_for_two_calls(column: int) -> None:
    count = Counter(numbers[column] for numbers in LISTED.values())
    assert {number for number, times in count.items() if times > 1 and number is not None} == set()
    assert sum(len(calls) for calls in ANSWERS.values()) == len(_ALWAYS_REFUSED)


def test_what_depends_on_a_condition_is_let_through_or_ignored_otherwise() -> None:
    assert set(_ALWAYS_REFUSED) & set(_CONDITIONAL) <= set(IGNORED)


def test_every_call_that_any_machine_has_is_known_to_some_machine() -> None:
    assert [name for name, numbers in LISTED.items() if numbers == (None, None)] == []


def test_the_newest_number_is_that_of_a_call_that_was_looked_at() -> None:
    listed = [number for numbers in LISTED.values() for number in numbers if number is not None]
    assert max(listed) <= NEWEST_NUMBER
    # cachestat of Linux 6.5; the next one, fchmodat2, changes modes and so must not be let through.
    assert NEWEST_NUMBER == 451


@pytest.mark.parametrize("architecture", HEADERS)
def test_landlocks_own_numbers_are_those_of_the_header(architecture: str) -> None:
    known = numbers_of(architecture)
    ours = {
        "landlock_create_ruleset": LANDLOCK_CREATE_RULESET,
        "landlock_add_rule": LANDLOCK_ADD_RULE,
        "landlock_restrict_self": LANDLOCK_RESTRICT_SELF,
    }
    assert {name: known.get(name, number) for name, number in ours.items()} == ours
