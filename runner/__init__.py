"""One video, then exit. Knows nothing of Kubernetes; nothing imports it, it is started."""
