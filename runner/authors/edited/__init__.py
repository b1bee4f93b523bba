"""The author of edits: what did not change keeps its text, its beats and its code."""
