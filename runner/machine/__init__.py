"""This machine: its processes, its resources, and the programs that must be installed."""
