"""Reports what works on this machine, by trying it."""

import asyncio
import json
import platform
import shutil
from dataclasses import asdict
from importlib.metadata import version

import av
from av.codec.codec import UnknownCodecError

from contract.catalogue import VOICES
from contract.failure import PodreelError
from contract.voice_engines import has_polly
from runner.doctor.check import Check
from runner.doctor.models import check_models, check_models_online
from runner.machine.processes import ToolError, run_tool
from runner.machine.requirements import TOOLS
from runner.sandbox.report import try_layers
from runner.settings import RunnerSettings
from runner.speech.registry import Engines, engines_for, voice_for
from runner.speech.voice import VoiceError
from stores.local_disk import MIN_FREE_BYTES
from stores.opening import open_objects

SAMPLE = "Podreel can speak."
FONTS = (
    ("Noto Sans", "Latin, Greek, Cyrillic"),
    ("Noto Sans CJK SC", "Chinese, Japanese, Korean"),
    ("Noto Sans Arabic", "Arabic"),
    ("Noto Sans Devanagari", "Devanagari"),
)
ENCODERS = ("libx264", "aac")


async def print_report(settings: RunnerSettings, *, is_online: bool = False) -> int:
    """Prints the report as JSON; returns 0. The vendors of models are contacted only if `is_online`."""
    if is_online:
        models = await check_models_online(settings.shared)
    else:
        models = {"models": check_models(settings.shared)}
    groups = {
        "machine": _check_machine(settings),
        "sandbox": await _check_sandbox(settings),
        "storage": [await _check_storage(settings)],
        "programs": _check_tools(),
        "fonts": await _check_fonts(),
        "encoders": [_check_encoder(name) for name in ENCODERS],
        **models,
        "voices": await _check_voices(settings),
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
        Check("system", True, f"{platform.system()} {platform.release()}, {platform.machine()}"),
        Check("python", True, f"{platform.python_version()}, Manim {version('manim')}"),
        Check("cores", True, f"{settings.run.workers} sections rendered at a time"),
        Check("disk", free >= MIN_FREE_BYTES, f"{free / 2**30:.1f} GB free for {folder}", is_required=True),
    ]


async def _check_storage(settings: RunnerSettings) -> Check:
    storage = settings.shared.storage
    try:
        objects = open_objects(storage, settings.shared.limits.temp_dir)
        await objects.check()
    except PodreelError as error:
        return Check(storage.object_store, False, f"{error.detail} {error.next_step}", is_required=True)
    readers = f", open to readers by {storage.s3_public}" if storage.object_store == "s3" else ""
    return Check(storage.object_store, True, f"videos go to {objects.name}{readers}", is_required=True)


async def _check_sandbox(settings: RunnerSettings) -> list[Check]:
    containment = settings.run.containment
    is_enforced = not containment.is_permissive
    rows = [
        Check("mode", True, "enforced: no script runs if a layer is missing")
        if is_enforced
        else Check("mode", False, "permissive: scripts run even if layers are missing")
    ]
    if containment.readable:
        folders = ", ".join(str(path) for path in containment.readable)
        rows.append(Check("folders", True, f"scripts may also read {folders}"))
    layers = await try_layers(containment)
    return rows + [Check(row.layer, row.works, row.detail, is_required=is_enforced) for row in layers]


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


async def _check_voices(settings: RunnerSettings) -> list[Check]:
    """Speaks with each voice; configured services are really called, which costs less than a cent."""
    engines = engines_for(settings.shared)
    hint = _more_voices(settings)
    return list(await asyncio.gather(*(_check_voice(name, engines, hint) for name in VOICES)))


async def _check_voice(name: str, engines: Engines, hint: str) -> Check:
    try:
        result = await voice_for(VOICES[name].chain, engines).tell_one(SAMPLE, "en")
    except VoiceError as error:
        return Check(name, False, str(error))
    speech = result.speeches[0]
    if not speech.pcm.any():
        return Check(name, False, "only silence: no engine works")
    reasons = "".join(f"; {fall.engine} fails: {fall.reason}" for fall in result.falls)
    return Check(name, True, f"spoken by {speech.engine}{reasons or hint}")


def _more_voices(settings: RunnerSettings) -> str:
    """A hint which variables configure better voices; empty if one is configured."""
    shared = settings.shared
    if has_polly(shared) or shared.speech.speech_server_url:
        return ""
    return "; for Amazon Polly set AWS_ACCESS_KEY_ID, for a speech server SPEECH_SERVER_URL"
