"""Writes a script that shows an explanation in its own words. Pure."""
