"""Writes a storyboard: a script that shows the text of an explanation itself. Pure."""
