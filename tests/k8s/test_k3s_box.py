"""The script that brings a bare machine to its first video, with stand-ins for what it calls."""

import base64
from pathlib import Path

import pytest

from tests.k8s.stand_ins import ROOT, StandIns

SCRIPT = ROOT / "k8s" / "k3s" / "install.sh"
KEY = "podreel_a-key"
TLS = ("--domain", "videos.example.org", "--email", "you@example.org")
# K3s with Podreel's images, a node, and an installed release.
K3S = f"""
    case "$*" in
        --version) echo "k3s version v1.36.2+k3s1 (abc)" ;;
        "ctr images ls"*) echo "${{@: -1}}" ;;
        "kubectl get nodes"*) echo node/box ;;
        "kubectl get crd"*) exit 1 ;;
        "kubectl get ingress"*) echo "$FORMER_DOMAIN" ;;
        "kubectl get clusterissuer"*) echo former@example.org ;;
        "kubectl get secret"*) echo {base64.b64encode(KEY.encode()).decode()} ;;
        "kubectl apply"*) cat "${{@: -1}}" >"$NOTED_FILE" ;;
    esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> StandIns:
    """It suffices, and has K3s and Helm."""
    made = StandIns(tmp_path)
    made.install("free", "echo 'Mem: 16300000 1 1'")
    made.install("df", "printf 'Avail\\n 90G\\n'")
    made.install("getent", "echo 192.0.2.7")
    made.install("ip", "echo '2: eth0 inet 192.0.2.7/24 scope global eth0'")
    made.install("uname", "echo x86_64")
    made.install("k3s", K3S)
    made.install("helm", "[[ $1 != version ]] || echo v3.20.2")
    return made


def _changes(machine: StandIns) -> list[str]:
    """Calls of what could change a machine, beside questions."""
    asked = ("k3s --version", "k3s ctr images ls", "k3s kubectl get", "helm version")
    changing = ("k3s ", "helm ", "curl ", "docker ", "apt-get ")
    return [call for call in machine.calls if call.startswith(changing) and not call.startswith(asked)]


def test_a_machine_comes_to_its_first_video_over_https(machine: StandIns, tmp_path: Path) -> None:
    images, issuer = tmp_path / "images.tar", tmp_path / "issuer.yaml"
    images.touch()
    done = machine.run(SCRIPT, *TLS, "--images", str(images), NOTED_FILE=str(issuer))
    assert done.returncode == 0, done.stderr
    steps = [
        "k3s kubectl wait --for=condition=Ready node",
        f"k3s ctr images import {images}",
        "k3s ctr images label docker.io/podreel/api:",
        "k3s ctr images label docker.io/podreel/runner:",
        "helm upgrade --install cert-manager oci://quay.io/jetstack/charts/cert-manager --version v",
        "k3s kubectl apply -f",
        "helm upgrade --install podreel charts/podreel -n podreel --create-namespace",
        "k3s kubectl wait --for=condition=Ready certificate/podreel-tls",
        "helm test podreel -n podreel",
    ]
    changes = _changes(machine)
    assert len(changes) == len(steps)
    for change, step in zip(changes, steps, strict=True):
        assert change.startswith(step)
    values = ["values-k3s.yaml", "values-16gb.yaml", "values-tls.yaml"]
    chart = " ".join(f"-f charts/podreel/{name}" for name in values)
    host = "--set api.ingress.host=videos.example.org,api.publicUrl=https://videos.example.org"
    assert f"{chart} {host}" in changes[6]
    assert "email: you@example.org" in issuer.read_text()
    assert "Address:  https://videos.example.org" in done.stdout
    assert f"Key:      {KEY}" in done.stdout
    assert 'podreel submit "Explain the Pythagorean theorem" --watch' in done.stdout


def test_without_a_domain_it_says_how_the_machine_is_reached(machine: StandIns) -> None:
    done = machine.run(SCRIPT, "--no-video")
    assert done.returncode == 0, done.stderr
    assert not [change for change in _changes(machine) if "cert-manager" in change or "helm test" in change]
    assert "Address:  http://podreel.local" in done.stdout
    assert "192.0.2.7 podreel.local" in done.stdout
    assert "unencrypted" in done.stdout


def test_a_later_run_keeps_the_domain_of_the_first(machine: StandIns, tmp_path: Path) -> None:
    issuer = tmp_path / "issuer.yaml"
    former = {"FORMER_DOMAIN": "former.example.org", "NOTED_FILE": str(issuer)}
    done = machine.run(SCRIPT, "--no-video", **former)
    assert done.returncode == 0, done.stderr
    assert "api.publicUrl=https://former.example.org" in _changes(machine)[-2]
    assert "email: former@example.org" in issuer.read_text()
    assert "Address:  https://former.example.org" in done.stdout


def test_what_a_step_says_is_shown_only_if_it_fails(machine: StandIns) -> None:
    noise = "[[ $1 == version ]] && echo v3 || echo Happy Helming"
    machine.install("helm", noise)
    assert "Happy Helming" not in machine.run(SCRIPT).stdout
    machine.install("helm", f"{noise}\n[[ $1 != test ]] || {{ echo no voice speaks >&2; exit 1; }}")
    done = machine.run(SCRIPT)
    assert done.returncode == 1
    assert "no voice speaks" in done.stderr
    assert "Stopped: the first video failed" in done.stderr
    assert "Next: see: sudo k3s kubectl logs -n podreel podreel-test" in done.stderr


def test_images_of_a_registry_are_named_and_not_imported(machine: StandIns) -> None:
    done = machine.run(SCRIPT, "--no-video", "--registry", "registry.example/team")
    assert done.returncode == 0, done.stderr
    changes = _changes(machine)
    assert not [change for change in changes if "images import" in change]
    assert "api.image.repository=registry.example/team/podreel-api" in changes[-1]


def test_files_are_those_of_the_folder_that_the_script_is_called_from(
    machine: StandIns, tmp_path: Path
) -> None:
    (tmp_path / "keys.yaml").touch()
    (tmp_path / "images.tar").touch()
    files = ("--values", "keys.yaml", "--images", "images.tar")
    done = machine.run("env", "-C", str(tmp_path), SCRIPT, "--no-video", *files)
    assert done.returncode == 0, done.stderr
    assert f"k3s ctr images import {tmp_path}/images.tar" in machine.calls
    assert f" -f {tmp_path}/keys.yaml " in _changes(machine)[-1]


def test_a_dry_run_prints_every_step_of_a_bare_machine_and_changes_nothing(machine: StandIns) -> None:
    for name in ("k3s", "helm"):
        (machine.folder / name).unlink()
    machine.install("curl")
    done = machine.run(SCRIPT, "--dry-run", *TLS)
    assert done.returncode == 0, done.stderr
    assert _changes(machine) == []
    places = [
        done.stdout.index(step)
        for step in (
            "Check this machine",
            "its own installer is downloaded from https://get.k3s.io and run as root",
            "INSTALL_K3S_VERSION=v",
            "https://get.helm.sh/helm-v",
            "sha256sum --check",
            "k3s ctr images import ",
            "io.cri-containerd.pinned=pinned",
            "oci://quay.io/jetstack/charts/cert-manager",
            "helm upgrade --install podreel charts/podreel",
            "helm test podreel",
            "Nothing was changed",
        )
    ]
    assert places == sorted(places)


def test_all_that_a_machine_lacks_is_told_at_once_and_nothing_is_changed(machine: StandIns) -> None:
    machine.install("free", "echo 'Mem: 8000000 1 1'")
    machine.install("df", "printf 'Avail\\n 9G\\n'")
    machine.install("getent", "exit 2")
    machine.install("uname", "echo riscv64")
    (machine.folder / "k3s").unlink()
    machine.install("ss", "[[ $* != *:443* ]] || echo LISTEN")
    done = machine.run(SCRIPT, *TLS)
    assert done.returncode == 1
    for problem in (
        "not for riscv64",
        "8 GB of memory are too little",
        "9 GB of free disk",
        "Port 443 is in use",
        "videos.example.org has no DNS entry: add one that leads to this machine (192.0.2.7)",
    ):
        assert problem in done.stdout
    assert "Port 80 is in use" not in done.stdout
    assert done.stderr.endswith("Next: mend what is listed above, then run this again.\n")
    assert _changes(machine) == []


def test_a_file_with_images_of_another_version_is_refused(machine: StandIns, tmp_path: Path) -> None:
    machine.install("k3s", '[[ "$*" != "kubectl get nodes"* ]] || echo node/box')
    images = tmp_path / "images.tar"
    images.touch()
    done = machine.run(SCRIPT, "--images", str(images))
    assert done.returncode == 1
    assert f"{images} is of another version" in done.stderr
    assert f"make images SAVE={images}" in done.stderr


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--domain", "videos.example.org"), "--domain needs --email"),
        (("--email", "you@example.org"), "--email is for certificates, which need a domain"),
        (("--domain", "https://videos.example.org", "--email", "you@example.org"), "is no domain"),
        (("--domain", "box", "--email", "you@example.org"), "is no domain"),
        (("--domain", "videos.example.org", "--email", "you"), "is no e-mail address"),
        (("--images", "there/is/none.tar"), "there/is/none.tar can't be read"),
        (("--values", "there/is/none.yaml"), "there/is/none.yaml can't be read"),
        (("--registry", "https://registry.example"), "is no place in a registry"),
        (("--domain",), "--domain has no value"),
        (("--images", "--dry-run"), "--images has no value"),
        (("--fast",), "there is no option --fast"),
    ],
    ids=str,
)
def test_options_that_can_not_work_are_refused_with_the_next_step(
    machine: StandIns, options: tuple[str, ...], problem: str
) -> None:
    done = machine.run(SCRIPT, *options)
    assert done.returncode == 1
    assert problem in done.stderr
    assert "Next: " in done.stderr
    assert _changes(machine) == []


def test_help_lists_every_option(machine: StandIns) -> None:
    told = machine.run(SCRIPT, "--help").stdout
    for option in ("--domain", "--email", "--images", "--registry", "--values", "--no-video", "--dry-run"):
        assert option in told
