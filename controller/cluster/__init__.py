"""Clusters that run Jobs: this machine, Kubernetes, and a fake one for tests."""
