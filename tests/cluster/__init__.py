"""Podreel installed on a real Kubernetes node, as an operator installs it and a user uses it."""
