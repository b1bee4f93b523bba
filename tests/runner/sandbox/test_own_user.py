"""A confined process has a user that nothing else belongs to, where the host may change users."""

import os
from pathlib import Path

import pytest

from runner.sandbox.own_user import hand_over, is_closed_to_others, may_change_user, pick_user_id
from tests.runner.sandbox.attempts import DONE, attempt

WHOLE = "         0          0 4294967295\n"
CONTAINER = "         0     100000      65536\n"
PIECES = "         0       1000          1\n         1     100000      65536\n"
OF_A_PROCESS = 4242


@pytest.mark.parametrize(
    ("uid_map", "expected"),
    [
        (WHOLE, 0x70000000 + OF_A_PROCESS),
        (CONTAINER, 20_000 + OF_A_PROCESS),
        (PIECES, 20_000 + OF_A_PROCESS),
        ("0 1000 1\n1879048192 100000 65536\n", 0x70000000 + OF_A_PROCESS),
        ("", 20_000 + OF_A_PROCESS),
    ],
    ids=["the whole range", "a container", "a map in pieces", "a range of its own", "no map"],
)
def test_the_id_is_one_that_the_name_space_has(uid_map: str, expected: int) -> None:
    assert pick_user_id(OF_A_PROCESS, uid_map) == expected


@pytest.mark.parametrize("uid_map", [WHOLE, CONTAINER])
@pytest.mark.parametrize("process_id", [1, 2**15, 2**22])
def test_the_id_is_nobodys_account_and_exists(uid_map: str, process_id: int) -> None:
    most = 2**31 if uid_map == WHOLE else 65_536
    assert 20_000 <= pick_user_id(process_id, uid_map) < most


@pytest.mark.parametrize(
    ("mode", "is_closed"), [(0o755, False), (0o711, False), (0o700, True), (0o750, True)]
)
def test_what_lies_in_a_closed_folder_is_closed(tmp_path: Path, mode: int, is_closed: bool) -> None:
    folder = Path("/tmp") if is_closed_to_others(tmp_path) else tmp_path  # noqa: S108 - pytest closes its own
    made = folder / f"podreel-{os.getpid()}" / "inner"
    made.mkdir(parents=True)
    made.parent.chmod(mode)
    try:
        assert is_closed_to_others(made / "file") is is_closed
    finally:
        made.rmdir()
        made.parent.rmdir()


def test_what_is_not_there_is_not_closed() -> None:
    assert not is_closed_to_others(Path("/no/such/folder/file"))


ROOT_IS_NEEDED = "from runner.sandbox import kernel\nfrom pathlib import Path"
CAPABILITIES = (
    "words = Path('/proc/self/status').read_text().split()\n"
    "kept = {name: int(words[words.index(name + ':') + 1], 16) for name in"
    " ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')}"
)


def test_a_host_that_may_not_change_users_shares_its_own_with_the_script() -> None:
    if os.geteuid() != 0:
        assert not may_change_user()
    drops = "os.setresuid(4242, 4242, 4242)" if os.geteuid() == 0 else "pass"
    setup = "from runner.sandbox.own_user import may_change_user"
    assert attempt(setup, {"drop": drops, "look": "assert not may_change_user()"}) == {
        "drop": DONE,
        "look": DONE,
    }


def test_another_user_keeps_no_right_of_root(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.write_text("x")
    closed.chmod(0o600)
    pieces = {
        "become": "kernel.become_user(0x70001092, may_read_all=False)",
        "ids": "assert os.getresuid() == os.getresgid() == (0x70001092,) * 3 and os.getgroups() == []",
        "capabilities": f"{CAPABILITIES}\nassert not any(kept.values()), kept",
        "its files": "open(closed)",
        "its processes": "os.kill(os.getppid(), 0)",
        "root again": "os.setuid(0)",
    }
    heard = attempt(ROOT_IS_NEEDED, pieces, closed=str(closed)) if may_change_user() else None
    fine = dict.fromkeys(("become", "ids", "capabilities"), DONE)
    assert heard in (None, {**fine, "its files": "EACCES", "its processes": "EPERM", "root again": "EPERM"})


def test_only_the_right_to_read_can_be_kept(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.write_text("x")
    closed.chmod(0o600)
    pieces = {
        "become": "kernel.become_user(0x70001092, may_read_all=True)",
        "capabilities": f"{CAPABILITIES}\nassert set(kept.values()) == {{4}}, kept",
        "read": "open(closed).read()",
        "read by a program": "subprocess.run(['/usr/bin/cat', closed], check=True, capture_output=True)",
        "write": "open(closed, 'w')",
    }
    heard = attempt(ROOT_IS_NEEDED, pieces, closed=str(closed)) if may_change_user() else None
    assert heard in (None, {**dict.fromkeys(pieces, DONE), "write": "EACCES"})


def test_the_folder_and_its_files_are_handed_over_and_no_link_is_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    folder.mkdir()
    outside.touch()
    (folder / "script.py").touch()
    (folder / "link").symlink_to(outside)
    new_owner = 0x70001092 if may_change_user() else os.geteuid()
    hand_over(folder, new_owner)
    owners = [path.lstat().st_uid for path in (folder, folder / "script.py", folder / "link")]
    assert owners == [new_owner] * 3
    assert outside.stat().st_uid == os.geteuid()
