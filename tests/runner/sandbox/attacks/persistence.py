"""Attack 29: what outlives a section and changes later ones.

Whatever is written outside has a name of its own and no effect, and is removed by the look at it.
"""

import contextlib
import sysconfig
from pathlib import Path

import scenekit
from runner.render.host import TEX_FOLDER
from tests.runner.sandbox.attacks.attack import Aftermath, Attack, any_of
from tests.runner.sandbox.attacks.outside import Outside

MARK = "podreel-attack-poison"
PLACES = {
    "packages": Path(sysconfig.get_paths()["purelib"]),
    "project": Path(scenekit.__file__).parent,
    "cache": Path(scenekit.__file__).parent / "__pycache__",
    "home": Path.home(),
    "fonts": Path("/var/cache/fontconfig"),
    "tmp": Path("/tmp"),  # noqa: S108 - the place is the point
}

_PLACES = {name: str(place) for name, place in PLACES.items()}


def leaves_mark(outside: Outside, after: Aftermath) -> str:
    """The places where a mark was left; it is removed."""
    found = []
    roots = {"root": outside.host_root, "TeX formats": outside.host_root / TEX_FOLDER}
    for name, place in {**PLACES, **roots}.items():
        for path in (place / f"{MARK}.pth", place / MARK):
            if path.exists():
                found.append(name)
                path.unlink()
    return f"files were left in {', '.join(found)}" if found else ""


def changes_next(outside: Outside, after: Aftermath) -> str:
    """The section after it found poison."""
    log = after.next_answer.log
    if "POISONED" in log:
        return "the next section found what it left: " + log.partition("POISONED")[2][:80].strip()
    return "" if "BACKGROUND #000000" in log else f"the next section's colours changed: {log[:80]}"


def removes_config(outside: Outside, after: Aftermath) -> str:
    """A `manim.cfg` beside the sections; whether Manim would read it is not for a test to hope."""
    for path in (outside.host_root / "manim.cfg",):
        if path.exists():
            with contextlib.suppress(OSError):
                path.unlink()
            return f"{path.name} was left for later sections"
    return ""


PERSISTENCE = (
    Attack(
        "29a",
        "files among the modules",
        "Leaves modules and .pth files where every later Python program of this installation reads them.",
        f"""
places = {{name: Path(place) for name, place in {_PLACES!r}.items()}}
root = Path(given["host_root"])
for name, place in {{**places, "root": root, "TeX formats": root / "{TEX_FOLDER}"}}.items():
    @attempt(f"a file in {{name}}")
    def _(place=place):
        file = place / ("{MARK}.pth" if place == places["packages"] else "{MARK}")
        file.write_text("# poison\\n")
""",
        achieved=leaves_mark,
        needs_pod="the read-only root file system",
    ),
    Attack(
        "29b",
        "names in modules that are loaded already",
        "Changes Python's, Manim's and scenekit's modules, in case that the next section shares them.",
        """
import builtins, manim, scenekit
for place in (builtins, sys, os, manim, scenekit):
    place.poison = True
os.environ["POISON"] = "1"
sys.path.insert(0, "/poison")
manim.config.background_color = "#FF0000"
@attempt("a change of modules")
def _():
    did("change modules")
""",
        reason="DID",
        achieved=changes_next,
        already="each section is a separate process: what it changes in memory is its own copy",
    ),
    Attack(
        "29c",
        "configuration of Manim and Python in its home",
        "Leaves manim.cfg, usercustomize and a fonts cache in the folder that it calls home.",
        """
home = Path(os.environ["HOME"])
# Only a home that was made for the tests: without any layer it could be the tester's.
if not home.is_relative_to(Path(given["host_root"]).parent):
    raise SystemExit(f"{home} is nobody's to spoil")
python = f".local/lib/python3.{sys.version_info.minor}/site-packages"
configuration = "[CLI]\\nbackground_color = #FF0000\\n"
code = "import os; os.environ['poison'] = '1'\\n"
for place, text in {
    ".config/manim/manim.cfg": configuration,
    "manim.cfg": configuration,
    f"{python}/usercustomize.py": code,
    f"{python}/poison.pth": code,
    "sitecustomize.py": code,
    ".cache/fontconfig/poison": "",
    ".fonts.conf": "<fontconfig><dir>/poison</dir></fontconfig>",
    "poison": "",
}.items():
    @attempt(place)
    def _(place=place, text=text):
        file = home / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
""",
        reason="DID|DENIED",
        achieved=changes_next,
    ),
    Attack(
        "29d",
        "configuration beside the sections",
        "Leaves manim.cfg in the folder above its own, where a search upwards finds it.",
        """
@attempt("a file in the folder above")
def _():
    Path("../manim.cfg").write_text("[CLI]\\nbackground_color = #FF0000\\n")
""",
        achieved=any_of(removes_config, changes_next),
    ),
    Attack(
        "29e",
        "files of the section that comes next",
        "Waits for the next section's folder and changes its files before they are read.",
        """
def wait_for_the_next():
    root = Path(given["host_root"])
    known = set(root.iterdir())
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for folder in set(root.iterdir()) - known:
            (folder / "poison").write_text("poison")
        time.sleep(0.005)

attempt("a daemon that waits for the next section")(lambda: leave_daemon(wait_for_the_next))
""",
        reason="DENIED|DID",
        achieved=changes_next,
    ),
)
