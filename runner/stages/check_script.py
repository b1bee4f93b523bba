"""Reads the script without running it: does it parse, and does it show what the voice says?"""

from contract.failure import FailureCode, PodreelError
from contract.stage import Stage
from runner.context import VideoRun
from runner.explanation import Explanation
from runner.script.source import Script, read_script


async def check_script(run: VideoRun, text: str, spoken: Explanation) -> Script:
    """The script, parsed.

    Raises PodreelError(script_failed) where it doesn't parse, or where its sections or beats are other than
    those that were spoken.
    """
    run.reporter.progress(Stage.CHECK_SCRIPT, 0, "Checking the script")
    script = read_script(text)
    shown = [len(section.beats) for section in script.narration.sections]
    if shown != [len(section.beats) for section in spoken.sections]:
        raise PodreelError(
            FailureCode.SCRIPT_FAILED, "The script's sections and beats are not those of the explanation."
        )
    run.reporter.progress(Stage.CHECK_SCRIPT, 1, "Checked the script")
    return script
