"""The `podreel` command and its subcommands."""

from importlib.metadata import version
from typing import Annotated

import typer
from typer.main import get_command

from cli import access, bucket, completions, help_topics, keys, options, remote, stoppable, up, videos
from cli.check import CheckCommand, check_and_show
from cli.doctor import show_report
from cli.failures import failures_as_exit_status
from cli.help_layout import ACCESS, ON_THIS_MACHINE, SETTING_UP, examples
from cli.make import make_video, new_request, resumed_command
from cli.request_fields import request_of
from cli.service_options import Yes
from contract.video import DEFAULTS

app = typer.Typer(
    name="podreel",
    help="Turns a question, or a text of your own, into a narrated, animated explainer video.",
    epilog=examples(
        'podreel make "Explain binary search"           # on this machine',
        "podreel up                                     # a service; then, elsewhere:",
        'podreel submit "Explain binary search" --watch',
    )
    + """

Exit codes: 0 done, 2 unknown option, 64 to 78 failed, 130 Ctrl-C, 143 stopped.
`podreel help exit-codes` lists them, `podreel COMMAND -h` explains a command.""",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(up.app)
app.add_typer(remote.app)
app.add_typer(videos.app)
app.add_typer(keys.app, name="keys", rich_help_panel=ACCESS)
app.add_typer(access.sessions_app, name="sessions", rich_help_panel=ACCESS)
app.add_typer(access.links_app, name="links", rich_help_panel=ACCESS)
app.add_typer(bucket.app, name="bucket", rich_help_panel=SETTING_UP)
app.add_typer(completions.app)
app.add_typer(help_topics.app)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        print(f"podreel {version('podreel')}")
        raise typer.Exit


@app.callback()
def _podreel(
    is_version_wanted: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar="",
            is_eager=True,
            callback=_print_version,
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    """Turns a question, or a text of your own, into a narrated, animated explainer video."""


@app.command(
    rich_help_panel=ON_THIS_MACHINE,
    epilog=examples(
        'podreel make "Explain binary search" --out films/binary',
        "podreel make - --voice Matthew --aspect 9:16 < notes.txt",
        "podreel make --script films/binary/script.py --out films/edited",
        "podreel make --resume 1c9a8e6e",
    ),
)
def make(
    context: typer.Context,
    prompt: options.Prompt = "",
    model: options.Model = None,
    voice: options.Voice = DEFAULTS.voice,
    language: options.Language = None,
    quality: options.Quality = DEFAULTS.quality,
    aspect: options.Aspect = DEFAULTS.aspect,
    theme: options.Theme = DEFAULTS.theme,
    minutes: options.Minutes = DEFAULTS.minutes,
    narration: options.SpokenText = DEFAULTS.narration,
    width: options.Width = None,
    height: options.Height = None,
    frame_rate: options.FrameRate = None,
    strict: options.Strict = DEFAULTS.strict,
    as_text: options.AsText = DEFAULTS.as_text,
    script: options.ScriptFile = None,
    explanation: options.ExplanationFile = None,
    resume: options.Resume = None,
    out: options.Out = None,
    data: options.Data = None,
    wants_json: options.WantsJson = False,
) -> None:
    """Make one video on this machine."""
    with failures_as_exit_status(wants_json):
        if resume is not None:
            making = resumed_command(resume, out, data)
        else:
            title = None if script is None else script.stem
            making = new_request(request_of(context.params), out, data, title)
        raise typer.Exit(stoppable.run(make_video(making, wants_json)))


@app.command(
    rich_help_panel=ON_THIS_MACHINE,
    epilog=examples(
        "podreel check waves.py                  # what runs, and what does not",
        "podreel check waves.py --fix            # with what rules can mend",
        "podreel check waves.py --strict         # fails for faults of layout, too",
        "podreel check waves.py --layout it.png  # draws them",
        "podreel check answer.md --out waves.py  # the code of an answer",
        "podreel check - --json < waves.py",
    ),
)
def check(
    file: options.CheckedFile,
    scene: options.OnlyScene = None,
    fix: options.Fix = False,
    out: options.FixedFile = None,
    aspect: options.Aspect = DEFAULTS.aspect,
    strict: options.StrictLayout = False,
    layout: options.LayoutFile = None,
    is_sure: Yes = False,
    wants_json: options.WantsJson = False,
) -> None:
    """Try a Manim script's scenes without drawing, mend them by rule, and measure their layout.

    The file may also be an answer or a notebook that contains a script.

    It is not changed without --fix. The exit code is 0 if all scenes run then, else 65. What is wrong with
    their layout (texts that overlap, leave the frame, can't be read) is told, and counts only with --strict;
    --fix mends what rules can mend of it, too.
    """
    with failures_as_exit_status(wants_json):
        command = CheckCommand(file, scene, fix, out, is_sure, aspect, strict, layout)
        raise typer.Exit(stoppable.run(check_and_show(command, wants_json)))


@app.command(rich_help_panel=ON_THIS_MACHINE)
def doctor(online: options.Online = False, wants_json: options.WantsJson = False) -> None:
    """Check what works here, and say how to get what is missing."""
    raise typer.Exit(show_report(wants_json, is_online=online))


command = get_command(app)
"""The whole command line, built before anything runs."""
