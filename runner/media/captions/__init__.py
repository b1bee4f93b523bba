"""Captions and transcript of a video. Pure."""
