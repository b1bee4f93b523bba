"""Captions and transcript: which words are shown together, and from when to when. Pure."""
