"""The base image's packages come from where the machine's own come from, or from where the caller says."""

import subprocess
from pathlib import Path

import pytest

from tests.k8s.stand_ins import ROOT, StandIns

SCRIPT = ROOT / "k8s" / "images" / "base.sh"
# In place of Debian's tools: what is asked of the first two is noted, and nothing is fetched.
TOOLS = {
    "debootstrap": """
        echo "$5" >"$NOTES"
        root=$4
        mkdir -p "$root"/{etc/apt,var/cache/apt,var/lib/apt/lists,var/log,usr/share/doc}
        mkdir -p "$root"/usr/local/share/ca-certificates
    """,
    "chroot": "true",
}
APT_OF_DEBIAN = """
    case "$*" in
        *Debian-Security*) echo http://security.example.org/debian-security ;;
        *) echo http://archive.example.org/debian; echo http://second.example.org/debian ;;
    esac
"""


class Machine(StandIns):
    """A machine with some of Debian's tools."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.root = folder / "root"
        self._source = folder / "fetched-from"
        for name, text in TOOLS.items():
            self.install(name, text)

    def build(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(SCRIPT, self.root, NOTES=str(self._source), **environment)

    @property
    def fetched_from(self) -> str | None:
        return self._source.read_text().strip() if self._source.exists() else None

    @property
    def sources(self) -> list[str]:
        return (self.root / "etc" / "apt" / "sources.list").read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_packages_come_from_the_sources_of_this_machine(machine: Machine) -> None:
    machine.install("apt-get", APT_OF_DEBIAN)
    assert machine.build().returncode == 0
    assert machine.fetched_from == "http://archive.example.org/debian"
    assert machine.sources == [
        "deb http://archive.example.org/debian trixie main",
        "deb http://archive.example.org/debian trixie-updates main",
        "deb http://security.example.org/debian-security trixie-security main",
    ]


@pytest.mark.parametrize(
    "apt", [APT_OF_DEBIAN, "true", "exit 100"], ids=["debian", "another system", "broken"]
)
def test_the_callers_archive_comes_first(machine: Machine, apt: str) -> None:
    machine.install("apt-get", apt)
    assert machine.build(PODREEL_DEBIAN_MIRROR="http://mirror.example.org/debian").returncode == 0
    assert machine.fetched_from == "http://mirror.example.org/debian"
    assert machine.sources[0] == "deb http://mirror.example.org/debian trixie main"


@pytest.mark.parametrize("apt", ["true", "exit 100"], ids=["another system", "broken"])
def test_without_any_address_it_says_what_to_do(machine: Machine, apt: str) -> None:
    machine.install("apt-get", apt)
    result = machine.build(PODREEL_DEBIAN_MIRROR="")
    assert result.returncode == 1
    problem, step = result.stderr.splitlines()
    assert problem == "No source of Debian's packages is known: apt on this machine lists none."
    assert "apt-get update" in step
    assert "PODREEL_DEBIAN_MIRROR" in step
    assert machine.fetched_from is None
    assert not machine.root.exists()


def test_an_archive_that_does_not_answer_is_named(machine: Machine) -> None:
    machine.install("apt-get", APT_OF_DEBIAN)
    machine.install("debootstrap", "echo 'E: Failed getting release file'; exit 1")
    result = machine.build()
    assert result.returncode == 1
    assert "can't be fetched from http://archive.example.org/debian: E: Failed getting" in result.stderr
