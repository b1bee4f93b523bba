"""Static analysis: finds faults in a script without running it. Pure."""
