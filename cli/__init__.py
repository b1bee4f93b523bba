"""The `podreel` command. It starts the runner as a child process and imports nothing from it."""
