"""Disks without room and texts without end are told before anything is read into memory or made."""

import dataclasses
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.refusals import PROMPT, check_told

FILL = 'head -c 4m /dev/zero > "$DISK/ballast"; cat /dev/zero >> "$DISK/ballast"'
# Each: options of the disk, what is done to it, exit status, code, what is told.
DISKS = {
    "no byte": ("size=4m", FILL, 69, "unavailable", "is full: 0 MB are free"),
    "no file": ("nr_inodes=8", ":", 69, "unavailable", "is full: it has inodes for"),
    "read only": ("size=4m", 'mount -o remount,ro "$DISK"', 78, "bad_configuration", "Read-only file system"),
}
COMMANDS = {
    "make into": ("make", "--out", "--data"),
    "make in": ("make", "--data", "--out"),
    "up in": ("up", "--data", "--port"),
}


def on_disk(command: Command, disk: Path, options: str, action: str) -> Command:
    """The command in a mount namespace of its own, where `disk` is a small disk."""
    disk.mkdir()
    shell = (
        f'DISK="{disk}"; mount -t tmpfs -o {options} tmpfs "$DISK" && {{ {action}; }} 2>/dev/null; exec "$@"'
    )
    launcher = ("unshare", "--map-root-user", "--mount", "sh", "-c", shell, "sh")
    return dataclasses.replace(command, launcher=launcher)


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("how", COMMANDS)
def test_a_disk_that_cannot_take_anything_is_told_with_the_option_that_chooses_another(
    command: Command, how: str, disk: str
) -> None:
    options, action, status, code, told = DISKS[disk]
    name, option, other = COMMANDS[how]
    folder = command.folder / "disk" / "folder"
    command = on_disk(command, folder.parent, options, action)
    elsewhere = "0" if other == "--port" else str(command.folder / "elsewhere")
    words = (PROMPT,) if name == "make" else ("--json",)
    ended = command.run(name, option, str(folder), other, elsewhere, *words)
    check_told(ended, status, code, str(folder), told, f"choose another folder with {option}".lower()[1:])
    assert "Resume with" not in ended.stderr
    assert not list(command.folder.glob("elsewhere/*/*"))


@pytest.mark.parametrize("option", ["--script", "--explanation"])
def test_a_text_that_is_a_hole_of_a_terabyte_is_not_read(command: Command, option: str) -> None:
    hole = command.folder / "hole"
    hole.touch()
    os.truncate(hole, 2**40)
    told = f"The {option[2:]} has more than 1,000,000 characters."
    check_told(command.make(option, str(hole)), 64, "invalid_request", told)


def test_a_prompt_without_end_is_not_read(command: Command) -> None:
    endless = ("sh", "-c", 'exec "$@" < /dev/zero', "sh")
    ended = dataclasses.replace(command, launcher=endless).make("-")
    check_told(ended, 64, "invalid_request", "The prompt has more than 1,000,000 characters.")
