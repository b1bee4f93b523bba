"""`podreel check`: shows what of a script runs, what does not and why, and writes what rules have mended."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from cli.check_lines import lines_of_check
from cli.check_page import show_page
from cli.failures import show_failure
from cli.layout_file import incoming_picture, keep_picture, require_png
from cli.mended_file import FileState, require_free, write_back, write_new
from cli.runner_process import CheckChoices, check_script
from cli.words import without_orders
from contract.catalogue import ASPECTS
from contract.failure import FailureCode, PodreelError
from contract.run_events import event_line
from contract.script_check import Checked, CheckProgress
from contract.video import DEFAULTS

STDIN = Path("-")
_CORRECT = "Correct what is named above, and check it again."


@dataclass(frozen=True)
class CheckCommand:
    """What to check, and where the mended text goes: into the file itself, elsewhere, or nowhere.

    If `is_strict`, findings of layout fail the check, too. They are drawn to the PNG file `layout`.
    """

    path: Path
    scene: str | None = None
    is_fixed: bool = False
    out: Path | None = None
    may_replace: bool = False
    aspect: str = DEFAULTS.aspect
    is_strict: bool = False
    layout: Path | None = None


async def check_and_show(command: CheckCommand, wants_json: bool) -> int:
    """Checks, writes and prints; returns the exit status.

    Raises PodreelError for what fails; with `wants_json` the answer itself says so.
    """
    console = Console(emoji=False, markup=False, highlight=False)
    with _progress(console, wants_json) as tell:
        checked, written = await _carry_out(command, tell)
    _show(console, checked, command, wants_json)
    if checked.runs and not (command.is_strict and checked.layout):
        if console.is_terminal and not wants_json:
            console.print(success(checked, command, written))
        return 0
    error = _failure(checked)
    if not wants_json:
        raise error
    show_failure(error.code, error.detail, error.next_step)
    return error.exit_status


async def _carry_out(
    command: CheckCommand, tell: Callable[[CheckProgress], None]
) -> tuple[Checked, Path | None]:
    """The check, and the file that was written, if any."""
    checked = Checked()
    try:
        _require_possible(command)
        before = FileState.of(command.path)
        checked = await _check(command, tell)
        return checked, _write(checked, command, before)
    except PodreelError as error:
        return checked.refused(error), None


async def _check(command: CheckCommand, tell: Callable[[CheckProgress], None]) -> Checked:
    """The check, and its picture in its place."""
    with incoming_picture(command.layout) as incoming:
        # A script that is not written stays as its author made it.
        is_written = command.is_fixed or command.out is not None
        choices = CheckChoices(command.scene, command.aspect, incoming, mends_layout=is_written)
        checked = await check_script(command.path, choices, tell)
        if incoming is None or command.layout is None or not keep_picture(incoming, command.layout):
            return checked
        return checked.model_copy(update={"picture": str(command.layout)})


def _require_possible(command: CheckCommand) -> None:
    if command.aspect not in ASPECTS:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"No aspect is {command.aspect!r}.",
            f"Choose one of {', '.join(ASPECTS)}.",
        )
    if command.is_fixed and command.out is not None:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            "--fix writes to the file itself, and --out to another one.",
            "Give one of them.",
        )
    if command.is_fixed and command.path == STDIN:
        raise PodreelError(
            FailureCode.INVALID_REQUEST, "--fix has no file to write to.", "Give one with --out."
        )
    if command.layout is not None:
        require_png(command.layout)
        if command.layout in (command.out, command.path):
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                f"--layout would replace {command.layout}, which is the script.",
                "Name another file with --layout.",
            )
        require_free(command.layout, may_replace=command.may_replace, option="--layout")
    if command.out is not None:
        require_free(command.out, may_replace=command.may_replace)


@contextmanager
def _progress(console: Console, wants_json: bool) -> Iterator[Callable[[CheckProgress], None]]:
    """Shows how many scenes have been tried, as long as that lasts, to people only."""
    if wants_json or not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def tell(progress: CheckProgress) -> None:
            share = f"{progress.done} of {progress.count}: " if progress.count > 1 else ""
            bar.update(task, description=share + without_orders(progress.message))

        yield tell


def _show(console: Console, checked: Checked, command: CheckCommand, wants_json: bool) -> None:
    if wants_json:
        print(event_line(checked), flush=True)
    elif console.is_terminal:
        show_page(console, checked)
    else:
        for line in lines_of_check(checked, str(command.path)):
            print(line)
        sys.stdout.flush()


def _write(checked: Checked, command: CheckCommand, before: FileState) -> Path | None:
    """Writes the mended text where it was asked to go; returns where, or None if nothing was written."""
    if checked.refusal is not None:
        return None
    if command.out is not None:
        write_new(command.out, checked.text)
        return command.out
    if not command.is_fixed or not (checked.rewrites or checked.is_taken_out):
        return None
    if not _can_be_fixed(checked, command.path):
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"--fix would leave nothing of {command.path} but the code in it, so nothing was written.",
            "Write the code to another file with --out.",
        )
    write_back(command.path, checked.text, before)
    return command.path


def _writing(checked: Checked, command: CheckCommand) -> Iterator[str]:
    """The words of the command that writes what was mended."""
    name = str(command.path)
    is_like_an_option = name.startswith("-") and command.path != STDIN
    yield from ("podreel", "check", f"./{name}" if is_like_an_option else name)
    yield from () if command.scene is None else ("--scene", command.scene)
    yield from () if command.aspect == DEFAULTS.aspect else ("--aspect", command.aspect)
    yield from ("--fix",) if _can_be_fixed(checked, command.path) else ("--out", "FIXED.py")


def _can_be_fixed(checked: Checked, path: Path) -> bool:
    """Whether the file may be replaced by the code: not if that would leave nothing else of a text."""
    return path != STDIN and not (checked.is_taken_out and path.suffix != ".py")


def _failure(checked: Checked) -> PodreelError:
    if checked.refusal is not None:
        refusal = checked.refusal
        return PodreelError(refusal.code, refusal.message, refusal.next_step)
    failing = [scene for scene in checked.scenes if not scene.runs]
    count = len(checked.scenes)
    if not failing:
        detail = f"It runs, but {findings_of_layout(checked)}, and --strict is given."
        return PodreelError(FailureCode.SCRIPT_FAILED, detail, _CORRECT)
    told = f"{len(failing)} of {count} scenes don't run" if count > 1 else f"{failing[0].name} does not run"
    after = ", also after what the rules mended" if checked.rewrites else ""
    return PodreelError(FailureCode.SCRIPT_FAILED, f"{told}{after}.", _CORRECT)


def success(checked: Checked, command: CheckCommand, written: Path | None) -> str:
    """The last line for people. Pure."""
    count = len(checked.scenes)
    told = f"All {count} scenes run" if count > 1 else f"{checked.scenes[0].name} runs"
    layout = f" But {findings_of_layout(checked)}." if checked.layout else ""
    if not checked.rewrites:
        return f"{told}.{layout}" if written is None else f"{told}. {written} has the code.{layout}"
    changes = "1 rewrite" if len(checked.rewrites) == 1 else f"{len(checked.rewrites)} rewrites"
    if written is None:
        words = shlex.join(_writing(checked, command))
        return f"{told} after {changes}. To write the code: `{words}`.{layout}"
    return f"{told}. {written} has {changes}.{layout}"


def findings_of_layout(checked: Checked) -> str:
    """Such as `the layout has 3 findings`. Pure."""
    count = len(checked.layout)
    return f"the layout has {count} finding{'' if count == 1 else 's'}"
