"""Runs scripts section by section in child processes, behind a Unix socket."""
