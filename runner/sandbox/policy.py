"""What one confined process may use: the values that decide, without doing anything."""

import sys
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from runner.sandbox.landlock import OWN, READ, USE_DEVICE, Grant
from runner.sandbox.layers import ALL_LAYERS, Layer

# Programs, libraries, fonts and TeX, as far as every user of a system may read them anyway. Of /etc only
# what they need: the rest names users and machines.
_SYSTEM = (
    "/usr /bin /sbin /lib /lib32 /lib64 /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/alternatives "
    "/etc/fonts /etc/texmf /etc/papersize /etc/localtime /etc/timezone /etc/mime.types /etc/ssl/openssl.cnf "
    "/var/lib/texmf /var/cache/fontconfig /sys/devices/system/cpu"
).split()
# Never to be written: a shared mapping of /dev/zero would be memory that no limit counts.
_SOURCES = ("/dev/zero", "/dev/urandom", "/dev/random")
_SINKS = ("/dev/null", "/dev/full")
_PACKAGES = ("contract", "runner", "scenekit")
_OUR_FOLDER = Path(__file__).resolve().parents[2]


class Containment(BaseModel):
    """How the operator wants scripts to be confined.

    `is_permissive` goes on without a layer that can't be installed; `readable` are further files and folders
    that scripts may read.
    """

    model_config = ConfigDict(frozen=True)

    layers: frozenset[Layer] = ALL_LAYERS
    is_permissive: bool = False
    readable: tuple[Path, ...] = ()


ENFORCED = Containment()


class Policy(Containment):
    """The same, with the limits of one process; without `may_write` it only reads its folder."""

    may_write: bool = True
    memory_bytes: int = Field(gt=0)
    file_bytes: int = Field(gt=0)
    max_tasks: int = Field(default=256, gt=0)
    max_open_files: int = Field(default=512, gt=0)


@cache
def image_folders() -> tuple[Path, ...]:
    """Where the interpreter, the installed packages and our own code lie; nothing beside them."""
    code = tuple(_OUR_FOLDER / name for name in _PACKAGES)
    return (*dict.fromkeys(Path(path).resolve() for path in (sys.prefix, sys.base_prefix)), *code)


def grants(policy: Policy, folder: Path) -> tuple[Grant, ...]:
    """Every file that the process may reach; `folder` is its own."""
    readable = (*(Path(name) for name in _SYSTEM), *image_folders(), *policy.readable)
    return (
        *(Grant(path, READ) for path in readable),
        *(Grant(Path(name), READ) for name in _SOURCES),
        *(Grant(Path(name), USE_DEVICE) for name in _SINKS),
        Grant(folder, OWN if policy.may_write else READ),
    )


def environment(policy: Policy, folder: Path) -> dict[str, str]:
    """All that the process finds in its environment."""
    always = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # Each BLAS thread reserves address space, and the sections already fill the cores.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # Pictures of 8 MB come and go with every frame; pages that are kept need not be cleared again.
        "MALLOC_MMAP_THRESHOLD_": str(256 * 2**20),
        "MALLOC_TRIM_THRESHOLD_": str(2**30),
    }
    return always | (_tex_environment(folder) if Layer.TEX in policy.layers else {})


def _tex_environment(folder: Path) -> dict[str, str]:
    """TeX starts no program, and opens only its own files and those of this folder.

    https://tug.org/texinfohtml/kpathsea.html#Safe-filenames
    """
    return {"shell_escape": "f", "openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": str(folder)}
