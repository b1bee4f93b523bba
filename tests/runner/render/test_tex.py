"""TeX in the sandbox: it sets what it is given, and neither starts programs nor opens what is not its own.

Each refusal is shown twice: with all layers, and by TeX without the layers that would refuse it anyway.
"""

import asyncio
import textwrap
import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import BeatJob, SectionJob
from runner.render.section import Sections
from runner.sandbox.layers import ALL_LAYERS, Layer
from runner.sandbox.policy import Containment
from tests.runner.render.conftest import LIMITS, TINY
from tests.runner.render.scripts import scene

pytestmark = pytest.mark.slow

SECRET = "what lies beside the section"  # noqa: S105 - a made-up one
_IN_THE_HOST = {Layer.WATCH, Layer.DEADLINE, Layer.RESULTS}
_HARMLESS = frozenset({Layer.SESSION, Layer.DESCRIPTORS, Layer.ENVIRONMENT, *_IN_THE_HOST})
KINDS = {"all layers": ALL_LAYERS, "TeX alone": _HARMLESS | {Layer.TEX}, "no layer": _HARMLESS}

# `tex` sets a text and returns what it said; a text in a file `seen` is what TeX has read.
_HEAD = r"""
import subprocess
from pathlib import Path

def tex(body, head="", program=("latex",)):
    begin, end = "\\begin{document}x ", "\\end{document}"
    Path("it.tex").write_text("\\documentclass{article}" + head + begin + body + end)
    command = [*program, "-interaction=nonstopmode", "it.tex"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    return " ".join((done.stdout + done.stderr).split())

def read_from(place):
    return f"\\newread\\r \\openin\\r={place} \\read\\r to\\x \\immediate\\write16{{\\meaning\\x}}"

def write_to(place):
    opening = f"\\newwrite\\w \\immediate\\openout\\w={place} "
    return opening + "\\immediate\\write\\w{x}\\immediate\\closeout\\w"

def drawn(body):
    tex(body)
    command = ["dvisvgm", "--page=1", "--no-fonts", "--output=it.svg", "it.dvi"]
    done = subprocess.run(command, capture_output=True, text=True)
    return " ".join(done.stderr.split())
"""
# What a hostile text wants, and whether it got it: by an expression that prints True or False.
WANTED = {
    "to start a program": r"""
        tex("\\immediate\\write18{makeindex -o started it.aux}")
        print(Path("started").exists())
    """,
    "to read what a program prints": r"""
        print("kpathsea version" in tex(read_from("\"|kpsewhich --version\"")))
    """,
    "to read a file of the system": r"""
        print("root:x:0" in tex(read_from("/etc/passwd")))
    """,
    "to input a file of the system": r"""
        print("(/etc/passwd" in tex("\\input{/etc/passwd}"))
    """,
    "to quote a file of the system": r"""
        print("No file" not in tex("\\verbatiminput{/etc/passwd}", head="\\usepackage{verbatim}"))
    """,
    "to input the neighbour's file": r"""
        print("(../secret.tex" in tex("\\input{../secret}"))
    """,
    "to input the neighbour's file in old TeX": r"""
        print("(../secret.tex" in tex("\\input ../secret.tex "))
    """,
    "to read a hidden file": r"""
        Path(".hidden.tex").write_text("x")
        print("(./.hidden.tex" in tex("\\input{.hidden.tex}"))
    """,
}
# Those that TeX refuses even as Debian delivers it.
REFUSED_ANYWAY = {
    "to write above": r"""
        tex(write_to("../taken.tex"))
        print(Path("../taken.tex").exists())
    """,
    "to write elsewhere": r"""
        place = Path.cwd().parent / "taken.tex"
        tex(write_to(place))
        print(place.exists())
    """,
    "to write a hidden file": r"""
        tex(write_to(".profile"))
        print(Path(".profile").exists())
    """,
}
# Programs that do not ask kpathsea whether they may: here Landlock alone stands in the way.
UNASKED = {
    "to read by LuaTeX": r"""
        print("root:x:0" in tex("\\directlua{print(io.open('/etc/passwd'):read())}", program=("lualatex",)))
    """,
    "to read by PostScript": r"""
        print("invalidfileaccess" not in drawn("\\special{ps: (/etc/passwd) (r) file closefile}"))
    """,
    "to run PostScript from elsewhere": r"""
        place = Path.cwd().parent / "secret.eps"
        print("invalidfileaccess" not in drawn(f"\\special{{psfile={place} llx=0 lly=0 urx=9 ury=9}}"))
    """,
}
ALLOWED = {
    "a section of its own": r"""
        Path("part.tex").write_text("a part")
        print("(./part.tex)" in tex("\\input{part}"))
    """,
    "a file of its own": r"""
        tex(write_to("mine.txt"))
        print(Path("mine.txt").read_text() == "x\n")
    """,
    "packages": r"""
        print("Output written" in tex("\\tikz \\draw (0, 0) circle (1);", head="\\usepackage{tikz,amsmath}"))
    """,
    "a font that is made first": r"""
        print("Output written" in tex("ä", head="\\usepackage[T1]{fontenc}") and "error" not in drawn("\\'a"))
    """,
    "a page as PDF": r"""
        print("Output written on it.pdf" in tex("$x$", program=("pdflatex",)))
    """,
    "a drawing by PostScript": r"""
        print("error" not in drawn("\\special{ps: 0 0 moveto 30 30 lineto stroke}"))
    """,
}
ALL = WANTED | REFUSED_ANYWAY | UNASKED | ALLOWED


