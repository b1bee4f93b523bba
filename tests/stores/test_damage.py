"""Each damaged thing is named once, however often it is met."""

from structlog.testing import capture_logs

from stores.damage import DamageKind, DamageRegister


def test_damage_is_logged_and_counted_once_until_it_is_mended() -> None:
    register = DamageRegister()
    with capture_logs() as logs:
        for _ in range(5):
            register.found(DamageKind.RESULT, "private/results/a-1.json", "it is empty")
        register.found(DamageKind.RESULT, "private/results/b-1.json", "it is empty")
        register.mended(DamageKind.RESULT, "private/results/a-1.json")
        register.found(DamageKind.RESULT, "private/results/a-1.json", "it is cut off")
    assert [(line["event"], line["place"][16], line["reason"]) for line in logs] == [
        ("damage_found", "a", "it is empty"),
        ("damage_found", "b", "it is empty"),
        ("damage_found", "a", "it is cut off"),
    ]
    assert register.counts == {"result": 3}


def test_a_register_does_not_grow_without_end() -> None:
    register = DamageRegister()
    with capture_logs() as logs:
        for number in range(10_500):
            register.found(DamageKind.SWEEP, str(number), "it is empty")
        register.found(DamageKind.SWEEP, "10499", "it is empty")
    assert len(logs) == 10_500
