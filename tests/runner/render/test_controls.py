"""What harmless scripts do, done in the sandbox: it must not stand in their way."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.client import own_host
from runner.render.job import BeatJob, SectionJob
from runner.render.section_folder import RenderedSection
from runner.sandbox.policy import Containment
from tests.runner.render.conftest import LIMITS, TINY, Studio
from tests.runner.render.scripts import scene

pytestmark = pytest.mark.slow

_DRAWINGS = {
    "text in many scripts": """
        for text in ("Hello, señor", "مرحبا بالعالم", "你好世界", "नमस्ते दुनिया", "שלום", "Ζεύς", "привет"):
            self.add(Text(text), MarkupText(f"<b>{text}</b> <i>{text}</i>"))
        self.add(Paragraph("one", "two"), Title("Title"), BulletedList("a", "b"))
    """,
    "formulas": r"""
        self.add(Tex("A line"), MathTex(r"\int_0^1 x^2\,dx", "=", r"\frac{1}{3}"), Matrix([[1, 2], [3, 4]]))
        self.play(TransformMatchingTex(MathTex("a", "b"), MathTex("b", "a")), run_time=0.2)
    """,
    "formulas with a package": r"""
        template = TexTemplate()
        template.add_to_preamble(r"\usepackage{cancel}\usepackage{braket}\usepackage{tikz}")
        self.add(MathTex(r"\cancel{x} \braket{a | b}", tex_template=template))
        self.add(Tex(r"\tikz \draw (0, 0) circle (1);", tex_template=template))
    """,
    "letters that Metafont draws": r"""
        self.add(Tex("äöü ß", tex_template=TexTemplate(preamble=r"\usepackage[T1]{fontenc}")))
    """,
    "a picture of numbers": """
        import numpy as np
        self.add(ImageMobject(np.uint8([[0, 100, 30, 200], [255, 0, 5, 33]])))
    """,
    "a picture that it has saved": """
        from PIL import Image
        Image.new("RGB", (8, 8), "red").save("red.png")
        self.add(ImageMobject("red.png"))
    """,
    "a drawing that it has saved": """
        with open("a.svg", "w") as file:
            file.write('<svg xmlns="http://www.w3.org/2000/svg"><circle cx="5" cy="5" r="4"/></svg>')
        self.add(SVGMobject("a.svg"))
    """,
    "plots": """
        axes = Axes()
        self.add(axes, axes.plot(lambda x: x**2), axes.get_axis_labels(), NumberPlane(), BarChart([1, 2]))
        self.add(Table([["1", "2"]]), DecimalNumber(3.14), ComplexPlane().add_coordinates())
    """,
    "graphs": """
        import networkx as nx
        self.add(Graph([1, 2, 3], [(1, 2), (2, 3)], layout="spring"))
        self.add(Graph.from_networkx(nx.petersen_graph(), layout="kamada_kawai"))
    """,
    "a program's text": """
        self.add(Code(code_string="def f(x):\\n    return x", language="python"))
    """,
    "the configuration": """
        print(config.pixel_width, config.frame_rate, config.get_dir("media_dir"), config.assets_dir)
        print("the size is as asked for:", (config.pixel_width, config.pixel_height) == (128, 72))
    """,
    "a sound": """
        import wave
        with wave.open("a.wav", "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(bytes(8000))
        self.add_sound("a.wav")
        self.wait(0.2)
    """,
}
_COMPUTING = {
    "linear algebra in threads": """
        import threading
        import numpy as np, scipy.integrate, scipy.linalg, scipy.optimize
        matrix = np.random.rand(200, 200)
        solve = lambda: (np.linalg.svd(matrix), scipy.linalg.eigvals(matrix), np.fft.fft2(matrix))
        threads = [threading.Thread(target=solve) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert scipy.integrate.solve_ivp(lambda t, y: -y, (0, 1), [1]).success
        assert scipy.optimize.minimize(lambda x: x @ x, [1, 2]).success
    """,
    "its own files": """
        import os, shutil, sqlite3, tempfile
        from pathlib import Path
        with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as named:
            assert Path(folder).parent == Path.cwd() and Path(named.name).parent == Path.cwd()
        with tempfile.TemporaryFile() as nameless:
            nameless.write(b"x")
        Path("a/b").mkdir(parents=True)
        Path("a/b/file").write_text("x")
        Path("a/touched").touch()
        Path("a/touched").touch()
        shutil.copy("a/b/file", "copy")
        shutil.copy2("copy", "second copy")
        shutil.copytree("a", "c")
        shutil.move("c", "d")
        shutil.make_archive("archive", "zip", "d")
        os.rename("d/b/file", "file")
        os.replace("file", "copy")
        os.chmod("copy", 0o600)
        os.truncate(os.open("copy", os.O_RDWR), 0)
        shutil.rmtree("a")
        sqlite3.connect("x.db").execute("create table a (b)")
    """,
    "programs": """
        import subprocess
        told = subprocess.run(["latex", "--version"], capture_output=True, text=True, check=True).stdout
        assert told.startswith("pdfTeX")
        pipe = "echo a | tr a b && touch file && ls file"
        assert subprocess.run(pipe, shell=True, capture_output=True, text=True).stdout == "b\\nfile\\n"
        film = "ffmpeg -v error -f lavfi -i testsrc=d=0.2:s=32x32 -threads 2 o.mp4"
        subprocess.run(film.split(), check=True)
        waiting = subprocess.Popen(["sleep", "9"])
        waiting.terminate()
        assert waiting.wait() == -15
    """,
    "work side by side": """
        import asyncio, multiprocessing, queue, signal, threading
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(abs, range(-3, 0))) == [3, 2, 1]
        async def run():
            echo = await asyncio.create_subprocess_exec("echo", "hi", stdout=asyncio.subprocess.PIPE)
            return await echo.communicate(), await asyncio.to_thread(abs, -1)
        assert asyncio.run(run()) == ((b"hi\\n", None), 1)
        forks = multiprocessing.get_context("fork")
        here, there = forks.Pipe()
        child = forks.Process(target=lambda: there.send("from the child"))
        child.start()
        assert here.recv() == "from the child"
        child.join()
        sleeping = forks.Process(target=threading.Event().wait)
        sleeping.start()
        sleeping.terminate()
        sleeping.join()
        assert (child.exitcode, sleeping.exitcode) == (0, -signal.SIGTERM)
    """,
    "the standard library": """
        import datetime, importlib.resources, locale, os, platform, random, secrets, time, uuid, zoneinfo
        random.random(), secrets.token_hex(), uuid.uuid4(), uuid.uuid1(), time.localtime()
        platform.platform()
        assert zoneinfo.ZoneInfo("Europe/Paris").key == "Europe/Paris"
        locale.setlocale(locale.LC_ALL, "")
        assert os.cpu_count() and os.sched_getaffinity(0) and os.getloadavg() and os.uname()
        assert importlib.resources.files("manim").joinpath("templates").is_dir()
        datetime.datetime.now().astimezone()
        assert os.path.expanduser("~") == os.getcwd()
    """,
}
_SPACE = """
    self.set_camera_orientation(phi=1, theta=1)
    self.add(ThreeDAxes(), Surface(lambda u, v: [u, v, u * v], resolution=4), Sphere(resolution=(6, 6)))
    self.begin_ambient_camera_rotation()
    self.wait(0.3)
"""
SCRIPTS = {
    **{name: scene(body) for name, body in (_DRAWINGS | _COMPUTING).items()},
    "a scene in space": scene(_SPACE, base="ThreeDScene"),
    "a camera that moves": scene(
        "self.play(self.camera.frame.animate.scale(0.5), run_time=0.3)", base="MovingCameraScene"
    ),
}


@pytest.fixture(scope="module")
def rendered(studio: Studio) -> Mapping[str, SectionAnswer]:
    """The answers for all of them, rendered side by side."""
    limits = LIMITS.model_copy(update={"seconds": 60})

    async def render_all() -> list[RenderedSection]:
        return await asyncio.gather(*(studio.render(script, limits=limits) for script in SCRIPTS.values()))

    return dict(zip(SCRIPTS, (section.answer for section in asyncio.run(render_all())), strict=True))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_harmless_script_works_as_it_does_anywhere(
    rendered: Mapping[str, SectionAnswer], name: str
) -> None:
    answer = rendered[name]
    assert answer.outcome is SectionOutcome.RENDERED, f"{answer.reason}\n{answer.log}"
    assert answer.missing_layers == ()


# Each needs memory or a socket that processes share, which nobody could tell from that of others.
SHARED = {
    "a lock": ("multiprocessing.Lock()", "PermissionError: [Errno 13] Permission denied"),
    "a queue": ("multiprocessing.Queue()", "PermissionError: [Errno 13] Permission denied"),
    "a pool": ("multiprocessing.Pool(2)", "PermissionError: [Errno 13] Permission denied"),
    "a pool of futures": ("ProcessPoolExecutor(2)", "PermissionError: [Errno 13] Permission denied"),
    "shared memory": (
        "shared_memory.SharedMemory(create=True, size=9)",
        "PermissionError: [Errno 13] Permission denied: '/psm_",
    ),
    "a socket": ("socket.create_server(('', 0))", "PermissionError: [Errno 1] Operation not permitted"),
}


@pytest.mark.parametrize("name", SHARED)
async def test_what_processes_would_share_is_refused_with_the_line_and_the_error(
    studio: Studio, name: str
) -> None:
    body, told = SHARED[name]
    head = (
        "import multiprocessing, socket\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import shared_memory\n"
        "multiprocessing.set_start_method('fork', force=True)"
    )
    answer = (await studio.render(scene(body, head=head))).answer
    assert answer.outcome is SectionOutcome.FAILED
    assert answer.reason.startswith(f"line 12: {told}"), answer.reason


@pytest.mark.parametrize("is_granted", [True, False])
async def test_a_picture_elsewhere_can_be_shown_where_its_folder_is_granted(
    tmp_path: Path, is_granted: bool
) -> None:
    root, pictures = tmp_path / "work", tmp_path / "pictures"
    pictures.mkdir()
    root.mkdir()
    picture = pictures / "red.png"
    Image.fromarray(np.full((8, 8, 3), 200, np.uint8)).save(picture)
    job = SectionJob(scene="A", picture=TINY, beats=(BeatJob(seconds=0.5),), limits=LIMITS)
    containment = Containment(readable=(pictures,) if is_granted else ())
    async with own_host(root, 1, containment) as client:
        answer = (
            await client.render("section", scene(f"self.add(ImageMobject({str(picture)!r}))"), job)
        ).answer
    if is_granted:
        assert answer.outcome is SectionOutcome.RENDERED, answer.reason
    else:
        assert answer.outcome is SectionOutcome.FAILED
        assert f"PermissionError: [Errno 13] Permission denied: '{picture}'" in answer.reason
