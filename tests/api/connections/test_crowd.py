"""Which connections are closed, and when, by a clock of the test's own."""

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from api.connections.addresses import counted_address
from api.connections.crowd import Crowd, Phase
from api.connections.limits import RESERVED_DESCRIPTORS, ConnectionLimits, most_connections

LIMITS = ConnectionLimits(most=10)


@dataclass(eq=False)
class Guest:
    """A connection that waits for what the test says."""

    address: str = "192.0.2.1"
    phase: Phase = Phase.HEADER
    answered: int = 0
    unsent_bytes: int = 0
    is_open: bool = True

    def end_late(self) -> None:
        self.is_open = False

    def abort(self) -> None:
        self.is_open = False


class Room:
    """A crowd, its clock, and the reasons of all that it closed."""

    def __init__(self, limits: ConnectionLimits = LIMITS) -> None:
        self.now = 1_000.0
        self.closed: Counter[str] = Counter()
        self.crowd = Crowd(limits, lambda reason: self.closed.update((reason,)), lambda: self.now)

    def enter(self, guest: Guest) -> Guest:
        self.crowd.enter(guest)
        return guest

    def after(self, seconds: float) -> None:
        self.now += seconds
        self.crowd.sweep()


@pytest.mark.parametrize(
    ("phase", "seconds"),
    [
        (Phase.HEADER, LIMITS.header_seconds),
        (Phase.BODY, LIMITS.body_seconds),
        (Phase.IDLE, LIMITS.idle_seconds),
        (Phase.READER, LIMITS.reader_seconds),
    ],
)
def test_what_waits_too_long_for_its_caller_is_closed(phase: Phase, seconds: float) -> None:
    room = Room()
    guest = room.enter(Guest(phase=phase))
    room.after(seconds - 0.1)
    assert guest.is_open
    room.after(0.2)
    assert not guest.is_open
    assert room.closed == {phase.value: 1}


def test_what_waits_for_us_is_never_closed() -> None:
    room = Room()
    streams = [room.enter(Guest(phase=Phase.ANSWER)) for _ in range(LIMITS.most)]
    room.after(100_000)
    for _ in range(50):
        room.enter(Guest())
    assert all(stream.is_open for stream in streams)


def test_dripping_does_not_start_the_time_again_and_a_new_request_does() -> None:
    room = Room()
    guest = room.enter(Guest())
    for _ in range(9):
        room.after(1)
        room.crowd.note(guest)
    guest.answered = 1
    room.after(0.5)
    room.after(LIMITS.header_seconds - 1)
    assert guest.is_open
    room.after(2)
    assert not guest.is_open


def test_a_busy_connection_that_is_always_seen_idle_stays() -> None:
    room = Room()
    guest = room.enter(Guest(phase=Phase.IDLE))
    for _ in range(300):
        guest.answered += 1
        room.after(1)
    assert guest.is_open


def test_a_reader_stays_as_long_as_it_takes_enough() -> None:
    room = Room()
    slow = room.enter(Guest(phase=Phase.READER, unsent_bytes=10 * LIMITS.reader_bytes))
    stuck = room.enter(Guest(phase=Phase.READER, unsent_bytes=10 * LIMITS.reader_bytes))
    for _ in range(5):
        slow.unsent_bytes -= LIMITS.reader_bytes
        stuck.unsent_bytes -= 1
        room.after(LIMITS.reader_seconds)
    assert (slow.is_open, stuck.is_open) == (True, False)


def test_above_the_most_the_oldest_of_the_address_with_most_is_closed() -> None:
    room = Room()
    modest = [room.enter(Guest("192.0.2.7")) for _ in range(3)]
    greedy = [room.enter(Guest("192.0.2.8")) for _ in range(100)]
    assert all(guest.is_open for guest in modest)
    assert [guest.is_open for guest in greedy] == [False] * 93 + [True] * 7
    assert (len(room.crowd), room.closed) == (LIMITS.most, {"room": 93})


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(Phase), st.booleans()), max_size=60))
def test_there_are_never_too_many_and_no_answer_is_cut(steps: list[tuple[int, Phase, bool]]) -> None:
    room, guests = Room(), []
    for address, phase, leaves in steps:
        guests.append(room.enter(Guest(str(address))))
        room.crowd.note(guests[-1])
        if room.crowd and guests[-1].is_open:
            guests[-1].phase = phase
            room.crowd.note(guests[-1])
        if leaves:
            room.crowd.leave(guests.pop(0))
        open_guests = [guest for guest in guests if guest.is_open]
        assert len(room.crowd) == len(open_guests)
        waiting = [guest for guest in open_guests if guest.phase is not Phase.ANSWER]
        assert len(open_guests) <= LIMITS.most or not waiting
    assert all(guest.is_open for guest in guests if guest.phase is Phase.ANSWER)


def test_a_storm_is_one_line_in_the_log() -> None:
    room = Room()
    with capture_logs() as lines:
        for _ in range(5_000):
            room.enter(Guest())
        room.after(1)
        room.after(2)
        for _ in range(100):
            room.enter(Guest())
        room.after(3)
    assert [(line["event"], line["room"]) for line in lines] == [("connections_closed", 4_990)]
    with capture_logs() as lines:
        room.after(5)
    assert [(line["event"], line["room"]) for line in lines] == [("connections_closed", 100)]


@pytest.mark.parametrize(
    ("wanted", "descriptors", "most"),
    [
        (4_096, 20_000, 4_096),
        (4_096, 1_024, 1_024 - RESERVED_DESCRIPTORS),
        (4_096, 256, 128),
        (16, 1_024, 16),
    ],
)
def test_connections_leave_descriptors_for_the_rest(wanted: int, descriptors: int, most: int) -> None:
    assert most_connections(wanted, descriptors) == most


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_a_subscribers_whole_network_counts_as_one_address(host: str, counted: str) -> None:
    assert counted_address(host) == counted
