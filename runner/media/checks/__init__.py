"""Checks of finished files."""
