"""Places that run Jobs: this machine, Kubernetes, and a scripted one for tests."""
