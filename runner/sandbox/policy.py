"""The values that define what a confined process may use. Installs nothing."""

import sys
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from runner.sandbox.landlock import OWN, READ, USE_DEVICE, Grant
from runner.sandbox.layers import ALL_LAYERS, Layer

# Programs, libraries, fonts and TeX, which every user of a system may read anyway. Only the needed parts of
# /etc: the rest names users and machines.
_SYSTEM = (
    "/usr /bin /sbin /lib /lib32 /lib64 /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/alternatives "
    "/etc/fonts /etc/texmf /etc/papersize /etc/localtime /etc/timezone /etc/mime.types /etc/ssl/openssl.cnf "
    "/var/lib/texmf /var/cache/fontconfig /sys/devices/system/cpu"
).split()
# Read-only: a shared mapping of /dev/zero would be memory that no limit counts.
_SOURCES = ("/dev/zero", "/dev/urandom", "/dev/random")
_SINKS = ("/dev/null", "/dev/full")
_PACKAGES = ("contract", "icons", "runner", "scenekit")
_OUR_FOLDER = Path(__file__).resolve().parents[2]


class Containment(BaseModel):
    """How the operator wants scripts to be confined.

    With `is_permissive` scripts run even if a layer can't be installed; `readable` lists further files and
    folders that scripts may read.
    """

    model_config = ConfigDict(frozen=True)

    layers: frozenset[Layer] = ALL_LAYERS
    is_permissive: bool = False
    readable: tuple[Path, ...] = ()


ENFORCED = Containment()


class Policy(Containment):
    """A containment with the limits of one process; without `may_write` it can only read its folder.

    `cgroups` are the folders of the control group that the process enters, if it has one; `tex_formats` is a
    folder of TeX formats that it may read.
    """

    may_write: bool = True
    memory_bytes: int = Field(gt=0)
    file_bytes: int = Field(gt=0)
    max_tasks: int = Field(default=256, gt=0)
    max_open_files: int = Field(default=512, gt=0)
    cgroups: tuple[Path, ...] = ()
    tex_formats: Path | None = None


@cache
def image_folders() -> tuple[Path, ...]:
    """The folders of the interpreter, the installed packages and Podreel's code."""
    code = tuple(_OUR_FOLDER / name for name in _PACKAGES)
    return (*dict.fromkeys(Path(path).resolve() for path in (sys.prefix, sys.base_prefix)), *code)


def granted(policy: Policy) -> tuple[Path, ...]:
    """What the process may read beside what is installed."""
    return (*policy.readable, *((policy.tex_formats,) if policy.tex_formats is not None else ()))


def grants(policy: Policy, folder: Path) -> tuple[Grant, ...]:
    """Grants for every file that the process may reach; `folder` is its own folder."""
    readable = (*(Path(name) for name in _SYSTEM), *image_folders(), *granted(policy))
    return (
        *(Grant(path, READ) for path in readable),
        *(Grant(Path(name), READ) for name in _SOURCES),
        *(Grant(Path(name), USE_DEVICE) for name in _SINKS),
        Grant(folder, OWN if policy.may_write else READ),
    )


def environment(policy: Policy, folder: Path) -> dict[str, str]:
    """The process's complete environment."""
    always = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # Each BLAS thread reserves address space, and the sections already use all cores.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # Every frame allocates pictures of 8 MB; kept pages need not be cleared again.
        "MALLOC_MMAP_THRESHOLD_": str(256 * 2**20),
        "MALLOC_TRIM_THRESHOLD_": str(2**30),
    }
    formats = {"TEXFORMATS": f"{policy.tex_formats}:"} if policy.tex_formats is not None else {}
    return always | formats | (_tex_environment(folder) if Layer.TEX in policy.layers else {})


def _tex_environment(folder: Path) -> dict[str, str]:
    """Variables by which TeX starts no program, and opens only its own files and those of this folder.

    https://tug.org/texinfohtml/kpathsea.html#Safe-filenames
    """
    return {"shell_escape": "f", "openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": str(folder)}
