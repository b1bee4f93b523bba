"""All layers together, in a process that is confined for good; and what happens where one can't be had."""

import os
from pathlib import Path

import pytest

from runner.sandbox.layers import ALL_LAYERS, Layer
from runner.sandbox.own_user import may_change_user
from tests.runner.sandbox.attempts import DONE, attempt

SETUP = """
from runner.sandbox.confine import SandboxError, confine
from runner.sandbox.layers import ALL_LAYERS, Layer
from runner.sandbox.policy import Policy
from tests.runner.sandbox.older_kernel import lack
folder, host = Path(folder), os.getpid()
def policy(removed=(), **more):
    layers = ALL_LAYERS - {Layer(name) for name in removed}
    return Policy(layers=layers, memory_bytes=2**31, file_bytes=2**20, max_tasks=99, **more)
libc = ctypes.CDLL(None)
os.environ["SECRET"] = "x"
held = os.dup2(os.open("/dev/null", os.O_RDONLY), 64)
"""
INSTALLED = (
    Layer.DESCRIPTORS, Layer.ENVIRONMENT, Layer.SESSION, Layer.LIMITS,
    Layer.OWN_USER, Layer.FILES, Layer.SCOPES, Layer.SYSTEM_CALLS,
    # Without no_new_privs only root may install a filter.
    *([Layer.PRIVILEGES] if may_change_user() else []),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> str:
    made = tmp_path / "section"
    made.mkdir()
    return str(made)


# Each layer by something that is only so once it is installed.
SIGNS: dict[str, str] = {
    Layer.DESCRIPTORS: "os.fstat(held)",
    Layer.ENVIRONMENT: "assert 'SECRET' in os.environ",
    Layer.SESSION: "assert os.getsid(0) != os.getpid()",
    Layer.LIMITS: "assert resource.getrlimit(resource.RLIMIT_FSIZE) != (2**20, 2**20)",
    Layer.PRIVILEGES: "assert libc.prctl(39, 0, 0, 0, 0) == 0",
    Layer.FILES: "open('/etc/passwd')",
    Layer.SCOPES: "os.kill(os.getppid(), 0)",
    Layer.SYSTEM_CALLS: "socket.socket(socket.AF_UNIX)",
}

PIECES: dict[str, str] = {
    layer: f"try:\n    {sign}\nexcept AssertionError:\n    raise OSError(1, '')"
    for layer, sign in SIGNS.items()
}


def signs(removed: tuple[Layer, ...], folder: str) -> dict[str, str]:
    """Which of the signs show that their layer is not there."""
    confined = f"{SETUP}\nassert confine(policy({[layer.value for layer in removed]}), folder) == {{}}"
    return attempt(confined, PIECES, folder=folder)


def test_every_layer_has_an_effect(folder: str) -> None:
    assert [layer for layer, heard in signs((), folder).items() if heard == DONE] == []


@pytest.mark.parametrize("layer", INSTALLED)
def test_each_layer_can_be_left_out_alone(folder: str, layer: Layer) -> None:
    # Signals of another user are refused even without scopes.
    removed = (layer, Layer.OWN_USER) if layer is Layer.SCOPES else (layer,)
    heard = signs(removed, folder)
    expected = {layer} & SIGNS.keys()
    assert {name for name, said in heard.items() if said == DONE} == expected


def test_without_any_layer_nothing_is_confined(folder: str) -> None:
    heard = signs(tuple(ALL_LAYERS), folder)
    assert heard == dict.fromkeys(SIGNS, DONE)


def test_the_process_has_a_user_of_its_own_where_the_host_may_change_users(folder: str) -> None:
    setup = f"{SETUP}\nconfine(policy(), folder)"
    owned = "assert os.getuid() == os.getgid() == folder.stat().st_uid == expected(host)"
    expected = "def expected(host): return 0x70000000 + host if changes else os.getuid()\n"
    heard = attempt(expected + setup, {"user": owned}, folder=folder, changes=may_change_user())
    assert heard == {"user": DONE}


def test_a_process_has_its_limits_and_no_core_dumps(folder: str) -> None:
    limits = {"MEMLOCK": 2**16, "SIGPENDING": 1024, "FSIZE": 2**20, "AS": 2**31}
    pieces = {
        name: f"assert resource.getrlimit(resource.RLIMIT_{name}) == ({most}, {most})"
        for name, most in limits.items()
    }
    cores = "resource.prlimit(0, resource.RLIMIT_CORE, (0, 0))"
    heard = attempt(f"{SETUP}\nconfine(policy(), folder)", {**pieces, "cores": cores}, folder=folder)
    assert heard == {**dict.fromkeys(limits, DONE), "cores": "EPERM"}


def test_what_only_reads_may_write_nothing_and_comes_as_the_folders_owner(folder: str) -> None:
    (Path(folder) / "video").write_text("x")
    if may_change_user():
        for path in (folder, f"{folder}/video"):
            os.chown(path, 0x70001092, 0x70001092)
    owner = Path(folder).stat().st_uid
    pieces = {
        "user": "assert os.getuid() == owner",
        "read": "(folder / 'video').read_text()",
        "write": "(folder / 'video').write_text('y')",
        "add": "(folder / 'new').write_text('y')",
        "remove": "(folder / 'video').unlink()",
    }
    setup = f"{SETUP}\nconfine(policy(may_write=False), folder)"
    heard = attempt(setup, pieces, folder=folder, owner=owner)
    assert list(heard.values()) == [DONE, DONE, "EACCES", "EACCES", "EACCES"]


LACKING = [
    ("landlock", Layer.FILES),
    ("seccomp", Layer.SYSTEM_CALLS),
    ("limits", Layer.LIMITS),
    *([("users", Layer.OWN_USER)] if may_change_user() else []),
]


@pytest.mark.parametrize(("part", "layer"), LACKING)
def test_a_layer_that_cannot_be_installed_is_an_error(folder: str, part: str, layer: Layer) -> None:
    refused = (
        "try:\n    confine(policy(), folder)\nexcept SandboxError as error:\n"
        "    assert str(error).startswith(layer + ': '), error\nelse:\n    raise OSError(1, '')"
    )
    heard = attempt(f"{SETUP}\nlack({part!r})", {"confine": refused}, folder=folder, layer=layer.value)
    assert heard == {"confine": DONE}


@pytest.mark.parametrize(("part", "layer"), LACKING)
def test_a_permissive_policy_continues_and_reports_missing_layers(
    folder: str, part: str, layer: Layer
) -> None:
    goes_on = "missing = confine(policy(is_permissive=True), folder)\nassert set(missing) == {layer}, missing"
    setup = f"{SETUP}\nlack({part!r})"
    assert attempt(setup, {"confine": goes_on}, folder=folder, layer=layer.value) == {"confine": DONE}
    heard = attempt(setup, {"confine": goes_on, **PIECES}, folder=folder, layer=layer.value)
    assert {name for name, said in heard.items() if said == DONE} == {"confine", *{layer} & SIGNS.keys()}
