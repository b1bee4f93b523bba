"""Writes the table of docs/exit-codes.md anew: `python -m scripts.write_exit_codes`."""

import re
from pathlib import Path

from cli.exit_statuses import exit_statuses, in_markdown

PAGE = Path("docs/exit-codes.md")
TABLE = re.compile(r"(^\|.*\|\n)+", re.MULTILINE)

if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(lambda _: in_markdown(exit_statuses()), page, count=1), encoding="utf-8")
