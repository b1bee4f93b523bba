"""A scene, and the answers of models in which it may stand."""

import json

SCENE = "class Section1(NarratedScene):\n    def construct(self):\n        self.wait(1)\n"

NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "source": ["# A scene\n"]},
            {"cell_type": "code", "source": ["%%manim -qm Section1\n", *SCENE.splitlines(keepends=True)]},
            {"cell_type": "code", "source": "!pip install manim"},
        ],
        "nbformat": 4,
    }
)
DIFF = "--- a/scene.py\n+++ b/scene.py\n@@ -1,3 +1,3 @@\n" + "".join(
    f"{sign}{line}\n"
    for sign, line in zip(("-", " ", "+", "+"), ("class A:", *SCENE.splitlines()), strict=True)
)
ANSWERS = {
    "fenced": f"```python\n{SCENE}```",
    "short name": f"Here you are:\n\n```py\n{SCENE}```\nHave fun!",
    "capitals": f"```Python\n{SCENE}```",
    "bare fence": f"```\n{SCENE}```",
    "tildes": f"~~~python\n{SCENE}~~~",
    "long fence": f"````python\n{SCENE}````",
    "with a title": f'```python title="scene.py"\n{SCENE}```',
    "in a list": "1. Look:\n\n   ```python\n"
    + "".join(f"   {line}\n" for line in SCENE.splitlines())
    + "   ```",
    "never closed": f"Sure.\n```python\n{SCENE}",
    "code alone": SCENE,
    "prose around, no fence": f"Here is the class:\n\n{SCENE}\n\nIt waits for a second, doesn't it?",
    "carriage returns": f"```python\n{SCENE}```".replace("\n", "\r\n"),
    "zero bytes": f"```python\n\x00{SCENE}\x00```",
    "a mark in front": f"\ufeff{SCENE}",
    "output beside it": f"```text\nManim v0.22\n```\n```python\n{SCENE}```\n```bash\nmanim -ql x.py\n```",
    "a notebook": NOTEBOOK,
    "a diff": DIFF,
    "a diff in a fence": f"The change:\n\n```diff\n{DIFF}```\nThat is all.",
    "tabs and spaces": f"```python\n{SCENE}```".replace("        self", "\tself"),
    "hard spaces": f"```python\n{SCENE}```".replace("    ", "\u00a0" * 4),
    "prompts": "".join(f"{'...' if line.startswith(' ') else '>>>'} {line}\n" for line in SCENE.splitlines())
    + "...\n",
    "prompts of IPython, with answers": "In [1]: \nOut[1]: 2\n\n"
    + "".join(f"{'   ...:' if line.startswith(' ') else 'In [2]:'} {line}\n" for line in SCENE.splitlines()),
    "prompts in a fence": "```pycon\n>>> x\n```\n```python\n"
    + "".join(f"{'...' if line.startswith(' ') else '>>>'} {line}\n" for line in SCENE.splitlines())
    + "```",
    "line numbers": "".join(f"{number} {line}\n" for number, line in enumerate(SCENE.splitlines(), 9)),
    "line numbers with bars": "```python\n"
    + "".join(f"{number:3}| {line}\n" for number, line in enumerate(SCENE.splitlines(), 1))
    + "```",
    "a margin": "".join(f"    {line}\n" for line in SCENE.splitlines()),
    "a margin of tabs": "".join(f"\t{line}\n" for line in SCENE.splitlines()),
    "commands of a notebook": f"%matplotlib inline\n{SCENE}!ls -l\n",
    "a tree in a bare fence": f"```\nscene/\n|-- a b c\n```\n\n```\n{SCENE}```",
}
