"""Finds faults in a script without running it. Pure."""
