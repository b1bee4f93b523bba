"""The `podreel` command. Starts the runner as a child process; imports nothing of it."""
