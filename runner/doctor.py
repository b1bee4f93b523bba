"""Tells what works on this machine, by trying it."""

import asyncio
import json
import platform
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

import av
from av.codec.codec import UnknownCodecError

from contract.catalogue import MODEL_CHAINS, OFFLINE_MODEL, PROVIDERS, VOICES
from contract.failure import PodreelError
from runner.preflight import MIN_FREE_BYTES, TOOLS
from runner.processes import ToolError, run_tool
from runner.settings import RunnerSettings
from runner.speech.chain import voice_for
from runner.speech.voice import VoiceError

SAMPLE = "Podreel can speak."
FONTS = (
    ("Noto Sans", "Latin, Greek, Cyrillic"),
    ("Noto Sans CJK SC", "Chinese, Japanese, Korean"),
    ("Noto Sans Arabic", "Arabic"),
    ("Noto Sans Devanagari", "Devanagari"),
)
ENCODERS = ("libx264", "aac")


@dataclass(frozen=True)
class Check:
    """One thing that was tried. `is_required` where no video can be made without it."""

    name: str
    works: bool
    detail: str
    is_required: bool = False


async def print_report(settings: RunnerSettings) -> int:
    """Prints the report as JSON; returns 0."""
    groups = {
        "machine": _check_machine(settings),
        "programs": _check_tools(),
        "fonts": await _check_fonts(),
        "encoders": [_check_encoder(name) for name in ENCODERS],
        "models": _check_models(settings),
        "voices": await _check_voices(),
    }
    checks = [check for group in groups.values() for check in group]
    report = {
        "can_make_videos": all(check.works for check in checks if check.is_required),
        "groups": {name: [asdict(check) for check in group] for name, group in groups.items()},
    }
    print(json.dumps(report, ensure_ascii=False))
    return 0


def _check_machine(settings: RunnerSettings) -> list[Check]:
    folder = settings.shared.limits.temp_dir
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    return [
        Check("python", True, f"{platform.python_version()}, Manim {version('manim')}"),
        Check("cores", True, f"{settings.run.workers} sections rendered at a time"),
        Check("disk", free >= MIN_FREE_BYTES, f"{free / 2**30:.1f} GB free for {folder}", is_required=True),
        Check("sandbox", False, "scripts are not yet confined: render only scripts that you trust"),
    ]


def _check_tools() -> list[Check]:
    return [
        Check(
            tool.name,
            tool.is_installed,
            tool.purpose if tool.is_installed else f"{tool.purpose}: apt-get install {tool.package}",
            tool.is_required,
        )
        for tool in TOOLS
    ]


async def _check_fonts() -> list[Check]:
    return [await _check_font(font, scripts) for font, scripts in FONTS]


async def _check_font(font: str, scripts: str) -> Check:
    package = "fonts-noto-cjk" if "CJK" in font else "fonts-noto-core"
    try:
        found = (await run_tool(["fc-match", "--format=%{family}", font])).stdout.decode()
    except (ToolError, PodreelError) as error:
        return Check(font, False, str(error))
    works = font in found
    return Check(font, works, scripts if works else f"{scripts}: apt-get install {package}")


def _check_encoder(name: str) -> Check:
    try:
        av.codec.Codec(name, "w")
    except UnknownCodecError:
        return Check(name, False, "missing in the installed PyAV", is_required=True)
    return Check(name, True, "video" if name == "libx264" else "sound", is_required=True)


def _check_models(settings: RunnerSettings) -> list[Check]:
    known: Sequence[str] = (OFFLINE_MODEL, *settings.shared.models.explanation_models)
    return [_check_model(name) for name in known]


def _check_model(name: str) -> Check:
    if name == OFFLINE_MODEL:
        return Check(name, True, "lessons by heart, and your own text; needs no account", is_required=True)
    providers = dict.fromkeys(link.partition(":")[0] for link in MODEL_CHAINS.get(name, ()))
    variables = " or ".join(
        PROVIDERS[provider].key_variable for provider in providers if provider in PROVIDERS
    )
    return Check(name, False, f"its vendors ({variables}) come with a later version")


async def _check_voices() -> list[Check]:
    return list(await asyncio.gather(*(_check_voice(name) for name in VOICES)))


async def _check_voice(name: str) -> Check:
    try:
        speech = await voice_for(VOICES[name].chain).speak(SAMPLE, "en")
    except VoiceError as error:
        return Check(name, False, str(error))
    works = bool(speech.pcm.any())
    return Check(name, works, f"spoken by {speech.engine}" if works else "only silence: no engine works")
