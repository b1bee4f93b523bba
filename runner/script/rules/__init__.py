"""Rules that mend a script: each is a pure function from a failed run to proposals."""
