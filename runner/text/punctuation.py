# ruff: noqa: RUF001 (the marks of other scripts look like Latin ones; that is what this table is about)
"""The punctuation of all scripts that are spoken and captioned, each mark once. Strings of single marks."""

FULL_STOPS = ".。｡।॥۔։"
QUESTION_MARKS = "?？؟"
SENTENCE_ENDS = f"{FULL_STOPS}{QUESTION_MARKS}!！…"
CLAUSE_ENDS = ",;:،؛、，；："
DASHES = "–—"
OPENERS = "\"'“‘„«‹([（「『【〈《〔"
CLOSERS = "\"'”’»›)]）」』】〉》〕"

# No space follows these, so wherever they stand they end a sentence or a clause.
UNSPACED_SENTENCE_ENDS = "。！？｡"
UNSPACED_CLAUSE_ENDS = "、，；："

# Where the reader of a caption pauses, but no sentence ends.
PAUSES = f"{CLAUSE_ENDS}{DASHES})）"
NEVER_START_A_LINE = "、。，．！？：；）」』】〉》〕”’…ー々,.!?:;)]}%％"
NEVER_END_A_LINE = "（「『【〈《〔“‘([{"