def script_of(pieces: Mapping[str, str]) -> str:
    body = "\n".join(
        f"print({name!r}, end=': ')\n{textwrap.dedent(piece).strip()}" for name, piece in pieces.items()
    )
    return scene(f"import sys\n{body}\nsys.stdout.flush()", head=_HEAD)


def names_below(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


async def render(root: Path, layers: frozenset[Layer], script: str) -> SectionAnswer:
    sections = Sections(Containment(layers=layers))
    folder = root / uuid.uuid4().hex
    folder.mkdir()
    job = SectionJob(scene="A", picture=TINY, beats=(BeatJob(seconds=0.3),), limits=LIMITS)
    (folder / "script.py").write_text(script)
    (folder / "job.json").write_text(job.model_dump_json())
    try:
        return await sections.render(folder, job)
    finally:
        await sections.close()


@pytest.fixture(scope="module", params=KINDS)
def heard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bool]:
    """Which of all these TeX did, under these layers, and the kind of them."""
    root = tmp_path_factory.mktemp("tex")
    (root / "secret.tex").write_text(SECRET)
    (root / "secret.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n0 0 moveto\n")
    answer = asyncio.run(render(root, KINDS[request.param], script_of(ALL)))
    assert answer.outcome is SectionOutcome.RENDERED, f"{answer.reason}\n{answer.log}"
    said = dict(line.rsplit(": ", 1) for line in answer.log.splitlines() if line.endswith(("True", "False")))
    assert said.keys() == ALL.keys(), answer.log
    return {"is confined": request.param == "all layers", "is TeX's": request.param != "no layer"} | {
        name: word == "True" for name, word in said.items()
    }


@pytest.mark.parametrize("name", WANTED)
def test_tex_refuses_by_itself_what_it_would_do_without_its_layer(
    heard: Mapping[str, bool], name: str
) -> None:
    assert heard[name] is not heard["is TeX's"]


@pytest.mark.parametrize("name", REFUSED_ANYWAY)
def test_tex_writes_nowhere_else(heard: Mapping[str, bool], name: str) -> None:
    assert not heard[name]


@pytest.mark.parametrize("name", UNASKED)
def test_programs_that_ask_nobody_are_stopped_by_the_other_layers(
    heard: Mapping[str, bool], name: str
) -> None:
    assert heard[name] is not heard["is confined"]


@pytest.mark.parametrize("name", ALLOWED)
def test_tex_typesets_harmless_formulas(heard: Mapping[str, bool], name: str) -> None:
    assert heard[name]


async def test_a_mistake_in_a_formula_is_reported_with_its_line_and_the_message_of_tex(
    tmp_path: Path,
) -> None:
    answer = await render(tmp_path, ALL_LAYERS, scene(r'self.add(MathTex(r"\undefinedcommand"))'))
    assert answer.outcome is SectionOutcome.FAILED
    assert answer.reason.startswith("line 9: ValueError: latex error converting to dvi")
    assert "Undefined control sequence" in answer.log
    assert r"\undefinedcommand" in answer.log


@pytest.mark.parametrize(
    "formula",
    [r"\input{/etc/passwd}", r"\immediate\write18{touch started}\notacommand", r"\input{../secret}"],
)
async def test_a_formula_that_reaches_out_fails_as_a_mistake_does(tmp_path: Path, formula: str) -> None:
    (tmp_path / "secret.tex").write_text(SECRET)
    answer = await render(tmp_path, ALL_LAYERS, scene(f"self.add(MathTex({formula!r}))"))
    assert answer.outcome is SectionOutcome.FAILED
    assert answer.reason.startswith("line 9: ValueError: latex error converting to dvi")
    assert SECRET not in answer.log
    assert "root:x:0" not in answer.log
    assert "started" not in names_below(tmp_path)
