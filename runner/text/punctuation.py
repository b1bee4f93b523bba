# ruff: noqa: RUF001 (the marks of other scripts look like Latin ones; that is what this table is about)
"""Punctuation of the scripts that we caption. Values only."""

SENTENCE_ENDS = frozenset(".!?。！？…؟।॥։")
CLAUSE_ENDS = frozenset(",;:—–،؛、，；：)）")
NEVER_START_A_LINE = frozenset("、。，．！？：；）」』】〉》〕”’…ー々,.!?:;)]}%")
NEVER_END_A_LINE = frozenset("（「『【〈《〔“‘([{")
