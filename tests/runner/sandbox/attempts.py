"""Runs pieces of Python in a process of their own, after another piece has confined that process for good."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

DONE = "done"
_REPOSITORY = Path(__file__).resolve().parents[3]
_PROGRAM = """
import ctypes, errno, json, os, resource, shutil, signal, socket, stat, subprocess, sys, threading, time
from pathlib import Path
order = json.load(sys.stdin)
names = dict(globals(), **order["values"])
exec(order["setup"], names)
heard = {}
for name, piece in order["pieces"].items():
    try:
        exec(piece, names)
        heard[name] = "done"
    except OSError as error:
        heard[name] = errno.errorcode[error.errno]
print(json.dumps(heard))
"""


def attempt(setup: str, pieces: Mapping[str, str], **values: str | int) -> dict[str, str]:
    """For each piece: `done`, or the name of the system's error. `values` are names that the pieces know."""
    order = {"setup": setup, "pieces": dict(pieces), "values": values}
    heard: dict[str, str] = json.loads(output_of(_PROGRAM, json.dumps(order)))
    return heard


def output_of(program: str, given: str = "") -> str:
    """What a Python program prints that ends well."""
    finished = subprocess.run(
        [sys.executable, "-c", program],
        input=given,
        capture_output=True,
        text=True,
        cwd=_REPOSITORY,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
