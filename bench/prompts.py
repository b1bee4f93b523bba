"""Size of each prompt for scripts, of the lesson about Pythagoras: `python -m bench.prompts [--json]`.

No model is asked. The plan and what is mended are left out: they are as long as models make them.
"""

import argparse
import json
import sys

from bench.tables import print_table
from runner.authors.models.base import Prompt
from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.timed_text import guessed_times
from runner.authors.models.scripting.answers import Plan
from runner.authors.models.scripting.brief import ScriptBrief, SectionBrief
from runner.authors.models.scripting.prompts import mend_prompt, plan_prompt, section_prompt
from runner.authors.models.scripting.reviewing import review_prompt
from runner.authors.offline.lesson_book import all_lessons
from runner.script.draft import Draft, ScriptFault
from runner.text.explanation import Explanation

CHARACTERS_A_TOKEN = 4


def main() -> None:
    """Prints a table, or with --json one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.prompts", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(sys.argv[1:])
    rows = [_row(prompt) for prompt in _prompts()]
    if options.json:
        print(json.dumps({"measurement": "prompts", "table": rows}))
        return
    print_table(rows)


def _prompts() -> list[Prompt]:
    (lesson,) = (lesson for lesson in all_lessons() if lesson.name == "pythagoras")
    brief = _brief(lesson.explanation)
    draft = Draft("", {scene: f"class {scene}(NarratedScene): ..." for scene in brief.scenes})
    return [
        plan_prompt(brief),
        section_prompt(brief, Plan(), 1),
        mend_prompt(brief, draft, ScriptFault("Section1", "", "", (), "")),
        review_prompt(brief, draft, {}),
    ]


def _row(prompt: Prompt) -> dict[str, object]:
    rules = len(load_prompt(prompt.task.value).text)
    message = len(prompt.turns[0].text)
    total = len(prompt.instructions) + message
    return {
        "task": prompt.task.value,
        "shared": len(prompt.instructions),
        "rules": rules,
        "of_the_video": message - rules,
        "characters": total,
        "tokens": total // CHARACTERS_A_TOKEN,
    }


def _brief(explanation: Explanation) -> ScriptBrief:
    sections = tuple(
        SectionBrief(section, tuple(map(guessed_times, section.beats))) for section in explanation.sections
    )
    return ScriptBrief(explanation.title, "en", "dark", "16:9", 14.22, 8, sections)


if __name__ == "__main__":
    main()
