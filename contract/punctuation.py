# ruff: noqa: RUF001 (marks of other scripts that look like Latin ones are intended)
"""Punctuation of all supported scripts, as strings of single marks. Each mark is listed once."""

FULL_STOPS = ".。｡।॥۔։"
QUESTION_MARKS = "?？؟"
SENTENCE_ENDS = f"{FULL_STOPS}{QUESTION_MARKS}!！…"
CLAUSE_ENDS = ",;:،؛、，；："
DASHES = "–—"
OPENERS = "\"'“‘„«‹([（「『【〈《〔"
CLOSERS = "\"'”’»›)]）」』】〉》〕"

# No space follows these, so they end a sentence or a clause wherever they occur.
UNSPACED_SENTENCE_ENDS = "。！？｡"
UNSPACED_CLAUSE_ENDS = "、，；："

# Marks at which a reader pauses within a sentence.
PAUSES = f"{CLAUSE_ENDS}{DASHES})）"
NEVER_START_A_LINE = "、。，．！？：；）」』】〉》〕”’…ー々,.!?:;)]}%％"
NEVER_END_A_LINE = "（「『【〈《〔“‘([{"
