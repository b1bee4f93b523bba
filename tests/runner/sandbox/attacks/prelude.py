"""What every attack script begins with. It reports in lines: DID, DENIED or ACHIEVED, what, and a proof.

A step that raises was denied, one that returns a text got it (the text is the proof), and one that returns
nothing went through: whether that changed anything is seen from outside.
"""

PRELUDE = '''
import ctypes, errno, json, mmap, os, resource, shutil, signal, socket, struct, subprocess, sys
import threading, time
from pathlib import Path

# The child compares what it imported with nothing: the scene below brings Manim's names in later.
libc = ctypes.CDLL(None, use_errno=True)


def say(kind, what, more):
    print(kind, what, "-", str(more).replace("\\n", " ")[:400], flush=True)


def did(what, more="done"):
    say("DID", what, more)


def why(error):
    number = getattr(error, "errno", None)
    return errno.errorcode.get(number, number) if number else f"{type(error).__name__}: {error}"


def attempt(what):
    """Runs the step at once; whatever stops it is told and the script goes on."""

    def run(step):
        try:
            proof = step()
        except BaseException as error:
            say("DENIED", what, why(error))
        else:
            kind = "DID" if proof is None else "ACHIEVED" if proof else "DENIED"
            say(kind, what, proof or "nothing to show for it")

    return run


def call(number, *arguments):
    """A system call by its number."""
    result = libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def check(result):
    """The result of a C function, or its error."""
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def aside(step):
    """Runs the step in a fork, which it may spoil; its result, its error or the signal that ended it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, b"+" + str(step() or "").encode())
        except OSError as error:
            os.write(writer, b"-" + str(error.errno).encode())
        except BaseException as error:
            os.write(writer, b"!" + repr(error).encode()[:300])
        finally:
            os._exit(0)
    os.close(writer)
    told = os.read(reader, 65536)
    os.close(reader)
    status = os.waitpid(child, 0)[1]
    if told[:1] == b"-":
        raise OSError(int(told[1:]), "")
    if told[:1] != b"+":
        raise RuntimeError(told[1:].decode() or f"ended with status {status}")
    return told[1:].decode()


def waited(happened, seconds):
    """Whether it happens within this time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.02)
    return False


def count_bytes(reader, wanted, seconds):
    """How many bytes, of those that are wanted, came out of the pipe in this time."""
    os.set_blocking(reader, False)
    count = 0
    end = time.monotonic() + seconds
    while count < wanted and time.monotonic() < end:
        try:
            count += len(os.read(reader, 65536))
        except BlockingIOError:
            time.sleep(0.02)
    return count


def leave_daemon(step, leave=os.setsid):
    """Runs the step in a grandchild that has left its parents, and its session if it may."""
    child = os.fork()
    if child == 0:
        try:
            leave()
        except OSError as error:
            say("DENIED", "leaving the session", why(error))
        if os.fork() == 0:
            for number in range(3):
                os.dup2(os.open("/dev/null", os.O_RDWR), number)
            try:
                step()
            finally:
                os._exit(0)
        os._exit(0)
    os.waitpid(child, 0)


def leave_a_result(frame_count=5, starts=(0,)):
    """What a script writes that wants to pass for one that has rendered."""
    Path("times.json").write_text(json.dumps({"frame_count": frame_count, "beat_start_frames": starts}))
'''

SCENE = """

from manim import *
from scenekit import NarratedScene


class A(NarratedScene):
    def construct(self):
        self.add(Dot())
        self.wait(0.3)
"""
