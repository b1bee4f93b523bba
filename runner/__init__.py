"""Makes one video, then exits. Knows nothing of Kubernetes. Is started as a program, never imported."""
