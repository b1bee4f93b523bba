"""The guides: what they print works, and what they say of the code is so."""
