"""Programs start without the packages that they rarely need: those are imported inside functions."""

import subprocess
import sys

import pytest

WEB = {"fastapi", "starlette", "uvicorn", "kubernetes", "aiohttp"}
LANGUAGES = {"gcld3"}
STORES = {"boto3", "botocore", "redis"}
MODELS = {"pydantic_ai", "openai", "anthropic"}
PICTURES = {"manim", "scenekit", "PIL"}


@pytest.mark.parametrize(
    ("program", "late"),
    [
        ("cli.app", WEB | LANGUAGES | STORES | MODELS | PICTURES),
        ("controller.cluster.process.shim", WEB | STORES | MODELS | PICTURES | {"numpy", "pydantic"}),
        ("runner.main", WEB | LANGUAGES | STORES | MODELS | {"manim", "scenekit"}),
        ("runner.render.host", WEB | STORES | MODELS | PICTURES | {"numpy", "av"}),
        ("runner.render.zygote", WEB | STORES | MODELS | PICTURES | {"numpy", "av"}),
        ("api.main", {"boto3", "botocore"} | LANGUAGES | MODELS | PICTURES | {"numpy", "av"}),
    ],
)
def test_a_program_starts_without_what_it_may_not_need(program: str, late: set[str]) -> None:
    code = f"import {program}, sys; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(told.stdout.split())
    assert program in imported
    assert imported.isdisjoint(late)
