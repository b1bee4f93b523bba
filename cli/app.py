"""The `podreel` command and its subcommands."""

import typer

from cli import access, bucket, keys, options, remote, stoppable, up
from cli.doctor import show_report
from cli.failures import failures_as_exit_status
from cli.make import make_video, new_request, resumed_command
from contract.video import DEFAULTS

app = typer.Typer(
    name="podreel",
    help="Turns a question into a narrated, animated explainer video.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(up.app)
app.add_typer(remote.app)
app.add_typer(bucket.app, name="bucket")
app.add_typer(keys.app, name="keys")
app.add_typer(access.sessions_app, name="sessions")
app.add_typer(access.links_app, name="links")


@app.command()
def make(
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
    fields = {"prompt": prompt, "model": model, "voice": voice, "quality": quality, "aspect": aspect}
    fields |= {"theme": theme, "narration": narration}
    optional = {"language": language, "minutes": minutes, "strict": strict, "as_text": as_text or None}
    custom = {"width": width, "height": height, "frame_rate": frame_rate}
    with failures_as_exit_status(wants_json):
        if resume is not None:
            making = resumed_command(resume, out, data)
        else:
            files = options.OwnFiles(script, explanation)
            making = new_request({**fields, **optional}, custom, files, out, data)
        raise typer.Exit(stoppable.run(make_video(making, wants_json)))


@app.command()
def doctor(online: options.Online = False, wants_json: options.WantsJson = False) -> None:
    """Check which programs, models, voices and encoders work here, and say how to get missing ones."""
    raise typer.Exit(show_report(wants_json, is_online=online))
