"""The cluster that is Kubernetes: every video is a Job of one namespace."""
