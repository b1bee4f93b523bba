"""What only a pod has is attacked from a script, and from the same user without our layers as a control."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import gettempdir

import pytest

from tests.runner.pod.attack_script import EXHAUSTING, PodPlaces, attack_request, attack_script, is_contained
from tests.runner.pod.conftest import Pod
from tests.runner.pod.containers import RENDER_ID, Container

pytestmark = pytest.mark.slow


@contextmanager
def open_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def places_of(pod: Pod, port: int) -> PodPlaces:
    """This pod's own; a secret lies open, so that only the sandbox can deny it."""
    secret = pod.volume / "secret"
    secret.write_text("the secret of another container")
    secret.chmod(0o644)
    known = PodPlaces()
    return PodPlaces(
        addresses=(*known.addresses, ("127.0.0.1", port), ("localhost", port)),
        name_servers=("127.0.0.1",),
        ports=(port,),
        socket=str(pod.socket),
        files=(*known.files, str(secret)),
        folders=(*known.folders, str(pod.volume), str(pod.root), str(pod.data)),
        writable=(*known.writable, str(pod.volume / "poison"), str(pod.root / "poison")),
    )


def test_nothing_of_a_pod_is_reached_from_a_script(pod: Pod) -> None:
    pod.start_host()
    with open_port() as port:
        made = pod.run(pod.order(request=attack_request(places_of(pod, port))))
    assert made.returncode == 65
    assert is_contained(pod.told()["message"]), pod.told()["message"]
    assert not list(pod.volume.glob("**/poison"))


def test_the_same_user_without_our_layers_reaches_what_the_script_did_not(pod: Pod) -> None:
    pod.start_host()
    with open_port() as port:
        script = attack_script(places_of(pod, port))
        bare = Container(RENDER_ID, pod.volume).python("-c", f"{_SOMEWHERE}\n{script}\ntell()")
        made = pod.run(bare)
    achieved = made.stderr.rpartition("achieved ")[2].split(", ")
    reached = (
        f"4 {pod.volume}/secret",
        f"6 127.0.0.1:{port}",
        f"10 loopback {port}",
        "7 name server 127.0.0.1",
    )
    assert {*reached, *_REACHED} <= {*achieved}
    assert not is_contained(made.stderr)


_REACHED = (
    "2 environment of process self",
    "4 /etc/passwd",
    "4 names in /proc",
    "10 listening",
    "11 the host's socket",
    "11 an abstract socket",
    "13 shared memory",
    "20 a session of its own",
    f"29 {gettempdir()}/poison",
)
_SOMEWHERE = "import os, tempfile; os.chdir(tempfile.mkdtemp())"


@pytest.mark.parametrize("name", ["16 tasks", "17 memory"])
def test_a_section_that_takes_too_much_is_ended_and_its_host_is_not(pod: Pod, name: str) -> None:
    host = pod.start_host()
    script, told = EXHAUSTING[name]
    little = "PODREEL_SECTION_MEMORY_MB=1024"
    made = pod.run(pod.order(little, request={"script": script, "quality": "draft"}))
    assert made.returncode == 65
    assert re.search(told, pod.told()["message"]), pod.told()["message"]
    assert host.poll() is None


@pytest.mark.parametrize(
    ("message", "contained"),
    [
        ("The section 'A' could not be rendered: line 9: AttacksError: tried 40, achieved nothing.", True),
        ("line 9: AttacksError: tried 40, achieved 4 /etc/passwd.", False),
        ("line 9: AttacksError: tried 0, achieved nothing.", False),
        ("line 9: NameError: name 'steal' is not defined.", False),
        ("", False),
    ],
)
def test_a_message_that_proves_nothing_is_not_taken_for_proof(message: str, contained: bool) -> None:
    assert is_contained(message) is contained
